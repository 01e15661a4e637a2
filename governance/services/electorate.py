"""Who may vote and by which rule, as values: a ballot does not know its sitting."""

from dataclasses import dataclass, field

from council.models import Person, Seat
from governance.methods import named_manner


@dataclass(frozen=True)
class Voice:
    """One voice: the seat, who sits on it, who casts it, its college and weight (RULES V1, P5)."""

    seat: Seat
    person: Person
    caster: Person
    college: str
    label: str
    weight: str = "1"
    by_proxy: bool = False


@dataclass(frozen=True)
class Electorate:
    """The snapshot a ballot is opened with. Numbers are seats; `colleges` has the form of docs/recount.md."""

    entitled: int
    present: int
    represented: int
    voices: tuple[Voice, ...]
    colleges: dict = field(default_factory=dict)


def terms_from_profile(profile, method):
    """What a method takes from a RulesProfile besides the rule; nothing for one that is not conducted here."""
    manner = named_manner(method)
    return manner.terms(profile) if manner else {}


def rule_from_profile(profile, *, second_call=False):
    """Copy from a RulesProfile what a ballot is decided by, in the form of docs/recount.md (RULES V1)."""
    return {
        "base": profile.vote_base,
        "threshold": profile.vote_threshold,
        "strict": profile.vote_strict,
        "tie": profile.tie,
        "colleges": profile.colleges,
        "quorum": {
            "threshold": profile.quorum_threshold,
            "strict": profile.quorum_strict,
            "counts": profile.quorum_counts,
            "required": profile.quorum_required and (not second_call or profile.second_call_quorum),
        },
    }
