"""One year of the council's dealings with the assembly, assembled from the record as one value (RULES R8)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.db.models.functions import ExtractYear
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from common.formats import number, percent, short_date
from common.identity import identity
from governance.figures import FAVOURABLE, median, share
from governance.models import Answer, FollowUpStep, RecommendationMove, Referral, Transmission
from register.services import current_head

COUNTED = ("submit", "admit", "adopt", "reject")
WITH_TEXT = "transmission__recommendation"


@dataclass(frozen=True)
class AnsweredLine:
    """One answer of the year."""

    number: str
    title: str
    outcome: str
    label: str
    days: int
    in_time: bool
    on: str


@dataclass(frozen=True)
class WaitingLine:
    """One answer that the assembly still owed at the end of the year."""

    number: str
    title: str
    sent: str
    due: str
    late: bool


@dataclass(frozen=True)
class DoneLine:
    """One step of an implementation that was completed in the year."""

    number: str
    step: str
    owner: str
    on: str


@dataclass(frozen=True)
class AnnualReport:
    """What the page and the document say; `until`: the last day it knows of."""

    council: str
    year: int
    until: date
    figures: tuple[tuple[str, str], ...]
    answered: tuple[AnsweredLine, ...]
    waiting: tuple[WaitingLine, ...]
    done: tuple[DoneLine, ...]
    register: str  # the head it was made under (RULES A3)

    @property
    def whole(self) -> bool:
        """Whether the year is over."""
        return self.until == date(self.year, 12, 31)


def years_reported(on: date) -> list[int]:
    """The years in which something was sent or answered, the latest first: one query."""
    sent = Transmission.objects.order_by().annotate(of=ExtractYear("sent_on")).values_list("of")
    answered = Answer.objects.order_by().annotate(of=ExtractYear("answered_on")).values_list("of")
    return sorted({year for (year,) in sent.union(answered) if year <= on.year}, reverse=True)


def annual_report(year: int, on: date) -> AnnualReport:
    """Return the report of a year as the record stands on a day: seven queries."""
    until, head = min(date(year, 12, 31), on), current_head()
    answers = list(Answer.objects.filter(answered_on__range=(date(year, 1, 1), until)).select_related(WITH_TEXT))
    answered = [_answered(answer) for answer in sorted(answers, key=lambda a: (a.answered_on, a.pk))]
    waiting = _waiting(until)
    return AnnualReport(
        council=identity().full,
        year=year,
        until=until,
        figures=tuple(_figures(year, until, answers, answered, waiting)),
        answered=tuple(answered),
        waiting=tuple(waiting),
        done=tuple(_done(year, until)),
        register=_("Registre : %(count)s actes, tête %(head)s") % {"count": number(head.count), "head": head.digest},
    )


def _answered(answer):
    transmission, text = answer.transmission, answer.transmission.recommendation
    return AnsweredLine(
        text.number, text.title, answer.outcome, str(answer.get_outcome_display()),
        (answer.answered_on - transmission.sent_on).days, answer.answered_on <= transmission.due_on,
        short_date(answer.answered_on),
    )  # fmt: skip


def _waiting(until):
    owed = Transmission.objects.filter(sent_on__lte=until)
    owed = owed.filter(Q(answer=None) | Q(answer__answered_on__gt=until)).select_related("recommendation")
    return [
        WaitingLine(
            sent.recommendation.number, sent.recommendation.title, short_date(sent.sent_on), short_date(sent.due_on),
            sent.due_on < until,
        )
        for sent in owed.order_by("due_on", "pk")
    ]  # fmt: skip


def _done(year, until):
    steps = FollowUpStep.objects.filter(done_on__range=(date(year, 1, 1), until)).select_related("recommendation")
    for step in steps.order_by("done_on", "pk"):
        yield DoneLine(step.recommendation.number, step.title, step.owner, short_date(step.done_on))


def _figures(year, until, answers, answered, waiting):
    """(what, how many) of the year, in the order of the road."""
    moved = _moved(year, until)
    sent = Transmission.objects.filter(sent_on__range=(date(year, 1, 1), until)).count()
    asked = Referral.objects.filter(asked_on__range=(date(year, 1, 1), until)).count()
    in_time = sum(line.in_time for line in answered)
    favourable = sum(answer.outcome in FAVOURABLE for answer in answers)
    days = median(Counter(line.days for line in answered))
    return [
        (_("Avis demandés au conseil"), number(asked)),
        (_("Textes déposés"), number(moved["submit"])),
        (_("Déclarés recevables"), number(moved["admit"])),
        (_("Adoptés"), number(moved["adopt"])),
        (_("Rejetés"), number(moved["reject"])),
        (_("Transmis à l’assemblée"), number(sent)),
        (_("Réponses reçues"), number(len(answered))),
        (_("dont à temps"), _part(in_time, len(answered))),
        (_("dont favorables, en tout ou partie"), _part(favourable, len(answered))),
        (_("Délai médian de réponse, en jours"), number(days) if days is not None else "–"),
        (_("Réponses encore attendues"), number(len(waiting))),
        (_("dont en retard"), number(sum(line.late for line in waiting))),
    ]


def _part(part, whole):
    said = percent(share(part, whole))
    return f"{number(part)} ({said})" if said else number(part)


def _moved(year, until):
    """How many texts took each of the counted steps in the year, among those that are public."""
    moves = RecommendationMove.objects.filter(
        step__in=COUNTED, at__year=year, recommendation__public_since__isnull=False
    )
    taken = {(step, text) for step, text, at in moves.values_list("step", "recommendation", "at")
             if localdate(at) <= until}  # fmt: skip
    return {name: sum(step == name for step, _text in taken) for name in COUNTED}
