"""Women, men and vacancies, college by college and in all: the report of RULES C8, as values, a table and a PDF."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from common.formats import long_date, number
from common.identity import identity
from council.models.overview import Parity
from reports.kit import Document, Furniture, Total


@dataclass(frozen=True)
class ParityLine:
    """The voting seats of a college, or of the whole: how many, held by whom (RULES C4, C7, C8)."""

    name: str
    seats: int
    vacant: int
    parity: Parity

    @property
    def held(self):
        return self.seats - self.vacant

    @property
    def unstated(self):
        """Titulars who did not state it: they are in no comparison."""
        return self.held - self.parity.stated

    @property
    def verdict(self):
        """Whether women and men differ by one at most among those who stated it, in words."""
        if not self.parity.stated:
            return _("sans objet")
        if self.parity.balanced:
            return _("atteinte")
        return _("écart de %(n)s") % {"n": number(abs(self.parity.women - self.parity.men))}

    @property
    def flagged(self):
        return bool(self.parity.stated) and not self.parity.balanced

    @property
    def figures(self):
        return [self.seats, self.held, self.vacant, self.parity.women, self.parity.men, self.unstated]


def parity_lines(overview):
    """Return one ParityLine for each college that has voting seats, then that of the whole."""
    colleges = [
        ParityLine(str(face.college), len(face.voting), sum(line.vacant for line in face.voting), face.parity)
        for face in overview.colleges
        if face.voting
    ]
    whole = ParityLine(_("Ensemble du conseil"), len(overview.voting), overview.vacancies, overview.parity)
    return [*colleges, whole]


def headings():
    """The columns, in their order."""
    return [
        _("Collège"), _("Sièges"), _("Pourvus"), _("Vacants"), _("Femmes"), _("Hommes"), _("Non précisé"), _("Parité"),
    ]  # fmt: skip


def parity_rows(lines):
    """The rows of the CSV."""
    return [headings(), *([line.name, *line.figures, line.verdict] for line in lines)]


def draw_parity(lines, *, on, created):
    """Draw the report in the language that is active; return the PDF's bytes."""
    title = _("Parité et sièges vacants")
    document = Document(
        title=title,
        language="fr",
        created=created,
        issuer=identity().full,
        subtitle=_("Au %(day)s") % {"day": long_date(on)},
        furniture=Furniture(running=title, page_label=_("Page {page} sur {pages}")),
    )
    document.soft(what_is_counted())
    *colleges, whole = [(line.name, *map(number, line.figures), line.verdict) for line in lines]
    document.table(
        headings(), [*colleges, Total(whole)], size=8.6, align=("left", *["right"] * 6, "left"),
        widths=(0.28, 0.09, 0.1, 0.1, 0.1, 0.1, 0.1, 0.13),
    )  # fmt: skip
    return document.render()


def what_is_counted():
    """How to read the figures."""
    return _(
        "Titulaires des sièges avec voix délibérative. La parité compare les femmes et les hommes parmi les personnes "
        "qui ont précisé leur civilité ; elle est atteinte quand l’écart ne dépasse pas un."
    )
