"""Two frozen texts of one recommendation held against each other, word by word (RULES R3)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from common.worddiff import Comparison, compare
from governance.models import Version


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


def whole(version: Version) -> str:
    """The four parts of a text one under the other, as a reader meets them."""
    parts = [version.title, version.summary, _("Ce que le conseil demande"), version.body]
    return "\n\n".join(part for part in [*parts, _("Exposé des motifs"), version.rationale] if part)
