"""RULES V2, V10, V12, M1: a choice among options, from the desk to the minutes."""

from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from lxml import etree
from pdfminer.high_level import extract_text

from common.lifecycle import NotAllowed, OutOfTurn, Refused
from deliberations import services
from deliberations.minutes import current_minutes, draw, gaps, to_akn, to_html, to_markdown
from deliberations.models import ItemBallot
from governance import services as governance
from governance.models import Ballot, Paper
from opendata.files.popolo import write_votes
from tests.deliberations.factories import closed, convened, found, proxy, ready, seat_of
from tests.deliberations.questions import OPTIONS, ask, graded, questioned
from tests.deliberations.test_renditions import schema as schema

pytestmark = pytest.mark.django_db
PAPERS = ((1, 3, 6), (1, 3, 6), (2, 3, 6), (2, 3, 6), (2, 4, 1), (1, 4, 1))


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


def test_V1_the_ballot_binds_to_its_question_options_and_the_room_of_that_minute(world, item, at):
    ballot = ask(world, item, at, options=["  La gare ", "", "Le   marché"])
    assert ballot.terms["options"] == ["La gare", "Le marché"]
    assert ballot.terms["scale"] == ["Très bien", "Bien", "Assez bien", "Passable", "Insuffisant", "À rejeter"]
    assert (ballot.version, ballot.recommendation, ballot.electors.count()) == (None, None, 6)
    assert ballot.text_digest == Ballot.digest_of(None, ballot.question, ballot.terms)
    assert item.item_ballots.get().ballot == ballot
    assert item.quorum_checks.get().met


@pytest.mark.parametrize(
    ("kind", "words"),
    [("information", "vote ou un échange"), ("other", "vote ou un échange"), ("break", "vote ou un échange")],
)
def test_S5_a_question_is_put_on_an_item_announced_as_an_exchange_or_a_vote(world, at, kind, words):
    with pytest.raises(Refused, match=words):
        ask(world, questioned(world, at, kind=kind), at)


def test_S5_what_is_reserved_to_members_is_not_put_to_a_public_vote(world, at):
    with pytest.raises(Refused, match="réservé aux membres"):
        ask(world, questioned(world, at, visibility="members"), at)


def test_S4_nor_on_an_item_that_the_notice_did_not_say(world, item, at):
    late = services.add_item(item.sitting, kind="discussion", title="Tardif", by=world.users["clerk"], at=at)
    with pytest.raises(Refused, match="après la convocation"):
        ask(world, late, at)


@pytest.mark.parametrize("maker", [convened, closed])
def test_V1_nor_outside_an_open_sitting(world, at, maker):
    sitting = maker(world, at, recommendations=[ready(world, at)] if maker is convened else ())
    with pytest.raises(OutOfTurn, match="séance ouverte"):
        ask(world, sitting.items.first(), at)


def test_Q3_nor_once_the_quorum_is_lost(world, item, at):
    for role in ("author", "member0", "member1", "member2"):
        services.depart(
            item.sitting, seat=seat_of(world, role), person=world.person(role), by=world.users["clerk"], at=at
        )
    with pytest.raises(Refused, match="quorum n’est pas atteint"):
        ask(world, item, at)


def test_E1_nor_without_a_question_nor_beside_another_ballot(world, item, at):
    with pytest.raises(Refused, match="Écrivez la question"):
        ask(world, item, at, question="  ")
    ask(world, item, at)
    with pytest.raises(Refused, match="déjà en cours sur ce point"):
        ask(world, item, at)


@pytest.mark.parametrize("role", ["author", "liaison", "outsider"])
def test_V2_only_secretariat_and_co_chairs_put_a_question(world, item, role, at):
    with pytest.raises(NotAllowed):
        ask(world, item, at, by=world.users[role])


def test_V7_a_request_about_a_text_does_not_bear_on_a_question(world, item, at):
    services.request_method(item, asked="roll_call", number=6, by=world.users["clerk"], at=at)
    assert ask(world, item, at).method == "preference"


def test_V12_members_far_away_forbid_it_where_the_rules_forbid_a_secret_vote(at):
    world = found(family="assembly", remote_counts=False)
    item = questioned(world, at, present=["co_chair", "rapporteur", "author", "member0", "member1"])
    services.arrive(
        item.sitting, seat=seat_of(world, "member2"), person=world.person("member2"), mode="remote",
        by=world.users["clerk"], at=at,
    )  # fmt: skip
    with pytest.raises(Refused, match="à distance"):
        ask(world, item, at)


def test_S1_a_sitting_is_not_closed_on_a_question_that_is_not_proclaimed(world, item, at):
    ask(world, item, at)
    with pytest.raises(Refused, match="n’est pas proclamé"):
        services.close_sitting(item.sitting, by=world.users["clerk"], at=at)


def address(name, item, *args):
    return reverse(f"deliberations:{name}", args=[item.sitting.slug, *args])


def test_the_desk_opens_counts_and_proclaims_a_choice_without_javascript(world, item, at, client, clock):
    client.force_login(world.users["clerk"])
    assert "Choisir entre plusieurs options" in client.get(address("conduct", item)).content.decode()
    opening = address("item_act", item, item.pk, "preference")
    refused = client.post(opening, {"question": "Où ?", "options": "La gare\nla gare"}).content.decode()
    assert "donné deux fois" in refused
    assert "La gare\nla gare</textarea>" in refused
    client.post(opening, {"question": "Où ?", "options": "La gare\nLe parc", "on_paper": "on"})
    ballot = Ballot.objects.get()
    page = client.get(address("conduct", item)).content.decode()
    assert "La gare\u00a0: Très bien" in page
    counts = {
        f"_{says}": 0 for says in ["1-1", "1-2", "1-3", "1-4", "1-5", "1-6", "2-1", "2-2", "2-3", "2-4", "2-5", "2-6"]
    }
    typed = counts | {"_1-1": 5, "_2-6": 6, "signatures": 6}
    wrong = client.post(address("counts", item, ballot.pk), typed).content.decode()
    assert "« La gare » a 5 mentions pour 6 émargements" in wrong
    client.post(address("counts", item, ballot.pk), typed | {"_1-2": 1})
    shown = client.get(address("conduct", item)).content.decode()
    assert "Choix\u202f: La gare" in shown.replace("Choix : ", "Choix\u202f: ")
    client.post(address("proclaim", item, ballot.pk))
    assert Ballot.objects.get().outcome == "chosen"
    assert "L’option « La gare » est choisie" in client.get(address("conduct", item)).content.decode()


def test_V8_P5_a_member_grades_confirms_and_keeps_the_receipts(world, at, client, clock):
    item = questioned(world, at)
    ballot = ask(world, item, at)
    elector = ballot.electors.get(person=world.person("member0"))
    client.force_login(elector.caster.user)
    url = reverse("governance:vote", args=[ballot.pk])
    assert client.get(url).content.decode().count('type="radio"') == 18
    said = {"seat": elector.seat.code, "grade_1": "2", "grade_3": "1"}
    asked = client.post(url, said).content.decode()
    assert "Le marché\u00a0: À rejeter, faute de mention de votre part" in asked
    assert not Paper.objects.exists()
    again = client.post(url, said | {"edit": "1"}).content.decode()
    assert again.count("checked") == 2
    assert "n’est pas dans l’échelle" in client.post(url, said | {"grade_1": "9"}, follow=True).content.decode()
    receipt = client.post(url, said | {"confirmed": "1"})
    assert [paper.choice for _words, paper in receipt.context["papers"]] == ["1-2", "2-6", "3-1"]
    assert "La gare\u00a0: Bien" in receipt.content.decode()
    assert "Cette voix est exprimée" in client.get(url).content.decode()
    assert "déjà été exprimée" in client.post(url, said | {"confirmed": "1"}, follow=True).content.decode()
    assert Paper.objects.count() == 3


def test_P5_a_voice_held_by_proxy_is_graded_apart(world, at, client, clock):
    item = questioned(world, at, present=["co_chair", "rapporteur", "author", "member0"])
    proxy(world, item.sitting, "member1", "member0", at)
    ballot = ask(world, item, at)
    client.force_login(world.users["member0"])
    page = client.get(reverse("governance:vote", args=[ballot.pk])).content.decode()
    assert page.count('type="radio"') == 36
    assert f"Pouvoir de {world.person('member1')}" in page


def test_V10_nobody_sees_a_grade_before_the_closing(world, item, at, client, clock):
    ballot = ask(world, item, at)
    for elector in list(ballot.electors.select_related("seat", "caster__user"))[:4]:
        governance.cast_grades(ballot=ballot, seat=elector.seat, grades={1: 1}, by=elector.caster.user)
    pages = [reverse("governance:ballot", args=[ballot.pk]), address("screen", item), address("conduct", item)]
    client.force_login(world.users["clerk"])
    for page in pages:
        shown = client.get(page).content.decode()
        assert "judgment__bar" not in shown
        assert "4 v" in shown  # the turnout
    assert client.get(f"/api/v1/ballots/{ballot.pk}/export").status_code == 404


def test_V15_everybody_sees_the_same_result_once_proclaimed(world, item, at, client, clock):
    ballot = graded(world, ask(world, item, at), at, *PAPERS)
    public = client.get(reverse("governance:ballot", args=[ballot.pk])).content.decode()
    assert public.count("judgment__bar") == 3
    assert "Retrouver son bulletin" in public
    assert "jugement majoritaire, de «\u202fTrès bien" in public
    assert client.get(f"/api/v1/ballots/{ballot.pk}/export").json()["proclaimed"] == {"outcome": "chosen"}
    client.force_login(world.users["clerk"])
    for name in ("screen", "conduct"):
        assert "La gare" in client.get(address(name, item)).content.decode()
    client.force_login(world.users["member0"])
    assert "judgment__bar" in client.get(address("follow", item)).content.decode()


def test_M1_every_rendition_of_the_minutes_carries_the_grades(world, item, at, schema):
    graded(world, ask(world, item, at), at, *PAPERS)
    services.write_discussion(item, text="Trois lieux.", by=world.users["clerk"], at=at)
    sitting = services.close_sitting(item.sitting, by=world.users["clerk"], at=at)
    minutes, seal = current_minutes(sitting)
    assert not [gap for gap in gaps(minutes) if "Lieu de la plénière" in gap]
    pdf = extract_text(BytesIO(draw(minutes, seal)))
    xml = etree.fromstring(to_akn(minutes, seal))
    schema.assertValid(xml)
    for text in (pdf, to_html(minutes, seal), to_markdown(minutes, seal), "".join(xml.itertext())):
        flat = " ".join(text.split())
        assert "L’option « La gare » est choisie" in flat
        assert "2. Le marché" in flat
        assert "Mention majoritaire" in flat
    assert ItemBallot.objects.get().ballot.result["ranking"][1]["option"] == "Le marché"


def test_R6_a_minority_opinion_goes_with_a_text_not_with_a_choice(world, item, at, client, clock):
    ballot = graded(world, ask(world, item, at), at, *PAPERS)
    client.force_login(world.users["member0"])
    assert client.get(reverse("governance:attach_opinion", args=[ballot.pk])).status_code == 404
    with pytest.raises(NotAllowed):
        governance.attach_opinion(ballot, text="Non.", by=world.users["member0"], at=at)


def test_the_open_data_say_who_chose_nothing_by_name(world, item, at):
    graded(world, ask(world, item, at), at, *PAPERS)
    written = write_votes("https://exemple.fr").decode()
    assert '"classification": "preference"' in written
    assert "La gare\u00a0: Très bien" in written
    assert '"identifier"' not in written


def test_V2_papers_are_printed_with_the_options_and_their_grades(world, item, at, client, clock):
    ask(world, item, at, on_paper=True)
    client.force_login(world.users["clerk"])
    page = client.get(address("ballot_papers", item, item.pk)).content.decode()
    assert "\n".join(OPTIONS) in page
    assert 'name="mentions"' in page
    answer = client.post(
        address("ballot_papers", item, item.pk),
        {"question": "Où ?", "options": "\n".join(OPTIONS), "mentions": "on", "copies": "4"},
    )
    text = extract_text(BytesIO(answer.content))
    assert text.count("Passable") == 12
