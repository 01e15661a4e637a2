"""The follow-up of one text as its pages show it: steps as a tree, each with its share of the whole (RULES R8)."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from common.formats import number, percent, short_date
from common.written import as_written
from governance.progress import Node, Tree, roll_up


class Commitment(NamedTuple):
    """One step, as the component `followup` takes it."""

    what: str
    who: str
    value: float
    max: int
    status: str
    label: str
    when: str
    evidence: str
    pk: int
    depth: int
    url: str
    file: str


@dataclass(frozen=True)
class FollowUp:
    """The steps of one text, read once, on a day."""

    steps: list  # FollowUpStep, in order
    on: date

    @cached_property
    def tree(self) -> Tree:
        return roll_up(Node(step.pk, step.parent_id, step.weight, step.progress) for step in self.steps)

    @cached_property
    def leaves(self) -> list:
        """The steps that are done or not by themselves."""
        wholes = {step.parent_id for step in self.steps}
        return [step for step in self.steps if step.pk not in wholes]

    @property
    def hundredths(self) -> float:
        """How far the implementation has come, out of a hundred, for a bar."""
        return float((self.tree.whole or 0) * 100)

    @property
    def whole(self) -> str:
        """« 62 % »: how far the implementation has come, nothing without a step."""
        return percent(self.tree.whole)

    @cached_property
    def commitments(self) -> list[Commitment]:
        by_key = {step.pk: step for step in self.steps}
        return [self._commitment(by_key[key], depth) for key, depth in self.tree.walk()]

    def _commitment(self, step, depth):
        share = self.tree.shares[step.pk]
        done = share == 1
        late = not done and step.due_on is not None and step.due_on < self.on
        when = _("avant le %(date)s") % {"date": short_date(step.due_on)} if step.due_on else ""
        status, label = ("late", _("en retard")) if late else ("done", _("fait")) if done else ("", "")
        percentage = _("%(n)s fait") % {"n": percent(share)} if 0 < share < 1 else ""
        weight = _("compte pour %(n)s") % {"n": number(step.weight)} if step.weight > 1 else ""
        return Commitment(
            what=step.title,
            who=format_html_join(
                " · ", "{}", ((part,) for part in (as_written(step.owner), percentage, weight) if part)
            ),
            value=float(share * 100),
            max=100,
            status=status,
            label=label,
            when=when,
            evidence=step.evidence,
            pk=step.pk,
            depth=depth,
            url=step.evidence_url,
            file=_file_of(step),
        )


def _file_of(step) -> str:
    if not step.evidence_file:
        return ""
    return reverse("governance:evidence", args=[step.recommendation.number, step.pk])
