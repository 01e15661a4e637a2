"""What an import did, or why it did nothing: told to the person who brought the file (RULES E1, E2)."""

from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

__all__ = ["Problem", "Report"]

SHOWN = 80  # signs of a value worth repeating


@dataclass(frozen=True)
class Problem:
    """A place in the file and a sentence (which may be lazy) that says what would make it right."""

    row: int
    column: str
    value: str
    why: str | Promise

    def __str__(self):
        place = _("Ligne %(row)s") % {"row": self.row}
        if self.column:
            place = _("%(place)s, colonne «\u202f%(column)s\u202f»") % {"place": place, "column": self.column}
        if self.value:
            value = self.value if len(self.value) <= SHOWN else f"{self.value[:SHOWN]}…"
            place = _("%(place)s, valeur «\u202f%(value)s\u202f»") % {"place": place, "value": value}
        return f"{place}\u202f: {self.why}"


@dataclass
class Report:
    """How an import went. Either there are problems and nothing was written, or everything was."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    checked_only: bool = False
    ignored: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.problems

    def as_text(self) -> str:
        """The whole report, one line a fact, in the language that is active."""
        lines = self._refusal() if self.problems else [self._counts()]
        if self.ignored:
            names = ", ".join(f"«\u202f{name}\u202f»" for name in self.ignored)
            lines.append(_("Colonnes laissées de côté\u202f: %(names)s.") % {"names": names})
        if self.checked_only and self.ok:
            lines.append(_("Simple vérification\u202f: rien n’a été écrit."))
        return "\n".join(lines)

    def _counts(self) -> str:
        return "\u202f; ".join(
            (
                ngettext("%(n)s ligne créée", "%(n)s lignes créées", self.created) % {"n": self.created},
                ngettext("%(n)s mise à jour", "%(n)s mises à jour", self.updated) % {"n": self.updated},
                ngettext("%(n)s déjà à jour", "%(n)s déjà à jour", self.unchanged) % {"n": self.unchanged},
            )
        )

    def _refusal(self) -> list[str]:
        count = len(self.problems)
        told = ngettext(
            "%(n)s point à corriger\u202f: rien n’a été écrit.",
            "%(n)s points à corriger\u202f: rien n’a été écrit.",
            count,
        )
        return [told % {"n": count}, *map(str, sorted(self.problems, key=lambda problem: problem.row))]
