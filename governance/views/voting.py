"""The member's vote, from a telephone or any screen (RULES V8, P5, V10)."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from common.doors import attempt
from common.formats import clock
from council.rules import person_of
from governance import services
from governance.enums import BallotState, Choice
from governance.models import Ballot

FACES = {Choice.FOR: ("moss", "check"), Choice.AGAINST: ("accent", "x"), Choice.ABSTAIN: ("stone", "minus")}


@login_required
@never_cache
def vote(request, pk):
    """Show the text and one's voices, one's own and those held by proxy apart; take a vote for one of them."""
    ballot = get_object_or_404(Ballot.objects.select_related("version__recommendation"), pk=pk)
    voices = list(ballot.electors.cast_by(person_of(request.user)).select_related("seat", "person", "vote"))
    if not voices:
        raise Http404
    if request.method == "POST":
        return take(request, ballot, voices)
    if ballot.state != BallotState.OPEN:
        return redirect(ballot)
    return render(request, "governance/vote.html", {"ballot": ballot, "voices": [shown(voice) for voice in voices]})


def take(request, ballot, voices):
    """Cast one of the person's voices; anybody else's is not found."""
    voice = next((voice for voice in voices if voice.seat.code == request.POST.get("seat")), None)
    if voice is None:
        raise Http404
    choice = request.POST.get("choice", "")
    attempt(
        request,
        lambda: services.cast_vote(ballot=ballot, seat=voice.seat, choice=choice, by=request.user, at=timezone.now()),
        done=_("Votre vote est enregistré."),
    )
    return redirect(request.path)


def shown(voice):
    """Return one voice as the page shows it: whose it is, what was chosen, what may be chosen."""
    cast = getattr(voice, "vote", None)
    whose = _("Pouvoir de %(person)s") % {"person": voice.person} if voice.by_proxy else _("Votre voix")
    recorded = _("Enregistré à %(when)s : %(choice)s. Reçu %(receipt)s.")
    return {
        "code": voice.seat.code,
        "legend": f"{whose} · {voice.seat.code} · {voice.label}",
        "act": _("Changer mon vote") if cast else _("Voter"),
        "may_change": _("Un nouveau choix le remplace jusqu’à la clôture."),
        "recorded": cast
        and recorded % {"when": clock(cast.cast_at), "choice": cast.get_choice_display(), "receipt": cast.receipt},
        "choices": [
            {"value": c.value, "label": c.label.capitalize(), "family": family, "icon": icon,
             "checked": cast is not None and cast.choice == c}
            for c, (family, icon) in FACES.items()
        ],
    }  # fmt: skip
