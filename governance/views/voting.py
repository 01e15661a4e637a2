"""The member's vote, from a telephone or any screen (RULES V8, P5, V10)."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from common.doors import attempt
from council.rules import person_of
from governance import services
from governance.enums import BallotState, Choice
from governance.models import Ballot


@login_required
def vote(request, pk):
    """Show the text and one's voices, one's own and those held by proxy apart; take a vote for one of them."""
    ballot = get_object_or_404(Ballot.objects.select_related("version__recommendation"), pk=pk)
    voices = list(ballot.electors.cast_by(person_of(request.user)).select_related("seat", "person", "vote"))
    if not voices:
        raise Http404
    if ballot.state != BallotState.OPEN and request.method != "POST":
        return redirect(ballot)
    if request.method == "POST":
        voice = next((v for v in voices if v.seat.code == request.POST.get("seat")), None)
        if voice is None:
            raise Http404
        attempt(
            request,
            lambda: services.cast_vote(
                ballot=ballot,
                seat=voice.seat,
                choice=request.POST.get("choice", ""),
                by=request.user,
                at=timezone.now(),
            ),
            done=_("Votre vote est enregistré."),
        )
        return redirect(request.path)
    return render(request, "governance/vote.html", {"ballot": ballot, "voices": voices, "choices": Choice})
