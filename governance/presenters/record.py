"""One recommendation as its pages show it: always a frozen text, never one being worked on (RULES R3)."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.db.models import Count, Max, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from common.formats import short_date
from common.markdown import demands, excerpt
from common.typography import typography
from common.written import as_written
from governance.catalogue import Query
from governance.enums import ADOPTED_OR_LATER, AWAITING_ANSWER, AmendmentState, AnswerOutcome, State
from governance.models import Amendment, Ballot, CoAuthor, Contribution, MinorityOpinion, Recommendation, Version
from governance.rules import FUNCTION_LABELS

from .ballots import Card, ballots_of, card, deciding
from .followup import Commitment, FollowUp
from .road import Event, Milestone, MoveLine, hints_of, history, milestones, moves_of
from .state import Badge, badge

TOMBSTONES = (State.WITHDRAWN, State.MERGED)
AROUND = ("author", "on_behalf_of", "rapporteur", "working_group", "merged_into", "transmission__answer", "referral")


class Point(NamedTuple):
    """What was asked in one point and what was answered to it; without an answer the last three are empty."""

    position: int
    asked: str
    outcome: str = ""
    label: str = ""
    text: str = ""


def with_surroundings(recommendations):
    """What every page of a record reads with it, in the same query."""
    return recommendations.select_related(*AROUND).annotate(
        amendment_count=counting(Amendment.objects.exclude(state=AmendmentState.DRAFT)),
        contribution_count=counting(Contribution.objects.readable()),
        co_author_count=counting(CoAuthor.objects.accepted()),
    )


def counting(rows):
    """How many rows belong to each recommendation, inside the query that reads it."""
    own = rows.filter(recommendation=OuterRef("pk")).order_by().values("recommendation")
    return Coalesce(Subquery(own.annotate(n=Count("pk")).values("n")), 0)


@dataclass(frozen=True)
class Record:
    """A recommendation and who looks at it: `insider` sees what came before admissibility too."""

    recommendation: Recommendation
    insider: bool
    on: date

    @cached_property
    def span(self) -> tuple[int, int]:
        """The first and the last version this reader may see; numbers run without gaps.

        The public sees from the one that was declared admissible on (RULES R3).
        """
        opened = self.recommendation.public_since
        until = Q(frozen_at__lte=opened) if opened else Q(number__lt=1)  # before admissibility, no public version
        found = self.recommendation.versions.aggregate(
            last=Max("number"), first=Min("number"), admitted=Max("number", filter=until)
        )
        return (found["first"] if self.insider else found["admitted"] or found["first"]), found["last"]

    @cached_property
    def versions(self) -> list[Version]:
        """The frozen texts, oldest first, without the texts themselves."""
        light = self.recommendation.versions.defer("summary", "body", "rationale")
        return list(light.filter(number__range=self.span).order_by("number"))

    @cached_property
    def moves(self) -> list[MoveLine]:
        return moves_of(self.recommendation, insider=self.insider)

    @cached_property
    def ballots(self) -> list[Ballot]:
        return ballots_of(self.recommendation)

    @cached_property
    def followed(self) -> FollowUp:
        """The steps that follow the answer, as a tree (RULES R8)."""
        steps = list(self.recommendation.followup.order_by("pk"))
        for step in steps:
            step.recommendation = self.recommendation
        return FollowUp(steps, self.on)

    @cached_property
    def shown(self) -> Version:
        """The text that the pages show: the last one frozen, the only one read in full."""
        return self.recommendation.versions.get(number=self.span[1])

    @cached_property
    def demands(self) -> list[str]:
        """The numbered points of the text, or the text in short where it has none."""
        return demands(self.shown.body) or [excerpt(self.shown.body)]

    @property
    def transmission(self):
        return getattr(self.recommendation, "transmission", None)

    @property
    def answer(self):
        return getattr(self.transmission, "answer", None)

    @property
    def eyebrow(self) -> str:
        return f"{capfirst(self.recommendation.get_kind_display())} {self.recommendation.number}"

    @property
    def badge(self) -> Badge:
        return badge(self.recommendation.state, self.transmission and self.transmission.due_on, self.on)

    @property
    def adopted(self) -> bool:
        return self.recommendation.state in ADOPTED_OR_LATER

    @property
    def in_drafting(self) -> bool:
        return self.recommendation.state == State.DRAFTING

    @property
    def tombstone(self) -> bool:
        """Withdrawn or merged: the address stays and says why (RULES R2)."""
        return self.recommendation.state in TOMBSTONES

    @property
    def last_note(self) -> str:
        return self.moves[-1].note if self.moves else ""

    @property
    def awaiting(self) -> bool:
        return self.recommendation.state in AWAITING_ANSWER

    @cached_property
    def road(self) -> list[Milestone]:
        hints = hints_of(self.recommendation, self.followed.leaves)
        return milestones(self.recommendation, self.moves, self.on, hints=hints)

    @property
    def history(self) -> list[Event]:
        return history(self.moves)

    @cached_property
    def ballot(self) -> Card | None:
        chosen = deciding(self.ballots)
        return card(chosen) if chosen else None

    @cached_property
    def opinions(self) -> list[MinorityOpinion]:
        """What those outvoted wanted read beside the decision (RULES R6)."""
        chosen = deciding(self.ballots)
        return list(MinorityOpinion.objects.on(chosen)) if chosen else []

    @cached_property
    def points(self) -> list[Point]:
        """What was asked beside what was answered, point by point."""
        asked = [Point(position, demand) for position, demand in enumerate(self.demands, start=1)]
        answered = [
            Point(p.position, p.asked, p.outcome, str(AnswerOutcome(p.outcome).label), p.text)
            for p in (self.answer.points.order_by("position") if self.answer else ())
        ]
        by_demand = {point.asked: point for point in answered}
        if by_demand.keys() <= set(self.demands):  # a demand left without an answer stays in sight
            return [by_demand.get(point.asked, point)._replace(position=point.position) for point in asked]
        return answered

    @cached_property
    def answered_by_point(self) -> bool:
        return any(point.outcome for point in self.points)

    @property
    def commitments(self) -> list[Commitment]:
        return self.followed.commitments

    def tabs(self, current: str) -> list[dict]:
        """The pages of this record."""
        text = _("Texte adopté") if self.adopted else _("Texte")
        pages = [
            ("recommendation", _("L’essentiel"), None),
            ("text", text, None),
            ("versions", _("Versions"), self.span[1] - self.span[0] + 1),
            *self._drafting(),
            ("ballots", _("Scrutins") if len(self.ballots) > 1 else _("Scrutin"), None),
            ("documents", _("Documents"), None),
            ("history", _("Historique"), None),
        ]
        args = [self.recommendation.number]
        return [
            {
                "label": label,
                "url": reverse(f"governance:{name}", args=args),
                "count": count,
                "current": name == current,
            }
            for name, label, count in pages
        ]

    def _drafting(self):
        """The pages of drafting together: while it lasts, and afterwards where somebody took part (RULES R4)."""
        text = self.recommendation
        pages = [
            ("amendments", _("Amendements"), text.amendment_count),
            ("contributions", _("Contributions"), text.contribution_count),
        ]
        return [(name, label, count) for name, label, count in pages if self.in_drafting or count]

    def trail(self, *last) -> list[dict]:
        """The way back up; `last`: labels below the record."""
        here = self.recommendation
        items: list[dict] = [
            {"label": _("Accueil"), "url": reverse("wagtail_serve", args=[""])},
            {"label": _("Recommandations"), "url": reverse("governance:recommendations")},
            {"label": here.number, "url": here.get_absolute_url() if last else ""},
        ]
        return items + [{"label": label, "url": ""} for label in last]

    def facts(self) -> list[dict]:
        """« En bref »: rows of the component `definitions`; a query for places, co-authors if any, merged ones."""
        text, root = self.recommendation, reverse("governance:recommendations")
        reporter = text.rapporteur
        themes = [{"label": as_written(t.name), "url": Query(theme=t.slug).path(root)} for t in text.themes.all()]
        places = ", ".join(text.places.order_by("name").values_list("name", flat=True))
        merged = [{"label": m.number, "url": m.get_absolute_url()} for m in text.merged_from.order_by("number")]
        referral = getattr(text, "referral", None)
        label = _("saisine %(number)s") % {"number": referral.number} if referral else ""
        asked = [{"label": label, "url": referral.get_absolute_url()}] if referral else []
        together = [{"label": str(c.person), "url": c.person.get_absolute_url()} for c in co_authors_of(text)]
        author = f"{text.author}, {text.on_behalf_of.label}" if text.on_behalf_of else str(text.author)
        return [
            {"term": _("Adressée à"), "value": as_written(text.addressee)},
            {"term": _("Proposée par"), "value": author, "href": text.author.get_absolute_url()},
            {"term": _("Avec"), "links": together},
            {"term": _("Répond à la"), "links": asked},
            {"term": _("Rapport"), "value": reporter, "href": reporter and reporter.get_absolute_url()},
            {"term": _("Groupe"), "value": as_written(text.working_group)},
            {"term": _("Étape"), "value": capfirst(text.get_stage_display())},
            {"term": _("Thèmes"), "links": themes},
            {"term": _("Communes"), "value": places},
            {"term": _("Reprend"), "links": merged},
        ]  # fmt: skip

    def function_at(self, version: Version) -> str:
        """In which function the version was frozen: that of the step taken at the same moment."""
        move = next((move for move in self.moves if move.at == version.frozen_at), None)
        return str(FUNCTION_LABELS.get(move.by_function, "")) if move else ""

    def cited(self, root: str) -> str:
        """How to cite the text: title, number, state and its date, address."""
        last = localtime(self.moves[-1].at) if self.moves else None
        state = f"{self.recommendation.get_state_display()} ({short_date(last)})" if last else ""
        address = root + self.recommendation.get_absolute_url()
        title = as_written(typography(f"« {self.shown.title} »"))
        return format_html("{}, {}, {}, {}", title, self.eyebrow.lower(), state, address)


def co_authors_of(text):
    """Who wrote it with its author, in the order in which they were asked. One query, none where there is nobody."""
    return text.co_authors.accepted().select_related("person") if text.co_author_count else ()
