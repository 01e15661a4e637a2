"""The rounds of an election up to one of them: who had how many votes, and what was needed (RULES V2, V15)."""

from typing import NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from common.formats import counted, number
from governance.choice_wording import ROUNDS, papers_words


class Candidate(NamedTuple):
    """Somebody in a round, the votes they had, and their share of the votes expressed in percent."""

    name: str
    votes: str
    share: float
    elected: bool


class RoundShown(NamedTuple):
    """One round: most votes first."""

    name: str
    url: str  # of the ballot it was; empty for the one whose page this is
    candidates: list[Candidate]
    figures: str


def rounds_of(ballot) -> list[RoundShown]:
    """Every round up to this ballot; one query for each earlier one, of which there are two at most."""
    ballots = [ballot]
    while ballots[0].previous_id:
        ballots.insert(0, ballots[0].previous)
    return [
        _shown(rank, held, "" if own == ballot else own.get_absolute_url(), ballot.result)
        for rank, (own, held) in enumerate(zip(ballots, ballot.result["rounds"], strict=True), 1)
    ]


def _shown(rank, held, url, result):
    elected = result["elected"] if rank == result["round"] else None
    candidates = [
        Candidate(name, number(votes), round(100 * votes / (held["expressed"] or 1), 2), name == elected)
        for name, votes in sorted(held["votes"].items(), key=lambda pair: -pair[1])
    ]
    expressed = counted(held["expressed"], _("suffrage exprimé"), _("suffrages exprimés"))
    needed = _("majorité absolue à %(n)s") % {"n": number(held["needed"])} if rank < max(ROUNDS) else ""
    figures = ", ".join(filter(None, (expressed, needed, papers_words(held))))
    return RoundShown(capfirst(ROUNDS[rank]()), url, candidates, figures)
