"""The roll called seat after seat: three choices, the next one, and back to correct (RULES V8, V10)."""

from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from common.doors import attempt
from deliberations.presenters.calling import calling_page
from deliberations.rules import calls_the_roll
from governance import services as governance
from governance.enums import BallotState, Method

from .ballots import link_of
from .desk import address
from .doors import for_who_oversees


@for_who_oversees
def call_roll(request, sitting, at, pk):
    """Show the seat to call; note what its voice says when called. Where the call stands is in the address alone."""
    link = link_of(sitting, pk)
    if not calls_the_roll(request.user) or link.ballot.method != Method.ROLL_CALL:
        raise Http404
    if request.method == "POST":
        return _note(request, link.ballot, at)
    if link.ballot.state != BallotState.OPEN:
        return redirect(address(sitting, link.item, "#scrutin"))
    shown = calling_page(
        link.ballot, request.user, after=request.GET.get("apres", ""), asked=request.GET.get("siege", "")
    )
    return render(request, "deliberations/call.html", {"sitting": sitting, "item": link.item, **shown})


def _note(request, ballot, at):
    """Note one voice and go on; after a correction, to where the call stood."""
    elector = ballot.electors.select_related("seat", "person").filter(seat__code=request.POST.get("seat")).first()
    if elector is None:
        raise Http404
    choice, seen = request.POST.get("choice", ""), request.POST.get("seen", "")

    def cast():
        return governance.cast_vote(ballot=ballot, seat=elector.seat, choice=choice, seen=seen, by=request.user, at=at)

    attempt(request, cast, done=_("Le vote est noté."))
    after = request.GET.get("apres", "") if "siege" in request.GET else elector.seat.code
    return redirect(f"{request.path}?{urlencode({'apres': after})}")
