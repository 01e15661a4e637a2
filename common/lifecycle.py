"""The life of a record as one readable table of steps, and the only way to take one.

A step is taken under lock: the state is checked, then the person, then what is still missing; the change and its
line of history are written together. Not called "workflow", which is Wagtail's word for editorial approval.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _


class Refused(ValidationError):
    """An act that a rule refuses; its message says which rule, and what would make the act possible (RULES E1)."""


class OutOfTurn(Refused):
    """The step does not start from the state the record is in."""


class NotAllowed(PermissionDenied):
    """The person holds none of the functions that may take the step."""


class AlreadyRecorded(Exception):
    """The same act was recorded before: a retry, a second click or a second tab (RULES E3). Nothing was changed."""

    def __init__(self, record, at):
        super().__init__(record, at)
        self.record, self.at = record, at


def refuse_if(condition, sentence):
    """Raise Refused with the sentence that says which rule refuses, and what would make the act possible (E1)."""
    if condition:
        raise Refused(sentence)


@dataclass(frozen=True)
class Role:
    """A function in which somebody acts: its name in code, its name in words, and who holds it."""

    name: str
    label: str | Promise
    holds: Callable  # (user, record, at) -> bool

    def __call__(self, user, record, at):
        return self.holds(user, record, at)


def nothing_missing(record, given):
    """The condition of steps that have none."""
    return []


def no_effect(record, at, given):
    """The effect of steps that only change the state."""


@dataclass(frozen=True)
class Step:
    """One line of the table: from which states, to which, by whom, on which conditions, with which effect."""

    name: str
    label: str | Promise  # the imperative shown on the button
    sources: tuple[str, ...]
    target: str
    allowed: tuple[Role, ...]
    missing: Callable = nothing_missing  # (record, given) -> sentences saying why it cannot be taken yet
    effect: Callable = no_effect  # (record, at, given): fields this step fills in, saved with the state
    needs_reason: bool = False

    def role_of(self, user, record, at):
        """Return the first function in which `user` may take this step on `record`, or None."""
        return next((role for role in self.allowed if role(user, record, at)), None)


@dataclass(frozen=True)
class Lifecycle:
    """A table of steps. `written` is called with each move after it is stored (the register, for official acts)."""

    steps: dict[str, Step] = field(default_factory=dict)
    written: Callable = lambda move: None

    @classmethod
    def of(cls, *steps, written=lambda move: None):
        return cls({step.name: step for step in steps}, written)

    def open_to(self, user, record, at):
        """Return the steps to offer `user` as buttons, in the table's order."""
        return [s for s in self.steps.values() if record.state in s.sources and s.role_of(user, record, at)]

    @transaction.atomic
    def take(self, name, record, *, by, at, note="", **given):
        """Lock the record, check, change it, write its history; return the fresh record.

        Raises AlreadyRecorded for a repeated act, OutOfTurn, NotAllowed, or Refused with every reason in words.
        """
        step = self.steps[name]
        record = type(record).objects.select_for_update(of=("self",)).get(pk=record.pk)
        self._check_turn(step, record, by)
        role = step.role_of(by, record, at)
        if role is None:
            raise NotAllowed(name)
        reasons = [*step.missing(record, given)]
        if step.needs_reason and not note.strip():
            reasons.append(_("Un motif est nécessaire : il sera montré à la personne concernée."))
        if reasons:
            raise Refused(reasons)
        source, record.state = record.state, step.target
        step.effect(record, at, given)
        record._change_reason, record._history_user, record._history_date = note or str(step.label), by, at
        record.save()
        move = record.moves.create(
            step=name, source=source, target=record.state, by=by, by_function=role.name, at=at, note=note
        )
        self.written(move)
        return record

    @staticmethod
    def _check_turn(step, record, by):
        """Refuse a step out of its turn; recognise one already taken by the same person."""
        if record.state in step.sources:
            return
        last = record.moves.order_by("-pk").first()
        if last and last.step == step.name and last.by_id == by.pk:
            raise AlreadyRecorded(record, last.at)
        raise OutOfTurn(
            format_lazy(
                _("« {step} » n’est pas possible : l’état est « {state} »."),
                step=step.label,
                state=record.get_state_display(),
            )
        )


class Move(models.Model):
    """One line of a record's history of states: who, when, from where to where, why. Rows are never changed."""

    step = models.CharField(_("démarche"), max_length=40)
    source = models.CharField(_("de l’état"), max_length=30)
    target = models.CharField(_("à l’état"), max_length=30)
    by = models.ForeignKey(
        "accounts.User", verbose_name=_("par"), on_delete=models.PROTECT, related_name="+"
    )  # the author of an official act stays known
    by_function = models.CharField(_("en qualité de"), max_length=40)
    at = models.DateTimeField(_("le"))
    note = models.TextField(_("motif"), blank=True)

    class Meta:
        abstract = True
        ordering = ["pk"]  # the order of recording, which no change of clock disturbs

    def __str__(self):
        return f"{self.source} → {self.target} ({self.step})"
