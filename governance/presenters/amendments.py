"""Amendments as their pages show them: where they stand, what they change there, with which they collide."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.formats import counted, number, short_date
from common.templatetags.ui import FACES
from common.worddiff import Comparison, compare, paragraphs
from governance.amending import DELETE, INSERT, REPLACE, WHOLE, Change, distance, places
from governance.amendment_procedure import collisions_of, order_of_vote
from governance.enums import OPEN_AMENDMENTS, AmendmentState
from governance.models import Amendment, Version, parts_of
from governance.rules import FUNCTION_LABELS

from .road import Event

PART_NAMES = {"body": gettext_lazy("Ce que le conseil demande"), "rationale": gettext_lazy("Exposé des motifs")}
KINDS = {
    INSERT: gettext_lazy("ajout"),
    DELETE: gettext_lazy("suppression"),
    REPLACE: gettext_lazy("remplacement"),
    WHOLE: gettext_lazy("texte entier"),
}
ASKED = {
    INSERT: gettext_lazy("%(place)s : après « %(before)s », ajouter « %(new)s »."),
    DELETE: gettext_lazy("%(place)s : supprimer « %(old)s »."),
    REPLACE: gettext_lazy("%(place)s : remplacer « %(old)s » par « %(new)s »."),
    WHOLE: gettext_lazy("%(place)s : réécrire en entier, « %(new)s »."),
}
CONTEXT = 5  # words shown on each side of a change, beside the text
_WORDS = re.compile(r"\s*\S+\s*")
AROUND = 1  # unchanged paragraphs shown on each side of a change
TOLD = {
    "submit": gettext_lazy("Déposé"),
    "accept": gettext_lazy("Accepté"),
    "put_to_vote": gettext_lazy("Mis aux voix"),
    "reject": gettext_lazy("Rejeté"),
    "reopen": gettext_lazy("Remis en discussion"),
    "lapse": gettext_lazy("Devenu sans objet"),
    "adopt": gettext_lazy("Adopté"),
    "defeat": gettext_lazy("Rejeté par le vote"),
    "integrate": gettext_lazy("Intégré au texte"),
    "carry": gettext_lazy("Adopté et intégré au texte"),
    "withdraw": gettext_lazy("Retiré"),
}


class Part(NamedTuple):
    """One part of a text with what changes in it: each excerpt is a run of paragraphs around changes."""

    name: str
    excerpts: list[Comparison]
    whole: Comparison


class Slip(NamedTuple):
    """What one amendment changes in one paragraph, beside it: runs of words, kept, put in or taken out."""

    line: "Line"
    runs: list[tuple[str, str]]
    first: bool  # the first of its changes along the text


class Paragraph(NamedTuple):
    """One paragraph of the version with the amendments that change it."""

    rank: int
    text: str
    slips: list[Slip]


@dataclass(frozen=True)
class Line:
    """An amendment in a list."""

    amendment: Amendment
    rivals: list[Amendment]
    moved: bool  # a later version touched its place (docs/decisions/0008)

    @property
    def open(self) -> bool:
        return self.amendment.state in OPEN_AMENDMENTS

    @cached_property
    def where(self) -> str:
        return place_of(self.amendment)

    @cached_property
    def kind(self) -> str:
        return str(KINDS[kind_of(self.amendment.changes)])

    @cached_property
    def words(self) -> str:
        found = distance(self.amendment.wording.base, self.amendment.changes)
        if found.whole:
            return _("texte entier")
        return counted(found.words, _("mot d’écart"), _("mots d’écart"))


@dataclass(frozen=True)
class Drafting:
    """Every amendment of a text, held against its last version. Three queries, however many there are."""

    version: Version
    amendments: list[Amendment]

    @cached_property
    def lines(self) -> list[Line]:
        live = [a for a in self.amendments if a.state in OPEN_AMENDMENTS]
        rivals = collisions_of(live)
        return [Line(a, rivals.get(a, []), a in rivals and not a.stands_on(self.version)) for a in self.amendments]

    @cached_property
    def live(self) -> list[Line]:
        return [line for line in self.lines if line.open]

    @cached_property
    def settled(self) -> list[Line]:
        return [line for line in self.lines if not line.open]

    @cached_property
    def moved(self) -> list[Line]:
        return [line for line in self.live if line.moved]

    @cached_property
    def disputes(self) -> list[list[Line]]:
        """The groups that collide, each in the order of vote (RULES R4)."""
        by_amendment = {line.amendment: line for line in self.live if not line.moved}
        return [[by_amendment[a] for a in group] for group in order_of_vote(list(by_amendment)) if len(group) > 1]

    def counts(self) -> list[tuple[str, int]]:
        """How many are in each state, in the order of a life."""
        states = [line.amendment.state for line in self.lines]
        return [(str(state.label), states.count(state)) for state in AmendmentState if state in states]

    def along(self) -> list[tuple[str, list[Paragraph]]]:
        """The text paragraph by paragraph, each with the open amendments that change it."""
        base, slips = parts_of(self.version), self._slips()
        return [
            (
                str(PART_NAMES[part]),
                [
                    Paragraph(rank + 1, paragraph.strip(), slips.get((part, rank), []))
                    for rank, paragraph in enumerate(paragraphs(text) or [""])
                ],
            )
            for part, text in base.items()
        ]

    def _slips(self) -> dict[tuple[str, int], list[Slip]]:
        found: dict[tuple[str, int], list[Slip]] = {}
        for line in self.live:
            if not line.moved:
                base = line.amendment.wording.base
                by_place: dict[tuple[str, int], list[Change]] = {}
                for change in line.amendment.changes:
                    by_place.setdefault((change.part, places(base, change)[0]), []).append(change)
                for at, (place, changes) in enumerate(by_place.items()):
                    found.setdefault(place, []).append(Slip(line, runs_of(base[place[0]], changes), at == 0))
        return found


def drafting_of(recommendation, version: Version) -> Drafting:
    return Drafting(version, list(Amendment.objects.filter(recommendation=recommendation).shown()))


def runs_of(text: str, changes: list[Change]) -> list[tuple[str, str]]:
    """The changes of one paragraph with a few words around them; what is further off is left out."""
    runs: list[tuple[str, str]] = []
    at = None
    for change in changes:
        kept = text[at : change.start] if at is not None else text[text.rfind("\n", 0, change.start) + 1 : change.start]
        runs.append(("equal", nearby(kept, first=at is None, last=False)))
        runs += [(DELETE, text[change.start : change.end]), (INSERT, change.text)]
        at = change.end
    end = text.find("\n", at or 0)
    runs.append(("equal", nearby(text[at : end if end >= 0 else len(text)], first=False, last=True)))
    return [(kind, words.strip("\n")) for kind, words in runs if words.strip()]


def nearby(kept: str, *, first: bool, last: bool) -> str:
    """The words next to a change: before the first one, after the last one, or on both sides of what lies between."""
    words = _WORDS.findall(kept)
    ahead, after = ([] if first else words[:CONTEXT]), ([] if last else words[-CONTEXT:])
    if len(words) <= len(ahead) + len(after):
        return kept
    return f"{''.join(ahead).rstrip()} … {''.join(after)}".lstrip() if not last else f"{''.join(ahead).rstrip()} …"


def kind_of(changes: Iterable[Change]) -> str:
    """What an amendment does as a whole: one kind, or a replacement where it does several things (RULES R4)."""
    kinds = {change.kind for change in changes}
    return WHOLE if WHOLE in kinds else kinds.pop() if len(kinds) == 1 else REPLACE


def place_of(amendment: Amendment) -> str:
    """« Ce que le conseil demande, § 2 et 4 ; Exposé des motifs, § 1 »."""
    base, said = amendment.wording.base, []
    for part in base:
        own = [change for change in amendment.changes if change.part == part]
        ranks = sorted({rank + 1 for change in own for rank in places(base, change)})
        if any(change.whole for change in own):
            said.append(_("%(part)s, en entier") % {"part": PART_NAMES[part]})
        elif ranks:
            said.append(_("%(part)s, § %(ranks)s") % {"part": PART_NAMES[part], "ranks": ranges(ranks)})
    return " ; ".join(said)


def sentences_of(wording) -> tuple[str, ...]:
    """What an amendment asks, change by change: « Exposé des motifs, § 2 : remplacer « deux » par « trois » »."""
    return tuple(_sentence(wording.base, change) for change in wording.changes)


def _sentence(base, change: Change) -> str:
    rank = places(base, change)[0] + 1
    place = _("%(part)s, § %(ranks)s") % {"part": PART_NAMES[change.part], "ranks": number(rank)}
    facts = {
        "place": PART_NAMES[change.part] if change.whole else place,
        "old": _on_one_line(base[change.part][change.start : change.end]),
        "new": _on_one_line(change.text),
        "before": _on_one_line("".join(_WORDS.findall(base[change.part][: change.start])[-CONTEXT:])),
    }
    if change.kind == INSERT and not facts["before"]:
        return _("%(place)s : ajouter au début « %(new)s ».") % facts
    return str(ASKED[change.kind]) % facts


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def ranges(ranks: list[int]) -> str:
    """« 2, 4 à 6 »."""
    runs: list[list[int]] = []
    for rank in ranks:
        if runs and rank == runs[-1][-1] + 1:
            runs[-1].append(rank)
        else:
            runs.append([rank])
    to = _("%(first)s à %(last)s")
    return ", ".join(number(r[0]) if len(r) == 1 else to % {"first": r[0], "last": r[-1]} for r in runs)


def difference(base, text) -> list[Part]:
    """What changes between two texts, part by part, in excerpts; parts that do not change are left out."""
    return [
        Part(str(PART_NAMES[part]), excerpts(compared), compared)
        for part in base
        if base[part] != text[part]
        for compared in [compare(base[part], text[part])]
    ]


def voted_difference(ballot) -> list[Part]:
    """What the amendment put to the vote in a ballot changes; nothing where the text itself is (RULES R4)."""
    return difference(ballot.wording.base, ballot.wording.text) if ballot.amendment else []


def excerpts(comparison: Comparison) -> list[Comparison]:
    """The runs of paragraphs around what changed; what lies between two of them is left out."""
    blocks = comparison.blocks
    changed = [at for at, block in enumerate(blocks) if block.changes]
    near = sorted({at for c in changed for at in range(max(c - AROUND, 0), min(c + AROUND + 1, len(blocks)))})
    runs: list[list] = []
    for place, at in enumerate(near):
        if not runs or at != near[place - 1] + 1:
            runs.append([])
        runs[-1].append(blocks[at])
    return [Comparison(tuple(run)) for run in runs]


def history_of(amendment: Amendment) -> list[Event]:
    """What happened to it, the latest first."""
    return [_event(move) for move in reversed(list(amendment.moves.all()))]


def _event(move):
    who = FUNCTION_LABELS.get(move.by_function, "")
    face = FACES.get(move.target)
    detail = " · ".join(str(part) for part in (who, move.note) if part)
    return Event(short_date(move.at), str(TOLD.get(move.step, move.step)), detail, face.family if face else "")
