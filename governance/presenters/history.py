"""Everything that happened to a text, a page at a time: steps, versions and, for insiders, each working edit (R3).

However many there are, three queries: how many, which ones a page holds, and these in full. The first two read indexes
only, since a table of texts is slow to go through; the texts themselves are not read.
"""

from collections import defaultdict
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


def keys_of(record):
    """A queryset of (at, kind, pk), the latest first, that can be counted and sliced; what this reader may see (R3)."""
    keys = [_keys(rows, at, kind) for kind, (rows, at) in _seen(record).items()]
    return keys[0].union(*keys[1:], all=True).order_by("-row_at", "-row_kind", "-row_pk")


def happenings(keys, record) -> list[Happening]:
    """The lines of a page, in the order of its keys."""
    wanted = defaultdict(list)
    for _at, kind, pk in keys:
        wanted[kind].append(pk)
    parts = [_IN_FULL[kind](rows.filter(pk__in=wanted[kind])) for kind, (rows, _at) in _seen(record).items()]
    rows = [Row(*row) for row in parts[0].union(*parts[1:], all=True)]
    by_key = {(row.kind, row.pk): row for row in rows}
    return [_shown(by_key[kind, pk], record.recommendation.number, record.span[0]) for _at, kind, pk in keys]


def _seen(record):
    """What this reader may see, by kind: the rows and the name of their moment."""
    seen = {MOVE: (_moves(record), "at"), VERSION: (_versions(record), "frozen_at")}
    return seen | ({EDIT: (_edits(record.recommendation), "history_date")} if record.insider else {})


def _keys(rows, at, kind):
    return rows.annotate(
        row_at=F(at), row_kind=Value(kind, output_field=CharField()), row_pk=Cast(F("pk"), IntegerField())
    ).values_list("row_at", "row_kind", "row_pk")


def _moves(record):
    moves = RecommendationMove.objects.filter(recommendation=record.recommendation).order_by()
    opened = record.recommendation.public_since
    if not record.insider:
        before = moves.filter(step="submit", at__lt=opened).order_by("-pk").values("pk")[:1]
        moves = moves.filter(Q(at__gte=opened) | Q(pk__in=before))
    return moves


def _moves_in_full(moves):
    return _columns(moves, F("at"), MOVE, Cast("step", TextField()), Cast("target", TextField()),
                    Cast("by_function", TextField()), F("note"), Value(0))  # fmt: skip


def _versions(record):
    return Version.objects.filter(recommendation=record.recommendation, number__gte=record.span[0]).order_by()


def _versions_in_full(versions):
    return _columns(versions, F("frozen_at"), VERSION, text(""), text(""), text(""), Cast("reason", TextField()),
                    F("number"))  # fmt: skip


def _edits(recommendation):
    """The working edits: a history row saved by a step is that step, one frozen at the same moment that version."""
    steps = RecommendationMove.objects.filter(recommendation=recommendation).order_by().values("at")
    frozen = Version.objects.filter(recommendation=recommendation).order_by().values("frozen_at")
    edits = Recommendation.history.filter(id=recommendation.pk).order_by()
    return edits.exclude(history_date__in=steps).exclude(history_date__in=frozen)


def _edits_in_full(edits):
    name = Cast(Concat("history_user__first_name", Value(" "), "history_user__last_name"), TextField())
    return _columns(edits, F("history_date"), EDIT, text(""), text(""), name,
                    Cast("history_change_reason", TextField()), Value(0))  # fmt: skip


_IN_FULL = {MOVE: _moves_in_full, VERSION: _versions_in_full, EDIT: _edits_in_full}


def _columns(rows, at, kind, name, target, who, note, number):
    """The same columns of every table, in the order of Row."""
    return rows.annotate(
        row_at=at, row_kind=Value(kind, output_field=CharField()), row_pk=Cast(F("pk"), IntegerField()),
        row_name=name, row_target=target, row_who=who, row_note=note, row_number=Cast(number, IntegerField()),
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
