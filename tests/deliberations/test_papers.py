"""The attendance sheet: who may sign where, and what is known before they come (RULES S8, S9, P6)."""

from io import BytesIO

import pytest
from pdfminer.high_level import extract_text

from deliberations import services
from deliberations.papers.attendance import assemble_sheet, draw_sheet
from deliberations.papers.notice import assemble_notice, draw_notice
from tests.deliberations.factories import alternate_of, convened, found, proxy, ready, seat_of, vacate

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return found()


def flat(text):
    return " ".join(text.split())


def test_S8_the_sheet_names_titulars_alternates_proxies_and_replies(world, at):
    alternate = alternate_of(world, "member0")
    vacate(seat_of(world, "member2"), at.date())
    sitting = convened(world, at)
    proxy(world, sitting, "author", "member1", at)
    services.reply(
        sitting, seat=seat_of(world, "member0"), person=world.person("member0"), answer="remote",
        by=world.users["member0"], at=at,
    )  # fmt: skip
    [(college, rows)] = assemble_sheet(sitting).colleges
    by_code = {row.code: row for row in rows}
    assert college == "A · Collège A"
    assert len(rows) == 5
    assert by_code[seat_of(world, "author").code].known == f"pouvoir à {world.person('member1')}"
    assert by_code[seat_of(world, "member0").code].known == "sera à distance"
    assert str(alternate) in by_code[seat_of(world, "member0").code].names
    text = flat(extract_text(BytesIO(draw_sheet(assemble_sheet(sitting), created=at))))
    for fact in ("Feuille de présence", "mardi 24 mars 2026", "Heure et signature", str(alternate)):
        assert fact in text


def test_S3_the_same_frozen_agenda_gives_the_same_bytes(world, at):
    version = convened(world, at, recommendations=[ready(world, at)]).agenda_versions.get()
    first, second = (draw_notice(assemble_notice(version)) for _ in range(2))
    assert first == second
