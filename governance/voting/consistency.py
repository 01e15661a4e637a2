"""Figures that can all be true at once: no more votes than seats, no college that is not there."""

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction

from .values import Choice, Colleges, Electorate, Rule, Seats, Tally, Vote

__all__ = ["Cast", "Counts", "Inconsistent", "check_electorate", "counted"]

Counts = Mapping[str, Mapping[Choice, int]]
Cast = Iterable[Vote] | Counts


class Inconsistent(ValueError):
    """Figures that cannot all be true. `field` is their place in the public ballot file, `why` is in French."""

    def __init__(self, field: str, why: str):
        super().__init__(f"{field} : {why}")
        self.field, self.why = field, why


def counted(rule: Rule, electorate: Electorate, cast: Cast) -> dict[str, Tally]:
    """What was cast, added up by college key.

    Raises Inconsistent unless rule, electorate and what was cast fit together.
    """
    check_electorate(rule, electorate)
    where = "counts" if isinstance(cast, Mapping) else "votes"
    tallies = _tallies_of(cast)
    for code, tally in tallies.items():
        if code in electorate.colleges:
            seats = electorate.colleges[code]
            _check_papers(f"{where}.{code}", f"electorate.colleges.{code}", seats, tally)
        elif code or rule.colleges != Colleges.NONE:
            raise Inconsistent(f"{where}.{code}", "ce collège a voté mais n’est pas dans electorate.colleges")
    _check_papers(where, "electorate", electorate, sum(tallies.values(), Tally()))
    return tallies


def check_electorate(rule: Rule, electorate: Electorate) -> None:
    """Raise Inconsistent unless the seats of the colleges fit into those of the council."""
    _check_seats("electorate", electorate)
    for code, college in electorate.colleges.items():
        _check_seats(f"electorate.colleges.{code}", college)
        if rule.colleges == Colleges.WEIGHTED and college.weight is None:
            raise Inconsistent(f"electorate.colleges.{code}.weight", "absent, alors que les collèges sont pondérés")
    for figure in ("entitled", "present", "represented"):
        if sum(getattr(college, figure) for college in electorate.colleges.values()) > getattr(electorate, figure):
            raise Inconsistent(f"electorate.{figure}", "moins que la somme des collèges")


def _tallies_of(cast: Cast) -> dict[str, Tally]:
    if isinstance(cast, Mapping):
        return {code: _tally_of_counts(counts) for code, counts in cast.items()}
    alike = Counter((vote.college, Choice(vote.choice), vote.weight) for vote in cast)
    tallies: dict[str, Tally] = {}
    for (college, choice, weight), times in alike.items():
        same = Tally({choice: weight * times}, times, weight != 1)
        tallies[college] = tallies.get(college, Tally()) + same
    return tallies


def _tally_of_counts(counts: Mapping[Choice, int]) -> Tally:
    return Tally({Choice(choice): Fraction(count) for choice, count in counts.items()}, sum(counts.values()))


def _check_seats(field: str, seats: Seats) -> None:
    if seats.present > seats.entitled:
        raise Inconsistent(f"{field}.present", f"{seats.present} sièges présents sur {seats.entitled}")
    if seats.attending > seats.entitled:
        raise Inconsistent(
            f"{field}.represented", f"{seats.attending} sièges présents ou représentés sur {seats.entitled}"
        )


def _check_papers(where: str, field: str, seats: Seats, tally: Tally) -> None:
    if tally.papers > seats.attending:
        raise Inconsistent(where, f"{tally.papers} votes pour {seats.attending} présents ou représentés ({field})")
    if tally.voters > seats.weight_attending(tally):
        raise Inconsistent(f"{field}.attending_weight", f"moins que les {tally.voters} voix du scrutin")
    if seats.weight_attending(tally) > seats.weight_entitled(tally):
        raise Inconsistent(f"{field}.entitled_weight", "moins que le poids des présents ou représentés")
