"""The attendance sheet to sign on paper, with the proxies and replies known when it is drawn (RULES S8, S9, P6)."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from common.formats import clock, clock_span, long_date
from common.identity import identity
from deliberations.enums import ReplyAnswer
from deliberations.models.room import read_room
from deliberations.wording import council_language
from reports.kit import Document, Furniture, Group

ROOM_TO_SIGN = 26  # points


@dataclass(frozen=True)
class SeatRow:
    """One seat: who may sit on it, for whom, and what is known before they come."""

    code: str
    names: str
    label: str
    known: str


@dataclass(frozen=True)
class AttendanceSheet:
    """The seats in exercise by college, advisory ones included."""

    council: str
    body: str
    title: str
    when: str
    place: str
    colleges: tuple[tuple[str, tuple[SeatRow, ...]], ...]


@council_language()
def assemble_sheet(sitting):
    """Read the seats of the day, the proxies and the replies: constant queries."""
    room = read_room(sitting)
    proxies = {proxy.giver_id: proxy for proxy in room.proxies if proxy.revoked_at is None}
    replies = {reply.seat_id: ReplyAnswer(reply.answer).label for reply in sitting.replies.all()}
    return AttendanceSheet(
        council=identity().full,
        body=sitting.body.name,
        title=sitting.title,
        when=f"{long_date(sitting.starts_at)}, {clock_span(sitting.starts_at, sitting.ends_at)}",
        place=sitting.place,
        colleges=tuple(
            (str(line.college), tuple(_row(seat, room, proxies, replies) for seat in line.seats if not seat.vacant))
            for line in room.composition.colleges
        ),
    )


def _row(line, room, proxies, replies):
    proxy = proxies.get(line.seat.pk)
    known = str(replies.get(line.seat.pk, ""))
    if proxy:
        known = _("pouvoir à %(who)s") % {"who": room.titular(proxy.holder.code)}
    alternate = _("suppléance : %(who)s") % {"who": line.alternate.person} if line.alternate else ""
    return SeatRow(
        code=line.seat.code,
        names="\n".join(part for part in (str(line.titular.person), alternate) if part),
        label=line.seat.organisation.label if line.seat.organisation else line.titular.quality,
        known=known if line.seat.votes else _("voix consultative"),
    )


@council_language()
def draw_sheet(sheet: AttendanceSheet, *, created: datetime) -> bytes:
    """Draw the sheet as it is known at `created`; return the PDF's bytes."""
    document = Document(
        title=_("Feuille de présence · %(title)s") % {"title": sheet.title},
        language="fr",
        created=created,
        issuer=sheet.council,
        eyebrow=sheet.body,
        subtitle=", ".join(part for part in (sheet.when, sheet.place) if part),
        furniture=Furniture(
            running=sheet.title,
            version=_("Établie le %(day)s à %(time)s") % {"day": long_date(created), "time": clock(created)},
            page_label=_("Page {page} sur {pages}"),
        ),
    )
    rows = [row for name, seats in sheet.colleges if seats for row in (Group(name), *map(_cells, seats))]
    document.table(
        (_("Siège"), _("Membre"), _("Au titre de"), _("Connu d’avance"), _("Heure et signature")),
        rows,
        widths=(0.08, 0.24, 0.24, 0.18, 0.26),
        row_height=ROOM_TO_SIGN,
        size=8.6,
    )
    document.signature_block([(_("Présidence de séance"), ""), (_("Secrétariat de séance"), "")])
    return document.render()


def _cells(row):
    return row.code, row.names, row.label, row.known, ""
