"""RULES V14, V10, R2, P5: a consent round from the desk and from the telephone, then the next one."""

import json
from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.urls import reverse

from common.lifecycle import AlreadyRecorded, OutOfTurn
from deliberations import services
from deliberations.minutes import as_json, assemble, gaps
from deliberations.models import ItemBallot
from governance import services as governance
from governance.models import Objection, Position, Recommendation
from tests.deliberations.factories import found, opened, proxy, ready, seat_of

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
WHY = "Le coût n’est pas chiffré."


@pytest.fixture
def world():
    return found()


@pytest.fixture
def item(world, at):
    return opened(world, at, recommendations=[ready(world, at)]).items.get(kind="vote")


@pytest.fixture
def ballot(world, item, at):
    return services.open_item_ballot(item, method="consent", by=world.users["clerk"], at=at).ballot


@pytest.fixture
def as_(client, world, at):
    def sign_in(role):
        client.force_login(world.users[role])
        return client

    with time_machine.travel(at, tick=False):
        yield sign_in


def address(name, item, *args):
    return reverse(f"deliberations:{name}", args=[item.sitting.slug, *args])


def desk(client, item):
    return client.get(address("conduct", item) + f"?point={item.pk}").content.decode()


def answer(as_, world, ballot, role, choice, reason=""):
    """What a member answers from their own account."""
    said = {"seat": seat_of(world, role).code, "choice": choice, "reason": reason}
    return as_(role).post(reverse("governance:vote", args=[ballot.pk]), said)


def object_and_close(world, ballot, at):
    seat, by = seat_of(world, "member0"), world.users["member0"]
    governance.answer_consent(ballot=ballot, seat=seat, choice="objection", reason=WHY, by=by, at=at)
    return governance.close_ballot(ballot=ballot, by=world.users["clerk"], at=at)


def test_the_whole_road_of_two_rounds_goes_through_the_screens(world, item, as_):
    as_("clerk").post(address("item_act", item, item.pk, "method"), {"method": "consent"})
    first = ItemBallot.objects.get(item=item).ballot
    answer(as_, world, first, "member0", "objection", WHY)
    clerk = as_("clerk")
    said = {"seat": seat_of(world, "author").code, "choice": "consent", "reason": ""}
    clerk.post(address("note_consent", item, first.pk), said)
    page = desk(clerk, item)
    assert "2 votes reçus sur 6" in page
    assert WHY in page
    asked = clerk.post(address("close_ballot", item, first.pk)).content.decode()
    assert "1 objection subsiste : le tour se clôt sans consentement" in asked
    clerk.post(address("close_ballot", item, first.pk), {"confirmed": "1"})
    assert "Pas de consentement au tour 1" in desk(clerk, item)
    clerk.post(address("next_round", item, first.pk))
    second = ItemBallot.objects.filter(item=item).last().ballot
    assert (second.state, second.terms["round"]) == ("open", 2)
    assert "soulevée à un tour précédent" in desk(clerk, item)
    answer(as_, world, second, "member0", "aside")
    clerk = as_("clerk")
    clerk.post(address("close_ballot", item, second.pk), {"confirmed": "1"})
    assert "Adoptée par consentement" in desk(clerk, item)
    clerk.post(address("proclaim", item, second.pk))
    assert Recommendation.objects.get().state == "adopted"


def test_V14_the_page_says_what_each_answer_means_and_keeps_what_was_typed(world, ballot, as_):
    member = as_("member0")
    page = member.get(reverse("governance:vote", args=[ballot.pk])).content.decode()
    for words in ("Je consens", "Je me mets en retrait", "J’objecte", "Tant que mon objection subsiste"):
        assert words in page
    refused = answer(as_, world, ballot, "member0", "objection").content.decode()
    assert "sans motif, elle ne tient pas" in refused
    assert BeautifulSoup(refused, "html.parser").select_one("input[value=objection]").has_attr("checked")
    none = answer(as_, world, ballot, "member0", "", "Trop cher.").content.decode()
    assert "Choisissez l’une des trois réponses" in none
    assert "Trop cher." in none
    assert not Position.objects.exists()


def test_V10_the_room_hears_objections_and_not_who_consents(world, ballot, item, as_, at):
    answer(as_, world, ballot, "member0", "objection", WHY)
    answer(as_, world, ballot, "author", "consent")
    services.start_item(item, by=world.users["clerk"], at=at)
    for role, page in (
        ("rapporteur", reverse("governance:vote", args=[ballot.pk])),
        ("clerk", address("screen", item)),
    ):
        shown = as_(role).get(page).content.decode()
        assert WHY in shown
        assert str(world.person("author")) not in BeautifulSoup(shown, "html.parser").main.text
    assert WHY not in as_("outsider").get(ballot.get_absolute_url()).content.decode()


def test_E1_a_reason_typed_too_late_is_given_back(world, ballot, as_, at):
    governance.close_ballot(ballot=ballot, by=world.users["clerk"], at=at)
    late = answer(as_, world, ballot, "member0", "objection", WHY).content.decode()
    assert "Votre réponse n’a pas été enregistrée" in late
    assert WHY in late


def test_P5_each_voice_carried_answers_for_itself(world, at, as_):
    present = ["author", "member0", "co_chair", "rapporteur"]
    sitting = opened(world, at, present=present, recommendations=[ready(world, at)])
    proxy(world, sitting, "member1", "member0", at)
    item = sitting.items.get(kind="vote")
    ballot = services.open_item_ballot(item, method="consent", by=world.users["clerk"], at=at).ballot
    member = as_("member0")
    answer(as_, world, ballot, "member0", "consent")
    answer(as_, world, ballot, "member0", "objection", "Elle m’a chargé de le dire.")
    answer(as_, world, ballot, "member0", "consent")
    said = {"seat": seat_of(world, "member1").code, "choice": "objection", "reason": WHY}
    member.post(reverse("governance:vote", args=[ballot.pk]), said)
    standing = Objection.objects.standing().get()
    assert standing.elector.person == world.person("member1")
    assert Position.objects.count() == 2


def test_V14_the_desk_refuses_in_words_and_keeps_what_was_typed(world, ballot, item, as_):
    said = {"seat": seat_of(world, "author").code, "choice": "objection", "reason": ""}
    refused = as_("clerk").post(address("note_consent", item, ballot.pk), said).content.decode()
    assert "sans motif, elle ne tient pas" in refused
    assert as_("author").post(address("note_consent", item, ballot.pk), said).status_code == 404


def test_R5_an_explanation_does_not_meet_an_objection(world, ballot, item, as_, at):
    answer(as_, world, ballot, "member0", "objection", WHY)
    objection = Objection.objects.get()
    page = (
        as_("clerk")
        .post(address("meet_objection", item, ballot.pk, objection.pk), {"met_by": "On a expliqué."})
        .content.decode()
    )
    assert "ce texte ne change pas pendant le tour" in page
    assert "On a expliqué." in page


def test_R2_after_a_round_without_consent_the_text_is_deferred_sent_back_or_rejected(world, ballot, item, as_, at):
    object_and_close(world, ballot, at)
    clerk = as_("clerk")
    clerk.post(address("proclaim", item, ballot.pk))
    assert Recommendation.objects.get().state == "scheduled"
    page = desk(clerk, item)
    for name in ("next_round", "give_up"):
        assert address(name, item, ballot.pk) in page
    for name in ("defer", "send_back"):
        assert address("item_act", item, item.pk, name) in page
    assert "pour de bon" in clerk.get(address("give_up", item, ballot.pk)).content.decode()
    clerk.post(address("give_up", item, ballot.pk))
    assert Recommendation.objects.get().state == "rejected"


def test_S1_a_sitting_is_not_closed_between_two_rounds(world, ballot, item, as_, at):
    object_and_close(world, ballot, at)
    governance.proclaim(ballot=ballot, by=world.users["clerk"], at=at)
    told = as_("clerk").post(address("close", item), follow=True).content.decode()
    assert "attend une suite" in told


def test_E3_the_next_round_opens_once(world, ballot, item, at):
    clerk = world.users["clerk"]
    with pytest.raises(OutOfTurn, match="une objection subsiste"):
        services.open_next_round(ballot, by=clerk, at=at)
    object_and_close(world, ballot, at)
    link = services.open_next_round(ballot, by=clerk, at=at + MINUTE)
    with pytest.raises(AlreadyRecorded):
        services.open_next_round(ballot, by=clerk, at=at + 2 * MINUTE)
    assert item.item_ballots.last() == link


@pytest.fixture
def two_rounds(world, ballot, item, at):
    object_and_close(world, ballot, at)
    second = services.open_next_round(ballot, by=world.users["clerk"], at=at + MINUTE).ballot
    seat, by = seat_of(world, "member0"), world.users["member0"]
    governance.answer_consent(ballot=second, seat=seat, choice="aside", by=by, at=at + 2 * MINUTE)
    governance.close_ballot(ballot=second, by=world.users["clerk"], at=at + 2 * MINUTE)
    governance.proclaim(ballot=second, by=world.users["clerk"], at=at + 2 * MINUTE)
    return item.sitting


def test_V14_the_minutes_tell_every_round_in_every_form(world, two_rounds, as_, at):
    services.close_sitting(two_rounds, by=world.users["clerk"], at=at + 60 * MINUTE)
    first, second = assemble(two_rounds).items[1].ballots
    assert not [gap for gap in gaps(assemble(two_rounds)) if "résultat" in gap]
    assert first.sentence == "Pas de consentement au tour 1. 1 objection soulevée\u202f: 1 subsiste."
    assert second.sentence.startswith("Adoptée par consentement. 1 objection soulevée, 1 retirée")
    assert first.said == (f"Objection de {world.person('member0')} : {WHY} (subsiste)",)
    assert [(group.kind, len(group.names)) for group in second.roll] == [
        ("consent", 0), ("aside", 1), ("objection", 0), ("", 5),
    ]  # fmt: skip
    assert (first.total, first.rows) == (None, ())
    assert json.dumps(as_json(assemble(two_rounds)))
    clerk = as_("clerk")
    html = clerk.get(reverse("deliberations:minutes", args=[two_rounds.slug])).content.decode()
    xml = clerk.get(reverse("deliberations:minutes_xml", args=[two_rounds.slug])).content.decode()
    for page in (html, xml):
        assert WHY in page
        assert "Pas de consentement au tour 1" in page
    assert clerk.get(reverse("deliberations:minutes_pdf", args=[two_rounds.slug])).content.startswith(b"%PDF")


def test_V14_every_round_is_on_the_page_of_the_ballots_and_each_has_its_own(world, two_rounds, client):
    number = Recommendation.objects.get().number
    page = client.get(reverse("governance:ballots", args=[number])).content.decode()
    assert page.index("tour 2") < page.index("tour 1")
    assert "Pas de consentement" in page
    for link in ItemBallot.objects.all():
        shown = client.get(link.ballot.get_absolute_url(), follow=True).content.decode()
        assert WHY in shown
        assert "adoptée si aucune objection motivée ne subsiste" in shown
        file = client.get(reverse("api:ballot_export", args=[link.ballot.pk])).json()
        assert file["proclaimed"]["outcome"] == link.ballot.outcome
    assert "Adoptée" in client.get(reverse("governance:recommendation", args=[number])).content.decode()
