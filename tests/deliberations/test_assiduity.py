"""RULES S8: how often each member attended since their term began; five places, each sitting counted once."""

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pdfminer.high_level import extract_text

from council.models import Body, Term
from deliberations import services
from deliberations.papers.assiduity import assemble_assiduity, assiduity_rows, draw_assiduity
from tests.council.factories import TermFactory
from tests.deliberations.factories import adjourned, alternate_of, arrive, closed, convened, found, proxy, seat_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def world():
    return found()


def places(world, report, role):
    """What the report says of somebody, without the noughts."""
    name = str(world.person(role))
    [line] = [line for _name, lines, _sum in report.colleges for line in lines if line.name == name]
    return {place: count for place, count in line.counts.items() if count}


def held(world, at):
    """One sitting with somebody in each place, one adjourned to which nobody came."""
    alternate = alternate_of(world, "member2")
    sitting = convened(world, at)
    arrive(world, sitting, at, "author", "rapporteur", "co_chair")
    services.arrive(
        sitting, seat=seat_of(world, "member0"), person=world.person("member0"), mode="remote",
        by=world.users["clerk"], at=at,
    )  # fmt: skip
    services.arrive(sitting, seat=seat_of(world, "member2"), person=alternate, by=world.users["clerk"], at=at)
    proxy(world, sitting, "member1", "author", at)
    sitting = services.open_sitting(
        sitting, presiding=world.person("co_chair"), secretary=world.person("rapporteur"), by=world.users["clerk"],
        at=at,
    )  # fmt: skip
    services.close_sitting(sitting, by=world.users["clerk"], at=at + timedelta(hours=2))
    empty = adjourned(world, at + 20 * DAY, title="Sans quorum")
    return sitting, empty


def test_S8_each_member_is_in_one_place_at_each_sitting_since_their_term_began(world, at):
    held(world, at)
    Term.objects.filter(person=world.person("rapporteur")).update(starts_on=(at + 10 * DAY).date())
    report = assemble_assiduity(Body.objects.plenary().get(), at + 30 * DAY)
    assert report.sittings == 2
    assert places(world, report, "author") == {"present": 1, "absent": 1}
    assert places(world, report, "member0") == {"remote": 1, "absent": 1}
    assert places(world, report, "member1") == {"represented": 1, "absent": 1}
    assert places(world, report, "member2") == {"represented": 1, "absent": 1}
    assert places(world, report, "rapporteur") == {"absent": 1}
    assert report.total.convened == 11
    assert report.total.counts == {"present": 2, "remote": 1, "represented": 2, "absent": 6}
    assert (report.total.attended * 11, report.total.heard * 11) == (3, 5)


def test_S8_a_sitting_to_come_counts_for_nobody_and_shares_wait_for_the_first(world, at):
    report = assemble_assiduity(Body.objects.plenary().get(), at)
    assert report.total.convened == 0
    assert report.total.attended is None


def test_S8_excused_is_not_absent(world, at):
    sitting = closed(world, at, present=("author", "rapporteur", "co_chair"))
    sitting.replies.create(seat=seat_of(world, "member0"), person=world.person("member0"), answer="excused", at=at)
    report = assemble_assiduity(Body.objects.plenary().get(), at + DAY)
    assert places(world, report, "member0") == {"excused": 1}
    assert places(world, report, "member1") == {"absent": 1}


def test_S8_the_report_asks_the_same_of_the_database_for_three_and_thirty_members(world, at):
    body, counts = Body.objects.plenary().get(), []
    for more in (0, 27):
        closed(world, at + more * DAY, title=f"Plénière {more}")
        for _ in range(more):
            TermFactory(seat__college=seat_of(world, "author").college)
        with CaptureQueriesContext(connection) as queries:
            assemble_assiduity(body, at + 60 * DAY)
        counts.append(len(queries))
    assert counts == [6, 6]


def test_S8_page_file_and_document_say_the_same_to_who_oversees(world, at, client):
    held(world, at)
    client.force_login(world.users["clerk"])
    with time_machine.travel(at + 30 * DAY, tick=False):
        page = client.get(reverse("deliberations:attendance")).content.decode()
        file = client.get(reverse("deliberations:attendance_csv")).content.decode("utf-8-sig")
        document = extract_text(BytesIO(client.get(reverse("deliberations:attendance_pdf")).content))
    report = assemble_assiduity(Body.objects.plenary().get(), at + 30 * DAY)
    for row in assiduity_rows(report)[1:]:
        assert row[1] in page
        assert row[1] in document
        assert ";".join(map(str, row[3:9])) in file
    assert draw_assiduity(report, created=at) == draw_assiduity(report, created=at)
