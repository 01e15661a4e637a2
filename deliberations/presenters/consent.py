"""A consent round at the desk and on the wall: the objections that are heard, and who may answer (RULES V14)."""

from governance.enums import BallotState, Method
from governance.presenters.consent import heard_in


def heard(ballot):
    """The objections of an open consent round; none of any other ballot."""
    open_round = ballot is not None and ballot.method == Method.CONSENT and ballot.state == BallotState.OPEN
    return heard_in(ballot) if open_round else []


def answering_seats(ballot):
    """The voices of a round as (code, words), for who notes what is said aloud: each may answer again."""
    electors = ballot.electors.select_related("seat", "person")
    return [(elector.seat.code, f"{elector.seat.code} · {elector.person}") for elector in electors]
