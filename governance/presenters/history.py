"""Everything that happened to a text, a page at a time: steps, versions and, for insiders, each working edit (R3).

One query reads a page of them all, however many there are; texts themselves are not read.
"""

from datetime import datetime
from typing import NamedTuple

from django.db.models import CharField, F, IntegerField, Q, TextField, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.translation import gettext as _

from common.formats import long_datetime
from common.templatetags.ui import FACES
from governance.models import Recommendation, RecommendationMove, Version
from governance.rules import FUNCTION_LABELS

from .road import TOLD

A_PAGE = 25
MOVE, VERSION, EDIT = "move", "version", "edit"


class Row(NamedTuple):
    """One line as it is read: `name` is a step, `number` a version, `who` a function or, of an edit, a name."""

    at: datetime
    kind: str
    pk: int
    name: str
    target: str
    who: str
    note: str
    number: int


class Happening(NamedTuple):
    """One line as it is shown."""

    when: str
    what: str
    detail: str
    family: str
    href: str
    compare_url: str


def text(value):
    return Value(value, output_field=TextField())


def rows_of(record):
    """A queryset of Rows, the latest first, that can be counted and sliced; what this reader may see (RULES R3)."""
    parts = [_moves(record), _versions(record)]
    if record.insider:
        parts.append(_edits(record.recommendation))
    return parts[0].union(*parts[1:], all=True).order_by("-row_at", "-row_kind", "-row_pk")


def happenings(rows, record) -> list[Happening]:
    return [_shown(Row(*row), record.recommendation.number, record.span[0]) for row in rows]


def _moves(record):
    moves = RecommendationMove.objects.filter(recommendation=record.recommendation).order_by()
    opened = record.recommendation.public_since
    if not record.insider:
        before = moves.filter(step="submit", at__lt=opened).order_by("-pk").values("pk")[:1]
        moves = moves.filter(Q(at__gte=opened) | Q(pk__in=before))
    return _columns(moves, F("at"), MOVE, Cast("step", TextField()), Cast("target", TextField()),
                    Cast("by_function", TextField()), F("note"), Value(0))  # fmt: skip


def _versions(record):
    versions = Version.objects.filter(recommendation=record.recommendation, number__gte=record.span[0]).order_by()
    return _columns(versions, F("frozen_at"), VERSION, text(""), text(""), text(""), Cast("reason", TextField()),
                    F("number"))  # fmt: skip


def _edits(recommendation):
    """The working edits: a history row saved by a step is that step, one frozen at the same moment that version."""
    steps = RecommendationMove.objects.filter(recommendation=recommendation).order_by().values("at")
    frozen = Version.objects.filter(recommendation=recommendation).order_by().values("frozen_at")
    edits = Recommendation.history.filter(id=recommendation.pk).order_by()
    edits = edits.exclude(history_date__in=steps).exclude(history_date__in=frozen)
    name = Cast(Concat("history_user__first_name", Value(" "), "history_user__last_name"), TextField())
    return _columns(edits, F("history_date"), EDIT, text(""), text(""), name,
                    Cast("history_change_reason", TextField()), Value(0), pk=F("history_id"))  # fmt: skip


def _columns(rows, at, kind, name, target, who, note, number, pk=None):
    """The same columns of every table, in the order of Row."""
    pk = Cast(pk or F("pk"), IntegerField())
    return rows.annotate(
        row_at=at, row_kind=Value(kind, output_field=CharField()), row_pk=pk, row_name=name, row_target=target,
        row_who=who, row_note=note, row_number=Cast(number, IntegerField()),
    ).values_list(
        "row_at", "row_kind", "row_pk", "row_name", "row_target", "row_who", "row_note", "row_number"
    )  # fmt: skip


def _shown(row: Row, number: str, first: int) -> Happening:
    when = long_datetime(row.at)
    if row.kind == MOVE:
        who, face = FUNCTION_LABELS.get(row.who, ""), FACES.get(row.target)
        family = face.family if face else ""
        return Happening(when, str(TOLD.get(row.name, row.name)), _joined(who, row.note), family, "", "")
    if row.kind == EDIT:
        return Happening(when, _("Texte de travail modifié"), _joined(row.who.strip(), row.note), "", "", "")
    before = reverse("governance:compared", args=[number, row.number - 1, row.number]) if row.number > first else ""
    href = reverse("governance:version", args=[number, row.number])
    return Happening(when, _("Version %(n)s figée") % {"n": row.number}, row.note or "", "river", href, before)


def _joined(*parts) -> str:
    return " · ".join(str(part) for part in parts if part)
