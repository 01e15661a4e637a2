"""The member's vote, from a telephone or any screen (RULES V8, P5, V10)."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from common.doors import attempt
from common.formats import clock
from council.rules import person_of
from governance import services
from governance.enums import BallotState, Choice
from governance.methods import manner_of
from governance.models import Ballot
from governance.presenters.amendments import voted_difference

FACES = {Choice.FOR: ("moss", "check"), Choice.AGAINST: ("accent", "x"), Choice.ABSTAIN: ("stone", "minus")}


@sensitive_post_parameters("choice")
@login_required
@never_cache
def vote(request, pk):
    """Show the text and one's voices, one's own and those held by proxy apart; take a vote for one of them."""
    ballots = Ballot.objects.select_related("version__recommendation", "amendment__recommendation")
    ballot = get_object_or_404(ballots, pk=pk)
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
    context["parts"] = voted_difference(ballot)
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


def cast_in_secret(request, ballot, voice):
    """Ask for confirmation, since it cannot be changed; then cast, and show the receipt in this very answer.

    The receipt is in no address, session or message: what shows it once keeps it nowhere.
    """
    choice = request.POST.get("choice", "")
    if choice in Choice.values and "confirmed" not in request.POST:
        return confirm(request, ballot, voice, choice)
    receipts = []
    if not attempt(
        request,
        lambda: receipts.append(services.cast_secret(ballot=ballot, seat=voice.seat, choice=choice, by=request.user)),
        done=_("Votre vote est dans l’urne."),
    ):
        return redirect(request.path)
    context = {"ballot": ballot, "receipt": receipts[0], "choice": Choice(choice).label, "legend": legend(voice)}
    mine = ballot.electors.cast_by(voice.caster)
    return render(request, "governance/receipt.html", context | {"more": mine.filter(signature=None).exists()})


def confirm(request, ballot, voice, choice):
    """Say once more what will be cast, for whom, and that it stays."""
    consequences = [
        legend(voice),
        _("Un vote secret ne se change pas et ne se retire pas."),
        _("Votre reçu ne sera montré qu’une fois, juste après."),
    ]
    title = _("Confirmer mon bulletin : %(choice)s") % {"choice": Choice(choice).label}
    context = {"ballot": ballot, "voice": voice, "choice": choice, "title": title, "consequences": consequences}
    return render(request, "governance/vote_confirm.html", context)


# How each manner takes a voice: (request, ballot, elector) → response
CASTING = {"roll_call": cast_by_name, "secret": cast_in_secret}


def shown(voice, manner):
    """Return one voice as the page shows it: whose it is, what was chosen, what may be chosen."""
    cast = getattr(voice, manner.mark, None)
    return {
        "code": voice.seat.code,
        "legend": legend(voice),
        "cast": cast is not None,
        "choices": choices(cast.choice if cast and manner.named else None),
    } | (of_named(cast) if manner.named else {})


def legend(voice):
    """« Votre voix · B-04 · Emmaüs », or whose proxy it is."""
    whose = _("Pouvoir de %(person)s") % {"person": voice.person} if voice.by_proxy else _("Votre voix")
    return f"{whose} · {voice.seat.code} · {voice.label}"


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
