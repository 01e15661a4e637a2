"""RULES V2, V10, V12, M1: the election of a person, round after round, from the desk to the minutes."""

from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from lxml import etree
from pdfminer.high_level import extract_text

from common.lifecycle import AlreadyRecorded, NotAllowed, OutOfTurn, Refused
from deliberations import services
from deliberations.minutes import current_minutes, draw, gaps, to_akn, to_html, to_markdown
from governance import services as governance
from governance.enums import BallotState
from governance.models import Ballot, Paper
from opendata.files.popolo import write_votes
from tests.deliberations.factories import found
from tests.deliberations.questions import chosen, elect, questioned
from tests.deliberations.test_renditions import schema as schema
from tests.racing import race

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return found()


@pytest.fixture
def item(world, at):
    return questioned(world, at)


@pytest.fixture
def clock(at):
    with time_machine.travel(at, tick=False) as traveller:
        yield traveller


def test_V1_the_round_binds_to_its_post_and_its_candidates_the_oldest_first(world, item, at):
    ballot = elect(world, item, at, candidates=["", " Aline  Weber ", "Bruno Klein", ""])
    assert ballot.terms["oldest_first"] == ballot.terms["standing"] == ["Aline Weber", "Bruno Klein"]
    assert ballot.question == "Élection, coprésidence\u202f: premier tour"
    assert ballot.text_digest == Ballot.digest_of(None, ballot.question, ballot.terms)


def test_V2_the_next_round_opens_in_one_gesture_from_the_closed_one(world, item, at):
    first = chosen(world, elect(world, item, at), at, "112233", proclaim=False)
    clerk, gone = world.users["clerk"], [str(world.person("member0"))]
    second = services.open_next_round(first, withdrawn=gone, by=clerk, at=at).ballot
    first.refresh_from_db()
    assert (first.state, first.outcome) == (BallotState.PROCLAIMED, "next_round")
    assert second.previous == first
    assert second.question.endswith("deuxième tour")
    assert gone[0] not in second.terms["standing"]
    with pytest.raises(AlreadyRecorded):
        services.open_next_round(first, by=clerk, at=at)
    third = services.open_next_round(chosen(world, second, at, "111222"), by=clerk, at=at).ballot
    done = chosen(world, third, at, "111222")
    assert (done.outcome, done.result["decided_by"]) == ("elected", "age")
    with pytest.raises(Refused, match="a abouti"):
        services.open_next_round(done, by=clerk, at=at)


def test_V2_who_may_open_a_round_and_when(world, item, at):
    first = chosen(world, elect(world, item, at), at, "112233")
    for role in ("author", "liaison", "outsider"):
        with pytest.raises(NotAllowed):
            services.open_next_round(first, by=world.users[role], at=at)
    services.close_sitting(item.sitting, by=world.users["clerk"], at=at)
    with pytest.raises(OutOfTurn, match="séance ouverte"):
        services.open_next_round(first, by=world.users["clerk"], at=at)


def address(name, item, *args):
    return reverse(f"deliberations:{name}", args=[item.sitting.slug, *args])


def test_the_desk_holds_an_election_without_javascript(world, item, at, client, clock):
    client.force_login(world.users["clerk"])
    opening = address("item_act", item, item.pk, "election")
    twice = {"post": "trésorerie", "candidates_0": "Aline Weber", "candidates_1": "aline weber"}
    refused = client.post(opening, twice).content.decode()
    assert "donné deux fois" in refused
    assert 'value="aline weber"' in refused
    client.post(opening, twice | {"candidates_1": "Bruno Klein", "on_paper": "on"})
    first = Ballot.objects.get()
    assert "Bruno Klein" in client.get(address("conduct", item)).content.decode()
    counts = {"_1": 3, "_2": 3, "_blank": 0, "_null": 0, "signatures": 6}
    client.post(address("counts", item, first.pk), counts)
    page = client.get(address("conduct", item)).content.decode()
    assert "Proclamer et ouvrir le tour suivant" in page
    nobody = client.post(address("next_round", item, first.pk), {"withdrawn": ["Aline Weber", "Bruno Klein"]})
    assert "au moins une candidature" in nobody.content.decode()
    client.post(address("next_round", item, first.pk), {"withdrawn": "Aline Weber"})
    second = Ballot.objects.latest("pk")
    assert (second.previous, second.terms["standing"]) == (first, ["Bruno Klein"])
    client.post(address("counts", item, second.pk), {"_2": 4, "_blank": 2, "_null": 0, "signatures": 6})
    client.post(address("proclaim", item, second.pk))
    shown = client.get(address("conduct", item)).content.decode()
    assert "Bruno Klein recueille 4 voix" in shown
    assert "Se retirent avant le tour suivant" not in shown
    refused = client.post(address("next_round", item, second.pk), {}, follow=True).content.decode()
    assert "Cette élection a abouti" in refused


def test_V8_a_member_votes_once_and_keeps_the_receipt(world, item, at, client, clock):
    ballot = elect(world, item, at)
    elector = ballot.electors.get(person=world.person("member1"))
    client.force_login(elector.caster.user)
    url, said = reverse("governance:vote", args=[ballot.pk]), {"seat": elector.seat.code, "choice": "2"}
    page = client.get(url).content.decode()
    assert page.count('type="radio"') == 4
    assert str(world.person("rapporteur")) in client.post(url, said).content.decode()
    assert not Paper.objects.exists()
    receipt = client.post(url, said | {"confirmed": "1"})
    assert receipt.context["receipt"].choice == "2"
    assert str(world.person("rapporteur")) in receipt.content.decode()
    assert (
        "On vote pour l’une des candidatures"
        in client.post(url, said | {"choice": "9", "confirmed": "1"}, follow=True).content.decode()
    )


def test_V10_V15_no_name_before_the_closing_and_every_round_after_it(world, item, at, client, clock):
    ballot = elect(world, item, at)
    for elector in list(ballot.electors.select_related("seat", "caster__user"))[:3]:
        governance.cast_election(ballot=ballot, seat=elector.seat, choice="1", by=elector.caster.user)
    client.force_login(world.users["clerk"])
    for page in (reverse("governance:ballot", args=[ballot.pk]), address("screen", item)):
        shown = client.get(page).content.decode()
        assert "shares__bar" not in shown
        assert "recueille" not in shown
    governance.void_ballot(ballot=ballot, reason="Panne.", by=world.users["clerk"], at=at)
    first = chosen(world, elect(world, item, at), at, "112233")
    last = chosen(world, services.open_next_round(first, by=world.users["clerk"], at=at).ballot, at, "111122")
    client.logout()
    public = client.get(reverse("governance:ballot", args=[last.pk])).content.decode()
    assert public.count("<caption") >= 2
    assert "personne élue" in public
    assert first.get_absolute_url() in public
    file = client.get(f"/api/v1/ballots/{last.pk}/export").json()
    assert (len(file["rounds"]), file["proclaimed"]) == (2, {"outcome": "elected"})
    assert '"election"' in write_votes("https://exemple.fr").decode()


def test_M1_every_rendition_of_the_minutes_carries_each_round(world, item, at, schema):
    first = chosen(world, elect(world, item, at), at, "112233")
    chosen(world, services.open_next_round(first, by=world.users["clerk"], at=at).ballot, at, "11112b")
    services.write_discussion(item, text="Trois candidatures.", by=world.users["clerk"], at=at)
    minutes, seal = current_minutes(services.close_sitting(item.sitting, by=world.users["clerk"], at=at))
    assert not [gap for gap in gaps(minutes) if "Lieu de la plénière" in gap]
    xml = etree.fromstring(to_akn(minutes, seal))
    schema.assertValid(xml)
    pdf = extract_text(BytesIO(draw(minutes, seal)))
    for text in (pdf, to_html(minutes, seal), to_markdown(minutes, seal), "".join(xml.itertext())):
        flat = " ".join(text.split())
        assert "personne n’atteint la majorité absolue" in flat
        assert "recueille 4 voix sur 5 suffrages exprimés" in flat
        assert "1 bulletin blanc" in flat


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_E3_two_clicks_open_one_next_round(at):
    world = found()
    first = chosen(world, elect(world, questioned(world, at), at), at, "112233", proclaim=False)
    outcomes = race(*[lambda: services.open_next_round(first, by=world.users["clerk"], at=at)] * 3)
    assert sum(isinstance(outcome, AlreadyRecorded) for outcome in outcomes) == 2
    assert Ballot.objects.filter(previous=first).count() == 1
