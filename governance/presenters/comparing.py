"""Two frozen texts of one recommendation held against each other, word by word (RULES R3)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from common.worddiff import Comparison, compare
from governance.amending import Passage, merge
from governance.models import Amendment, Version

from .amendments import PART_NAMES


@dataclass(frozen=True)
class Compared:
    """The two texts in the order asked for, and what changed from one to the other."""

    old: Version
    new: Version
    comparison: Comparison

    @property
    def added(self) -> int:
        return self.comparison.words["insert"]

    @property
    def removed(self) -> int:
        return self.comparison.words["delete"]


def compared(old: Version, new: Version) -> Compared:
    """Compare two versions as whole texts, each part under its name."""
    return Compared(old, new, compare(whole(old), whole(new)))


@dataclass(frozen=True)
class Authorship:
    """Which amendments a version took in, and whose each of its passages is (RULES R4)."""

    amendments: list[Amendment]
    merged: list[tuple[str, tuple[Passage, ...]]]


def authorship(version: Version) -> Authorship | None:
    """Whose the passages of a version are; None where it took in no amendment. Derived, never stored."""
    taken = list(Amendment.objects.filter(integrated_in=version).shown())
    if not taken:
        return None
    merged = merge(taken[0].wording.base, {amendment: amendment.changes for amendment in taken})
    return Authorship(taken, [(str(PART_NAMES[part]), passages) for part, passages in merged.items()])


def whole(version: Version) -> str:
    """The four parts of a text one under the other, as a reader meets them."""
    parts = [version.title, version.summary, _("Ce que le conseil demande"), version.body]
    return "\n\n".join(part for part in [*parts, _("Exposé des motifs"), version.rationale] if part)
