"""How often each member attended since their term began: values, then a table for a spreadsheet and a PDF (RULES S8).

A sitting counts once it was held, or adjourned for want of a quorum: people were convened to it and came, or did not.
For each the member is in one of five places: in the room, remote, represented (by proxy or by the alternate), excused,
absent. The seats are those of the day of the report; who left the council is no longer in it.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext as _

from common.formats import long_date, number, percent, short_date
from common.identity import identity
from council.models import Term
from deliberations.enums import HELD, PresenceMode, ReplyAnswer, SittingState
from deliberations.models import Attendance, Proxy, Reply, Sitting
from deliberations.rules import day_of
from deliberations.wording import council_language
from reports.kit import Document, Furniture, Group, Total

PLACES = ("present", "remote", "represented", "excused", "absent")
COUNTED = (*HELD, SittingState.ADJOURNED)
ANNOUNCED = (ReplyAnswer.EXCUSED, ReplyAnswer.REPRESENTED)


@dataclass(frozen=True)
class Line:
    """One member, or several together: at how many sittings they were in each place."""

    name: str
    detail: str
    counts: Counter

    @property
    def convened(self):
        return sum(self.counts.values())

    @property
    def attended(self):
        """The share of sittings at which they were there themselves, or None before the first."""
        return self._share("present", "remote")

    @property
    def heard(self):
        """The share of sittings at which their voice was there, theirs or carried by somebody."""
        return self._share("present", "remote", "represented")

    @property
    def figures(self):
        return [self.counts[place] for place in PLACES]

    def _share(self, *places):
        return Fraction(sum(self.counts[place] for place in places), self.convened) if self.convened else None


@dataclass(frozen=True)
class Assiduity:
    """The report on a day: the colleges, each with its members and their sum, and the sum of all."""

    council: str
    body: str
    on: date
    sittings: int
    colleges: tuple[tuple[str, tuple[Line, ...], Line], ...]
    total: Line


def assemble_assiduity(body, at):
    """Read the report of a body at a moment: five queries, however many members and sittings."""
    on = timezone.localdate(at)
    held = list(Sitting.objects.filter(body=body, state__in=COUNTED, starts_at__lte=at))
    where = Places(held)
    terms = Term.objects.of_body(body).titulars().in_force(on).with_names()
    terms = terms.order_by("seat__college__letter", "seat__code")
    lines = [(term.seat.college, _line(term, held, where)) for term in terms]
    return Assiduity(
        council=identity().full,
        body=body.name,
        on=on,
        sittings=len(held),
        colleges=tuple(
            (str(college), tuple(found := [line for _college, line in pairs]), _sum(_("Ensemble du collège"), found))
            for college, pairs in groupby(lines, key=lambda pair: pair[0])
        ),
        total=_sum(_("Ensemble du conseil"), [line for _college, line in lines]),
    )


class Places:
    """Where each seat and person was at each of some sittings."""

    def __init__(self, sittings):
        stays = Attendance.objects.filter(sitting__in=sittings)
        stays = stays.values_list("sitting", "seat", "person", "as_alternate", "mode")
        self.own = {}
        self.carried = set(Proxy.objects.standing().filter(sitting__in=sittings).values_list("sitting", "giver"))
        for sitting, seat, person, as_alternate, mode in stays:
            if as_alternate:
                self.carried.add((sitting, seat))
            else:
                self.own.setdefault((sitting, seat, person), set()).add(mode)
        said = Reply.objects.filter(sitting__in=sittings, answer__in=ANNOUNCED)
        self.excused = set(said.values_list("sitting", "seat", "person"))

    def of(self, sitting, term):
        """One of PLACES; who came in the room and then went on from afar was in the room."""
        key = (sitting.pk, term.seat_id, term.person_id)
        if modes := self.own.get(key):
            return "present" if PresenceMode.ROOM in modes else "remote"
        if key[:2] in self.carried:
            return "represented"
        return "excused" if key in self.excused else "absent"


def _line(term, held, where):
    served = [sitting for sitting in held if term.starts_on <= day_of(sitting)]
    since = _("%(seat)s, depuis le %(day)s") % {"seat": term.seat.code, "day": short_date(term.starts_on)}
    return Line(str(term.person), since, Counter(where.of(sitting, term) for sitting in served))


def _sum(name, lines):
    return Line(name, "", sum((line.counts for line in lines), Counter()))


def headings():
    """The columns, in their order."""
    return [
        _("Membre"), _("Siège"), _("Séances"), _("En salle"), _("À distance"), _("Représenté·e"), _("Excusé·e"),
        _("Absent·e"), _("Présence"), _("Voix portée"),
    ]  # fmt: skip


def cells(line):
    """One line as shown: figures and shares in words."""
    shares = [percent(share) or "—" for share in (line.attended, line.heard)]
    return [line.name, line.detail, *(number(figure) for figure in (line.convened, *line.figures)), *shares]


def assiduity_rows(report):
    """The rows of the CSV: one for each member, with the college; shares as percentages."""
    first = [_("Collège"), *headings()]
    return [
        first,
        *(
            [college, line.name, line.detail, line.convened, *line.figures, percent(line.attended), percent(line.heard)]
            for college, lines, _sum in report.colleges
            for line in lines
        ),
    ]


@council_language()
def draw_assiduity(report, *, created):
    """Draw the report; return the PDF's bytes."""
    document = Document(
        title=_("Assiduité des membres"),
        language="fr",
        created=created,
        issuer=report.council,
        eyebrow=report.body,
        subtitle=_("Au %(day)s") % {"day": long_date(report.on)},
        furniture=Furniture(running=_("Assiduité des membres"), page_label=_("Page {page} sur {pages}")),
    )
    document.soft(what_is_counted())
    rows = [row for college in report.colleges for row in _college_rows(*college)]
    names = headings()
    document.table(
        [names[0], *names[2:]], [*rows, Total(_short(report.total))], size=7.6, align=("left", *["right"] * 8),
        widths=(0.22, 0.08, 0.09, 0.1, 0.13, 0.09, 0.09, 0.1, 0.1),
    )  # fmt: skip
    return document.render()


def _college_rows(name, lines, whole):
    return [Group(name), *map(_short, lines), Total(_short(whole))]


def _short(line):
    name, _detail, *rest = cells(line)
    return (name, *rest)


def what_is_counted():
    """How to read the figures."""
    return _(
        "Séances tenues ou ajournées faute de quorum depuis le début de chaque durée d’exercice. Une personne "
        "représentée l’est par pouvoir ou par sa suppléance."
    )
