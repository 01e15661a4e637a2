"""Requests for a roll call or a secret ballot, and the way of voting that they impose (RULES V7)."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.lifecycle import AlreadyRecorded, refuse_if
from deliberations.enums import PresenceMode, SittingState
from deliberations.models import MethodRequest
from deliberations.models.room import read_room
from deliberations.rules import may_conduct
from deliberations.wording import request_sentence
from governance.enums import BallotState, Method
from governance.methods import named_manner
from governance.voting import requests_needed

from .conduct import recused_seats
from .guards import authorise, in_state, lock_item

SHARES = {Method.ROLL_CALL: "public_vote_share", Method.SECRET: "secret_vote_share"}


@transaction.atomic
def request_method(item, *, asked, number, by, at):
    """Record how many of those present ask for a way of voting (RULES V7). Returns the MethodRequest.

    Raises Refused once a ballot is under way, for more members than are present, or for a method nobody may ask for;
    AlreadyRecorded when the same number asked before.
    """
    item = lock_item(item)
    authorise(may_conduct(by, item.sitting, at), "request_method")
    in_state(item.sitting, (SittingState.OPEN,), _("Un mode de scrutin se demande pendant la séance."))
    refuse_if(asked not in SHARES, _("On demande un scrutin public ou un scrutin secret."))
    refuse_if(
        item.item_ballots.filter(ballot__state__in=(BallotState.OPEN, BallotState.CLOSED)).exists(),
        _("Un scrutin est en cours sur ce point : la demande se fait avant, ou après l’avoir annulé."),
    )
    present = read_room(item.sitting).roll(at, recused_seats(item)).present
    refuse_if(not 1 <= number <= present, _too_many(number, present))
    share = item.sitting.profile.share(SHARES[asked])
    last = item.method_requests.filter(asked=asked).last()
    if last and (last.number, last.present) == (number, present):
        raise AlreadyRecorded(last, last.at)
    return MethodRequest.objects.create(
        item=item, asked=asked, number=number, present=present, needed=requests_needed(present, share),
        share=str(share), at=at, by=by,
    )  # fmt: skip


def _too_many(number, present):
    words = ngettext(
        "%(number)s demande pour %(present)s membre présent : vérifiez le nombre.",
        "%(number)s demandes pour %(present)s membres présents : vérifiez le nombre.",
        present,
    )
    return words % {"number": number, "present": present}


def imposing(item):
    """The request that decides the way of voting, or None: one that was reached, the secret one before the other."""
    reached = [request for request in item.method_requests.all() if request.reached]
    return max(reached, key=lambda request: request.asked == Method.SECRET, default=None)


def check_method(item, method, room, at):
    """Raise Refused where a request imposes another way of voting, or where members far away forbid a secret one.

    A request bears on the vote of the text, not on a question of its own.
    """
    manner, imposed = named_manner(method), imposing(item)
    if manner is None:
        return  # the ballot itself refuses what is not conducted
    far = not item.sitting.profile.remote_counts and _remote(room, at)
    refuse_if(
        far and (manner.secret or (imposed and not manner.asked and imposed.asked == Method.SECRET)),
        _(
            "Des membres participent à distance : le règlement n’y permet que le scrutin public. "
            "Le vote secret demandé oblige à reporter ce point."
        ),
    )
    refuse_if(
        imposed and not manner.asked and manner.method != imposed.asked,
        imposed and _("%(request)s Choisissez ce mode.") % {"request": request_sentence(imposed)},
    )


def _remote(room, at):
    return any(
        stay.mode == PresenceMode.REMOTE and stay.arrived_at <= at and (stay.left_at is None or at < stay.left_at)
        for stay in room.stays
    )
