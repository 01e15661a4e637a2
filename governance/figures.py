"""Does the assembly answer? Counts, shares and delays (RULES R8), in the same few queries for any number of texts."""

from collections import Counter
from dataclasses import dataclass, fields
from datetime import date
from fractions import Fraction

from django.db.models import Count, F, Q

from governance.enums import (
    ADOPTED_OR_LATER,
    ANSWERED_OR_LATER,
    AWAITING_ANSWER,
    IN_DISCUSSION,
    TRANSMITTED_OR_LATER,
    AnswerOutcome,
    State,
)
from governance.models import Recommendation, Theme, Transmission

ANSWER = "transmission__answer"
FAVOURABLE = (AnswerOutcome.ACCEPTED, AnswerOutcome.IN_PART)
DONE = (State.IMPLEMENTED, State.EVALUATED)


@dataclass(frozen=True)
class Counts:
    """Numbers of recommendations, each found again under the same word in the list."""

    transmitted: int = 0
    answered: int = 0
    in_time: int = 0
    accepted: int = 0  # wholly or in part
    implemented: int = 0
    overdue: int = 0

    @property
    def answered_share(self) -> Fraction | None:
        """Answered, of those transmitted; None when nothing was."""
        return share(self.answered, self.transmitted)

    @property
    def in_time_share(self) -> Fraction | None:
        """Answered by the date asked for, of those answered."""
        return share(self.in_time, self.answered)

    @property
    def accepted_share(self) -> Fraction | None:
        """Accepted wholly or in part, of those answered."""
        return share(self.accepted, self.answered)

    @property
    def implemented_share(self) -> Fraction | None:
        """Implemented, of those accepted."""
        return share(self.implemented, self.accepted)


@dataclass(frozen=True)
class Figures(Counts):
    """The counts of all, with the delays in days: half of the answers took at most `median_days`."""

    median_days: int | None = None
    expected_days: int | None = None


@dataclass(frozen=True)
class Line:
    """The counts of one theme or one year."""

    label: str
    key: str
    counts: Counts


def share(part: int, whole: int) -> Fraction | None:
    """An exact share, or None of nothing."""
    return Fraction(part, whole) if whole else None


STATES = {  # the words that the state alone decides
    "in_discussion": IN_DISCUSSION,
    "adopted": ADOPTED_OR_LATER,
    "transmitted": TRANSMITTED_OR_LATER,
    "answered": ANSWERED_OR_LATER,
    "implemented": DONE,
}


def conditions(on: date) -> dict[str, Q]:
    """What each word means, as a condition on a public recommendation; the list filters by the same."""
    return {word: Q(state__in=states) for word, states in STATES.items()} | {
        "in_time": Q(**{f"{ANSWER}__answered_on__lte": F("transmission__due_on")}),
        "accepted": Q(**{f"{ANSWER}__outcome__in": FAVOURABLE}),
        "overdue": Q(state__in=AWAITING_ANSWER, transmission__due_on__lt=on),
    }


def by_state(recommendations) -> dict[str, int]:
    """How many of some recommendations are in the states of each word of STATES. One query."""
    rows = recommendations.order_by().values("state").annotate(number=Count("pk")).values_list("state", "number")
    counts = dict(rows)
    return {word: sum(counts.get(state, 0) for state in states) for word, states in STATES.items()}


def figures(on: date) -> Figures:
    """The figures of every public recommendation on a date: three queries."""
    public = Recommendation.objects.public()
    return Figures(
        **public.aggregate(**_tallies(on)),
        median_days=median(delays("sent_on", "answer__answered_on")),
        expected_days=median(delays("sent_on", "due_on")),
    )


def by_year(on: date) -> list[Line]:
    """One line a year of submission, the latest first: one query."""
    rows = Recommendation.objects.public().transmitted().order_by("-year").values("year").annotate(**_tallies(on))
    return [Line(str(year := row.pop("year")), str(year), Counts(**row)) for row in rows]


def by_addressee(on: date) -> list[Line]:
    """One line for each to whom something was transmitted: one query."""
    rows = (
        Recommendation.objects.public().transmitted().exclude(addressee="").order_by("addressee").values("addressee")
        .annotate(**_tallies(on))
    )  # fmt: skip
    return [Line(name := row.pop("addressee"), name, Counts(**row)) for row in rows]


def by_theme(on: date) -> list[Line]:
    """One line a theme; a recommendation counts under each of its themes. One query."""
    rows = (
        Theme.objects.filter(recommendations__in=Recommendation.objects.public().transmitted())
        .order_by("name")
        .values("name", "slug")
        .annotate(**_tallies(on, prefix="recommendations__"))
    )
    return [_theme_line(**row) for row in rows]


def _theme_line(*, name, slug, **counts):
    return Line(name, slug, Counts(**counts))


def delays(since: str, until: str) -> Counter[int]:
    """How many transmissions took how many days from one date to another. One query, one row for each pair of dates."""
    dated = Transmission.objects.filter(**{f"{until}__isnull": False}).order_by()
    days: Counter[int] = Counter()
    for start, end, number in dated.values_list(since, until).annotate(number=Count("pk")):
        days[(end - start).days] += number
    return days


def median(days: Counter[int]) -> int | None:
    """The middle of some delays, the lower one of two; None without any."""
    middle = (days.total() + 1) // 2
    reached = 0
    for delay in sorted(days):
        reached += days[delay]
        if reached >= middle:
            return delay
    return None


def _tallies(on, prefix=""):
    meaning = conditions(on)
    return {f.name: Count(f"{prefix}pk", filter=_under(meaning[f.name], prefix)) for f in fields(Counts)}


def _under(condition: Q, prefix: str) -> Q:
    """The same condition seen from a related row."""
    if not prefix:
        return condition
    return Q(*((prefix + name, _value_under(value, prefix)) for name, value in condition.deconstruct()[1]))


def _value_under(value, prefix):
    return F(prefix + value.name) if isinstance(value, F) else value
