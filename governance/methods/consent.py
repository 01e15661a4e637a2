"""The consent round: each voice answers by name; one reasoned objection that stands, and the text waits (RULES V14)."""

from django.utils.translation import gettext as _

from common.lifecycle import refuse_if
from governance.enums import BallotState, Method, ObjectionState
from governance.models import Ballot, Objection, Position

from .manner import Manner
from .named import by_college


def opening(ballot, voices):
    """A round is numbered among those that were held on its text; there is nobody to ask in an empty room."""
    refuse_if(not voices, _("Personne n’a de voix dans la salle : il n’y a personne à qui demander son consentement."))
    if ballot.version:
        ballot.terms = ballot.terms | {"round": earlier_rounds(ballot).count() + 1}


def earlier_rounds(ballot):
    """The rounds held before this one on the recommendation, in order; what was annulled was no round."""
    rounds = Ballot.objects.filter(
        version__recommendation=ballot.recommendation, method=Method.CONSENT, state=BallotState.PROCLAIMED
    )
    return rounds.exclude(pk=ballot.pk).order_by("opened_at", "pk")


def opened(ballot):
    """Carry what stood at the end of the round before, for the voices that are here: it stands until it is settled."""
    before = earlier_rounds(ballot).last() if ballot.version else None
    if before is None:
        return
    voices = {elector.seat_id: elector for elector in ballot.electors.all()}
    for objection in Objection.objects.standing().filter(elector__ballot=before).in_order():
        if elector := voices.get(objection.elector.seat_id):
            Objection.objects.create(
                elector=elector, reason=objection.reason, raised_at=ballot.opened_at, carried_from=objection
            )


def tally(ballot):
    """How many voices answered what, by college."""
    answers = Position.objects.filter(elector__ballot=ballot).values_list("elector__college", "choice")
    return by_college(answers)


def heard(ballot):
    """What was said, for the public file: every objection with its fate, every answer by seat. Two queries.

    What is open shows none (RULES V10).
    """
    if ballot.state == BallotState.OPEN:
        return {"objections": []}
    answers = Position.objects.filter(elector__ballot=ballot).order_by("elector__seat__code")
    keys = ("elector__seat__code", "elector__college", "choice", "elector__by_proxy")
    return {
        "objections": [
            {
                "seat": objection.elector.seat.code,
                "reason": objection.reason,
                "withdrawn": objection.state == ObjectionState.WITHDRAWN,
                "met": objection.state == ObjectionState.MET,
            }
            for objection in Objection.objects.filter(elector__ballot=ballot).in_order()
        ],
        "round": ballot.terms.get("round", 1),
        "answers": [
            dict(zip(("seat", "college", "answer", "by_proxy"), row, strict=True)) for row in answers.values_list(*keys)
        ],
    }


CONSENT = Manner(
    name="consent", method=Method.CONSENT, named=True, inconclusive="rejected", mark="position", opening=opening,
    opened=opened, tally=tally, part=heard,
)  # fmt: skip
