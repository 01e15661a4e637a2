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
from governance.methods import manner_of
from governance.models import Ballot

FACES = {Choice.FOR: ("moss", "check"), Choice.AGAINST: ("accent", "x"), Choice.ABSTAIN: ("stone", "minus")}


@login_required
@never_cache
def vote(request, pk):
    """Show the text and one's voices, one's own and those held by proxy apart; take a vote for one of them."""
    ballot = get_object_or_404(Ballot.objects.select_related("version__recommendation"), pk=pk)
    manner = manner_of(ballot)
    related = filter(None, ("seat", "person", manner.mark))
    voices = list(ballot.electors.cast_by(person_of(request.user)).select_related(*related))
    if not voices or manner.entered:
        raise Http404
    if request.method == "POST":
        return CASTING[manner.name](request, ballot, _named(voices, request))
    if ballot.state != BallotState.OPEN:
        return redirect(ballot)
    context = {"ballot": ballot, "manner": manner, "voices": [shown(voice, manner) for voice in voices]}
    return render(request, "governance/vote.html", context)


def _named(voices, request):
    """The person's voice that the request speaks of; anybody else's is not found."""
    voice = next((voice for voice in voices if voice.seat.code == request.POST.get("seat")), None)
    if voice is None:
        raise Http404
    return voice


def cast_by_name(request, ballot, voice):
    """Cast one of the person's voices in a roll call."""
    choice = request.POST.get("choice", "")
    attempt(
        request,
        lambda: services.cast_vote(ballot=ballot, seat=voice.seat, choice=choice, by=request.user, at=timezone.now()),
        done=_("Votre vote est enregistré."),
    )
    return redirect(request.path)


CASTING = {"roll_call": cast_by_name}  # how each manner takes a voice: (request, ballot, elector) → response


def shown(voice, manner):
    """Return one voice as the page shows it: whose it is, what was chosen, what may be chosen."""
    cast = getattr(voice, manner.mark, None)
    whose = _("Pouvoir de %(person)s") % {"person": voice.person} if voice.by_proxy else _("Votre voix")
    return {
        "code": voice.seat.code,
        "legend": f"{whose} · {voice.seat.code} · {voice.label}",
        "cast": cast is not None,
        "choices": choices(cast.choice if cast and manner.named else None),
    } | (of_named(cast) if manner.named else {})


def of_named(cast):
    """What a roll call says of a vote that may still be changed."""
    recorded = _("Enregistré à %(when)s : %(choice)s. Reçu %(receipt)s.")
    return {
        "act": _("Changer mon vote") if cast else _("Voter"),
        "may_change": _("Un nouveau choix le remplace jusqu’à la clôture."),
        "recorded": cast
        and recorded % {"when": clock(cast.cast_at), "choice": cast.get_choice_display(), "receipt": cast.receipt},
    }


def choices(chosen):
    """The three big choices."""
    return [
        {"value": c.value, "label": c.label.capitalize(), "family": family, "icon": icon, "checked": c == chosen}
        for c, (family, icon) in FACES.items()
    ]
