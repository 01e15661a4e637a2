"""RULES R4, V1, R5: amendments voted in the sitting, then the text that they make, the same evening."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.urls import reverse

from common.lifecycle import AlreadyRecorded, NotAllowed, OutOfTurn, Refused
from deliberations import services
from deliberations.minutes import assemble
from deliberations.presenters.amendments import queue_of
from governance import services as governance
from governance.enums import WITHOUT_TEXT
from governance.export import ballot_file_of
from governance.models import Ballot
from governance.rules import may_attach_opinion
from register.models import Entry
from tests.deliberations.amending import ASKED, BODY, amendment, on_the_agenda, open_on, vote_on
from tests.deliberations.factories import found, voted
from tests.governance.drafting import fresh, last, states, step
from tests.racing import race

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
FEW = ASKED[:4]  # A1, A2 and A3 collide, A4 stands alone


@pytest.fixture
def world():
    return found()


@pytest.fixture
def item(world, at):
    return on_the_agenda(world, at, FEW)


def text_of(item):
    return fresh(item.recommendation)


def test_R4_ten_amendments_of_which_three_collide_end_as_the_right_next_version_and_it_is_voted(world, at):
    """The whole road: the furthest of the three is adopted, the two others lapse, two of the lone ones are rejected."""
    item = on_the_agenda(world, at)
    rows = queue_of(item.recommendation).waiting
    assert [row.line.amendment.label for row in rows] == ["A2", "A3", "A1", *(f"A{n}" for n in range(4, 11))]
    methods = ["show_of_hands", "roll_call", "secret", *["show_of_hands"] * 5]
    for sequence, method in zip([2, 4, 5, 6, 7, 8, 9, 10], methods, strict=True):
        with pytest.raises(Refused, match="se votent avant le texte"):
            services.open_item_ballot(item, method="roll_call", by=world.users["clerk"], at=at + sequence * MINUTE)
        vote_on(world, item, sequence, at + sequence * MINUTE, adopted=sequence not in (6, 9), method=method)
    expected = BODY.replace("réserver 1 lots sur cent", "attribuer dix lots sur cent, sans autre condition,")
    for n in (2, 3, 5, 6, 8):
        expected = expected.replace(f" {n} lots", f" {n}0 lots")
    text = text_of(item)
    assert last(text).body == text.body == expected
    assert states(text) == {
        "A1": "lapsed", "A2": "integrated", "A3": "lapsed", "A4": "integrated", "A5": "integrated", "A6": "rejected",
        "A7": "integrated", "A8": "integrated", "A9": "rejected", "A10": "integrated",
    }  # fmt: skip
    assert (last(text).number, last(text).frozen_by) == (2, world.users["clerk"])
    assert "A2, A4, A5, A7, A8, A10" in last(text).reason
    ballot = voted(world, item, at + 20 * MINUTE, {})
    assert (ballot.version, ballot.amendment, ballot.text_digest) == (last(text), None, last(text).digest)
    assert text_of(item).state == "adopted"
    due = at.date() + timedelta(days=120)
    sent = governance.transmit(text, by=world.users["clerk"], at=at + 60 * MINUTE, letter="Veuillez…", due_on=due)
    assert sent.version == ballot.version, "what leaves is what the last ballot adopted, not what an amendment amended"


def test_V1_a_ballot_on_an_amendment_binds_to_its_words_and_to_the_version_it_amends(world, item, at):
    ballot, wording = open_on(world, item, 2, at), amendment(item, 2).wording
    assert (ballot.amendment, ballot.version, ballot.wording) == (amendment(item, 2), wording.version, wording)
    assert ballot.text_digest == wording.voted_digest != wording.digest != wording.version.digest
    assert f"A2 au texte {item.recommendation.number}" in ballot.question
    assert ballot_file_of(ballot)["amendment"] == "A2"


def test_R4_of_those_that_collide_only_the_furthest_may_be_opened(world, item, at):
    for sequence, first in ((1, "A2"), (3, "A2")):
        with pytest.raises(Refused, match=f"{first} est plus éloigné"):
            open_on(world, item, sequence, at)
    vote_on(world, item, 2, at, adopted=False)
    with pytest.raises(Refused, match="A3 est plus éloigné"):
        open_on(world, item, 1, at)
    assert [number for number, _words in queue_of(text_of(item)).choices] == [3, 4]


def test_R4_one_ballot_at_a_time_on_a_text_and_its_amendments(world, item, at):
    open_on(world, item, 4, at)
    with pytest.raises(Refused, match="déjà en cours"):
        open_on(world, item, 2, at)


def test_R4_what_was_voted_is_not_put_to_the_vote_again(world, item, at):
    vote_on(world, item, 4, at)
    with pytest.raises(OutOfTurn, match="A4 n’est pas mis aux voix"):
        open_on(world, item, 4, at)
    with pytest.raises(Refused, match="Choisissez"):
        open_on(world, item, 12, at)


@pytest.mark.parametrize("method", WITHOUT_TEXT)
def test_R4_an_amendment_is_voted_for_or_against(method, world, item, at):
    with pytest.raises(Refused):
        open_on(world, item, 4, at, method=method.value)
    assert not Ballot.objects.exists()


def test_R4_an_amendment_is_voted_only_while_its_text_is_on_the_agenda(world, item, at):
    services.defer_item(item, reason="Il est tard.", by=world.users["clerk"], at=at)
    with pytest.raises(Refused, match="n’est plus à l’ordre du jour"):
        open_on(world, item, 4, at)


@pytest.mark.parametrize("role", ["author", "rapporteur", "member0", "liaison", "outsider"])
def test_R4_secretariat_and_co_chairs_put_amendments_to_the_vote(role, world, item, at):
    with pytest.raises(NotAllowed):
        open_on(world, item, 4, at, by=role)
    with pytest.raises(NotAllowed):
        services.carry_amendments(item, by=world.users[role], at=at)
    assert open_on(world, item, 4, at, by="co_chair").amendment == amendment(item, 4)


def test_R5_from_the_opening_of_its_ballot_an_amendment_is_neither_withdrawn_nor_lapsed(world, item, at):
    ballot = open_on(world, item, 2, at)
    for name, role in (("withdraw", "member0"), ("lapse", "clerk")):
        with pytest.raises(Refused, match="scrutin est en cours"):
            step(world, name, amendment(item, 2), at, role=role, note="Motif.")
    governance.void_ballot(ballot=ballot, reason="Une erreur.", by=world.users["clerk"], at=at)
    assert step(world, "withdraw", amendment(item, 2), at, role="member0").state == "withdrawn"


def test_Q3_without_quorum_nothing_is_decided_and_the_amendment_may_be_voted_again(world, item, at):
    ballot = open_on(world, item, 4, at)
    one, *_others = ballot.colleges
    colleges = {letter: seats | {"present": int(letter == one)} for letter, seats in ballot.colleges.items()}
    Ballot.objects.filter(pk=ballot.pk).update(present=1, colleges=colleges)
    counts = {one: {"for": 1}}
    governance.enter_counts(ballot=ballot, counts=counts, by=world.users["clerk"], at=at)
    governance.close_ballot(ballot=ballot, by=world.users["clerk"], at=at)
    proclaimed = governance.proclaim(ballot=ballot, by=world.users["clerk"], at=at)
    assert (proclaimed.outcome, amendment(item, 4).state) == ("no_quorum", "to_vote")
    assert open_on(world, item, 4, at + MINUTE)


def test_R4_the_last_one_withdrawn_what_was_adopted_is_taken_in_by_a_gesture(world, at):
    item, clerk = on_the_agenda(world, at, FEW[2:]), world.users["clerk"]
    vote_on(world, item, 1, at)
    with pytest.raises(Refused, match="Il reste des amendements à voter"):
        services.carry_amendments(item, by=clerk, at=at)
    step(world, "withdraw", amendment(item, 2), at, role="member0")
    with pytest.raises(Refused, match=r"attendent d’être intégrés au texte.*A1"):
        services.open_item_ballot(item, method="roll_call", by=clerk, at=at)
    version = services.carry_amendments(item, by=clerk, at=at)
    assert (version.number, last(text_of(item))) == (2, version)
    with pytest.raises(AlreadyRecorded):
        services.carry_amendments(item, by=clerk, at=at)
    assert voted(world, item, at, {}).version == version


def test_R4_a_text_sent_back_takes_in_what_the_sitting_had_adopted(world, at):
    item, clerk = on_the_agenda(world, at, FEW[2:]), world.users["clerk"]
    vote_on(world, item, 1, at)
    services.send_back_item(item, reason="À revoir.", by=clerk, at=at)
    with pytest.raises(OutOfTurn):
        services.carry_amendments(item, by=clerk, at=at)
    governance.integrate(text_of(item), by=world.users["rapporteur"], at=at)
    assert states(text_of(item)) == {"A1": "integrated", "A2": "to_vote"}


def test_A1_the_register_holds_each_vote_and_the_version_that_came_of_it(world, at):
    item = on_the_agenda(world, at, FEW[2:])
    vote_on(world, item, 1, at, adopted=False)
    vote_on(world, item, 2, at)
    acts = list(Entry.objects.order_by("number").values_list("act", flat=True))
    one = ["ballot.opened", "ballot.closed", "ballot.proclaimed"]
    assert acts[-7:] == [*one, "amendment.defeat", *one, "amendment.adopt", "amendment.carry"][-7:]
    assert [move.step for move in amendment(item, 2).moves.all()] == ["submit", "put_to_vote", "adopt", "carry"]


def test_R6_no_minority_opinion_is_attached_to_the_vote_on_an_amendment(world, item, at):
    assert not may_attach_opinion(world.users["member0"], vote_on(world, item, 4, at))


def test_M2_minutes_say_what_each_amendment_asks_and_what_became_of_it(world, item, at):
    vote_on(world, item, 4, at, adopted=False)
    vote_on(world, item, 2, at + MINUTE)
    refused, adopted = next(i for i in assemble(item.sitting).items if i.ballots).ballots
    assert refused.sentence.startswith("Rejeté"), "un amendement"
    assert refused.amends[0].startswith("Amendement A4, proposé par")
    assert "remplacer" in adopted.amends[1]
    assert "attribuer dix" in " ".join(adopted.amends)


BROKEN = {
    "amendment_is_voted_on_its_version": {"version": None},
    "amendment_is_voted_for_or_against": {"method": "consent"},
}


@pytest.mark.parametrize("constraint", BROKEN)
def test_the_database_holds(constraint, world, item, at):
    ballot = open_on(world, item, 4, at)
    name = constraint if connection.vendor == "postgresql" or constraint in BROKEN else "CHECK"
    with pytest.raises(IntegrityError, match=f"{name}|only_some_methods"), transaction.atomic():
        Ballot.objects.filter(pk=ballot.pk).update(**BROKEN[constraint])


def test_an_amendment_that_was_voted_stays(world, item, at):
    open_on(world, item, 4, at)
    with pytest.raises(ProtectedError):
        amendment(item, 4).delete()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_R4_opening_the_ballot_races_the_withdrawal_and_one_of_them_is_refused(at):
    world = found()
    item = on_the_agenda(world, at, FEW[3:])
    outcomes = race(
        lambda: open_on(world, item, 1, at), lambda: step(world, "withdraw", amendment(item, 1), at, role="member0")
    )
    assert sum(isinstance(outcome, Refused) for outcome in outcomes) == 1, outcomes
    assert (amendment(item, 1).state == "withdrawn") != Ballot.objects.undecided().exists()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_R4_proclaiming_the_last_two_at_once_gives_one_version(at):
    world = found()
    item = on_the_agenda(world, at, FEW[3:])
    ballot, clerk = open_on(world, item, 1, at), world.users["clerk"]
    counts = {letter: {"for": seats["present"]} for letter, seats in ballot.colleges.items()}
    governance.enter_counts(ballot=ballot, counts=counts, by=clerk, at=at)
    governance.close_ballot(ballot=ballot, by=clerk, at=at)
    outcomes = race(*[lambda: governance.proclaim(ballot=ballot, by=clerk, at=at)] * 2)
    assert sum(isinstance(outcome, AlreadyRecorded) for outcome in outcomes) == 1, outcomes
    assert last(text_of(item)).number == 2


# The doors


@pytest.fixture
def clerk(client, world):
    client.force_login(world.users["clerk"])
    return client


def desk(client, item):
    return client.get(reverse("deliberations:conduct", args=[item.sitting.slug]) + f"?point={item.pk}")


def test_the_desk_lists_them_in_order_opens_one_and_shows_it(world, item, clerk, settings, at):
    page = desk(clerk, item).content.decode()
    assert page.index(">A2</a>") < page.index(">A3</a>") < page.index(">A1</a>")
    address = reverse("deliberations:open_on_amendment", args=[item.sitting.slug, item.pk])
    again = clerk.post(address, {"amendment": "1", "method": "roll_call"})
    assert again.status_code == 200, "A1 comes after A2: the desk is shown again"
    assert not Ballot.objects.exists()
    done = clerk.post(address, {"amendment": "2", "method": "roll_call"}, follow=True)
    assert "Le scrutin sur l’amendement est ouvert." in done.content.decode()
    assert Ballot.objects.get().amendment == amendment(item, 2)


def test_every_page_of_the_vote_says_that_it_is_on_the_amendment(world, item, client, at):
    services.start_item(item, by=world.users["clerk"], at=at)
    ballot = open_on(world, item, 2, at, method="roll_call")
    client.force_login(world.users["member0"])
    vote = client.get(reverse("governance:vote", args=[ballot.pk])).content.decode()
    assert all(words in vote for words in ("<ins", "attribuer", "Amendement A2"))
    client.force_login(world.users["clerk"])
    screen = client.get(reverse("deliberations:screen", args=[item.sitting.slug])).content.decode()
    assert [words for words in ("Amendement A2", "attribuer") if words not in screen] == []
    for elector in ballot.electors.select_related("seat"):
        governance.cast_vote(ballot=ballot, seat=elector.seat, choice="for", by=world.users["clerk"], at=at)
    governance.close_ballot(ballot=ballot, by=world.users["clerk"], at=at)
    governance.proclaim(ballot=ballot, by=world.users["clerk"], at=at)
    number = item.recommendation.number
    for address in (
        ballot.get_absolute_url(),
        reverse("governance:amendment", args=[number, 2]),
        reverse("governance:ballots", args=[number]),
        item.sitting.get_absolute_url(),
    ):
        assert "mendement A2" in client.get(address).content.decode(), address
    record = client.get(reverse("governance:recommendation", args=[number]))
    assert ballot.get_absolute_url() not in record.content.decode(), "the text itself was not voted"


@pytest.mark.parametrize("name", ["avis.csv", "votes.json"])
def test_open_data_tells_amendments_from_texts(name, world, at, client):
    item = on_the_agenda(world, at, FEW[3:])
    ballot = vote_on(world, item, 1, at)
    said = client.get(reverse("opendata:file", args=[name])).content.decode()
    number = item.recommendation.number
    if name == "avis.csv":
        assert number not in said
    else:
        assert all(words in said for words in (f'"{number} A1"', f"motion:{ballot.pk}", '"amendment"'))
    listed = client.get(reverse("api:recommendation", args=[number])).json()
    assert [one["amendment"] for one in listed["ballots"]] == ["A1"]


def test_the_desk_costs_the_same_with_three_amendments_and_with_ten(world, at, clerk, django_assert_max_num_queries):
    few = on_the_agenda(world, at, FEW[:3])
    many = on_the_agenda(world, at + timedelta(days=90), ASKED)
    counts = []
    for item in (few, many):
        with django_assert_max_num_queries(100) as context:
            assert desk(clerk, item).status_code == 200
        counts.append(len(context))
    assert counts[0] == counts[1]
