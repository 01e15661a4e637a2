"""RULES S8, S11, V10: every screen follows the others, at a cost that does not grow with the council."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from deliberations import services
from deliberations.models import ActionPoint, SpeakerTurn
from deliberations.models.pulse import pulse
from governance import services as governance
from tests.deliberations.factories import arrive, convened, found, opened, planned, proxy, ready, seat_of

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
DESK, SCREEN, MEMBER = "pupitre", "ecran", "membre"
EVERYBODY, WALL, DESK_ALONE = {DESK, SCREEN, MEMBER}, {DESK, SCREEN}, {DESK}


def address(name, sitting, *args):
    return reverse(f"deliberations:{name}", args=[sitting.slug, *args])


def stamps(sitting):
    return {audience: pulse(sitting.slug, audience) for audience in (DESK, SCREEN, MEMBER)}


def told(sitting, act):
    """Which screens the act moves."""
    before = stamps(sitting)
    act()
    return {audience for audience, stamp in stamps(sitting).items() if stamp != before[audience]}


class Evening:
    """An open sitting, and what happens in it, each act once."""

    def __init__(self, at):
        self.at, self.world = at, found()
        self.clerk = self.world.users["clerk"]
        self.sitting = opened(
            self.world, at, recommendations=[ready(self.world, at), ready(self.world, at)],
            present=["author", "rapporteur", "co_chair", "member0", "member1"],
        )  # fmt: skip
        self.item, self.other = self.sitting.items.filter(kind="vote")
        self.who = {"by": self.clerk, "at": at}

    def acts(self):
        """(what, the act, which screens are told)."""
        item, world, who = self.item, self.world, self.who
        yield "item taken up", lambda: services.start_item(item, **who), EVERYBODY
        yield "arrival", lambda: arrive(world, self.sitting, self.at, "member2"), EVERYBODY
        yield "departure", lambda: self.leaves("member2"), EVERYBODY
        yield "hours corrected", self.corrects, EVERYBODY
        yield "stay struck", lambda: services.strike_stay(self.stay("member2"), reason="", **who), EVERYBODY
        yield "proxy", lambda: proxy(world, self.sitting, "member2", "member1", self.at), EVERYBODY
        yield "proxy ended", lambda: services.revoke_proxy(self.sitting.proxies.get(), **who), EVERYBODY
        yield "chair", lambda: services.change_chair(self.sitting, person=world.person("author"), **who), EVERYBODY
        yield "recusal", self.recuses, EVERYBODY
        yield "return", lambda: services.return_from_recusal(item.recusals.get(), **who), EVERYBODY
        yield "floor asked", self.asks, EVERYBODY
        yield "floor given", lambda: services.give_floor(SpeakerTurn.objects.get(), **who), EVERYBODY
        yield "floor ended", lambda: services.end_floor(SpeakerTurn.objects.get(), **who), EVERYBODY
        yield "floor asked again", self.asks, EVERYBODY
        yield "floor given up", lambda: services.give_up_floor(SpeakerTurn.objects.waiting().get(), **who), EVERYBODY
        yield "notes", lambda: services.write_discussion(item, text="Débats.", **who), DESK_ALONE
        yield "action", lambda: services.add_action_point(item, what="Écrire", who="Bureau", **who), DESK_ALONE
        yield "action done", self.does, DESK_ALONE
        yield "suspended", lambda: services.suspend(self.sitting, **who), EVERYBODY
        yield "resumed", lambda: services.resume(self.sitting, **who), EVERYBODY
        yield "ballot opened", lambda: services.open_item_ballot(item, method="roll_call", **who), EVERYBODY
        yield "vote", self.votes, WALL
        yield "ballot closed", lambda: governance.close_ballot(ballot=self.ballot, **who), EVERYBODY
        yield "proclaimed", lambda: governance.proclaim(ballot=self.ballot, **who), EVERYBODY
        yield "deferred", lambda: services.defer_item(self.other, reason="Chiffrage.", **who), EVERYBODY
        yield "item ended", lambda: services.end_item(item, **who), EVERYBODY
        yield "item added", lambda: self.adds(), EVERYBODY
        yield "closed", lambda: services.close_sitting(self.sitting, **who), EVERYBODY

    @property
    def ballot(self):
        return self.item.item_ballots.get().ballot

    def stay(self, role):
        return self.sitting.attendances.filter(person=self.world.person(role)).last()

    def leaves(self, role):
        person = self.world.person(role)
        services.depart(self.sitting, seat=seat_of(self.world, role), person=person, **self.who)

    def corrects(self):
        left = self.at + MINUTE
        services.correct_stay(
            self.stay("member2"), arrived_at=self.at, left_at=left, mode="room", by=self.clerk, at=left
        )

    def recuses(self):
        person = self.world.person("member0")
        services.recuse(self.item, seat=seat_of(self.world, "member0"), person=person, category="Bureau", **self.who)

    def asks(self):
        person = self.world.person("author")
        services.ask_floor(self.item, seat=seat_of(self.world, "author"), person=person, **self.who)

    def does(self):
        services.complete_action_point(ActionPoint.objects.get(), done_on=self.at.date(), **self.who)

    def votes(self):
        governance.cast_vote(ballot=self.ballot, seat=seat_of(self.world, "author"), choice="for", **self.who)

    def adds(self):
        services.add_item(self.sitting, kind="other", title="Divers", **self.who)


def test_S8_each_act_of_a_sitting_moves_the_screens_it_concerns_and_no_other(at):
    evening = Evening(at)
    assert [(what, told(evening.sitting, act)) for what, act, _screens in evening.acts()] == [
        (what, screens) for what, _act, screens in evening.acts()
    ]


def test_V10_a_vote_that_replaces_another_moves_no_screen(at):
    evening = Evening(at)
    services.open_item_ballot(evening.item, method="roll_call", **evening.who)
    evening.votes()
    again = {"seat": seat_of(evening.world, "author"), "choice": "against"} | evening.who
    assert told(evening.sitting, lambda: governance.cast_vote(ballot=evening.ballot, **again)) == set()


def test_V10_an_answer_to_a_round_moves_the_wall_and_an_objection_is_heard_when_its_fate_changes(at):
    evening = Evening(at)
    ballot = services.open_item_ballot(evening.item, method="consent", **evening.who).ballot
    voice = {"ballot": ballot, "seat": seat_of(evening.world, "author")} | evening.who

    def says(choice, reason=""):
        return told(evening.sitting, lambda: governance.answer_consent(choice=choice, reason=reason, **voice))

    assert says("consent") == WALL
    assert says("aside") == set()
    assert says("objection", "Trop cher.") == WALL
    assert says("consent") == WALL


@pytest.mark.parametrize("seats", [5, 50])
def test_S8_following_costs_three_queries_for_5_seats_as_for_50_and_304_while_nothing_changes(seats, client, at):
    world = found(members=seats - 3)
    sitting = opened(world, at)
    client.force_login(world.users["member0"])
    path = address("pulse", sitting, MEMBER)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.get(path)
    assert (answer.status_code, len(asked)) == (200, 3)  # the session, the account, the stamp
    again = client.get(path, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    services.start_item(sitting.items.first(), by=world.users["clerk"], at=at)
    assert client.get(path, headers={"If-None-Match": answer["ETag"]}).status_code == 200


def test_E4_there_is_nothing_to_follow_in_a_draft_nor_for_an_unknown_screen(client, at):
    world = found()
    client.force_login(world.users["clerk"])
    assert client.get(address("pulse", planned(world, at), DESK)).status_code == 404
    sitting = convened(world, at, title="Plénière convoquée")
    assert client.get(address("pulse", sitting, DESK)).status_code == 200
    assert client.get(address("pulse", sitting, "tout")).status_code == 404


def queries(client, path):
    client.get(path)  # what is read once and remembered
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


@pytest.mark.parametrize("seats", [5, 50])
@pytest.mark.parametrize(
    ("name", "role", "cost"), [("conduct", "clerk", 31), ("screen", "clerk", 19), ("follow", "member0", 25)]
)
def test_every_screen_of_a_sitting_asks_as_much_for_5_seats_as_for_50(name, role, cost, seats, client, at):
    with time_machine.travel(at, tick=False):
        world = found(members=seats - 3)
        sitting = opened(world, at, recommendations=[ready(world, at)])
        item = services.start_item(sitting.items.get(kind="vote"), by=world.users["clerk"], at=at)
        for seat in world.seats[: seats // 2]:
            services.ask_floor(item, seat=seat, person=seat.terms.get().person, by=world.users["clerk"], at=at)
        services.open_item_ballot(item, method="roll_call", by=world.users["clerk"], at=at)
        client.force_login(world.users[role])
        assert queries(client, address(name, sitting)) == cost


def test_V10_the_projector_shows_the_turnout_and_no_result_before_it_is_proclaimed(client, at):
    evening = Evening(at)
    services.start_item(evening.item, **evening.who)
    services.open_item_ballot(evening.item, method="roll_call", **evening.who)
    evening.votes()
    client.force_login(evening.clerk)
    read = lambda: client.get(address("screen", evening.sitting)).content.decode()  # noqa: E731
    open_page = read()
    assert "1 vote reçu sur 5" in open_page
    assert str(evening.world.person("author")) not in open_page
    governance.close_ballot(ballot=evening.ballot, **evening.who)
    assert "hemicycle__dot" not in read()
    assert "va être proclamé" in read()
    governance.proclaim(ballot=evening.ballot, **evening.who)
    assert "hemicycle__dot" in read()


def test_the_projector_has_something_to_say_in_every_state(client, at):
    evening = Evening(at)
    client.force_login(evening.clerk)
    read = lambda: client.get(address("screen", evening.sitting)).content.decode()  # noqa: E731
    assert "La séance est ouverte" in read()
    services.start_item(evening.item, **evening.who)
    assert evening.item.title in read()
    services.suspend(evening.sitting, **evening.who)
    assert "Séance suspendue" in read()
    services.resume(evening.sitting, **evening.who)
    for item in (evening.item, evening.other):
        services.defer_item(item, reason="Chiffrage.", **evening.who)
    services.close_sitting(evening.sitting, **evening.who)
    assert "La séance est levée" in read()
    to_come = convened(evening.world, at + timedelta(days=40), title="Plénière suivante")
    assert "La séance commence" in client.get(address("screen", to_come)).content.decode()


def test_the_desk_follows_the_item_under_way_and_stays_where_one_looks_elsewhere(client, at):
    evening = Evening(at)
    client.force_login(evening.clerk)
    services.start_item(evening.item, **evening.who)
    desk = address("conduct", evening.sitting)
    assert f'data-key="item-{evening.item.pk}"' in client.get(desk).content.decode()
    elsewhere = client.get(f"{desk}?point={evening.other.pk}").content.decode()
    assert f'data-key="item-{evening.other.pk}"' in elsewhere
    assert f"Le point {evening.item.position} est en cours" in elsewhere
    answer = client.post(address("item_act", evening.sitting, evening.other.pk, "start"))
    assert answer.url == desk
