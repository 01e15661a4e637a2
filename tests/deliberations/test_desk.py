"""The session desk: the whole road of a sitting through its own screens, gesture by gesture, without JavaScript."""

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.urls import reverse

from deliberations import services
from deliberations.models import AgendaItem, ItemBallot, Sitting
from governance import services as governance
from governance.models import Recommendation
from tests.deliberations.factories import (
    alternate_of,
    arrive,
    convened,
    everybody,
    found,
    opened,
    planned,
    proxy,
    ready,
    roles_with_seats,
    seat_of,
)

pytestmark = pytest.mark.django_db
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


@pytest.fixture
def world():
    return found()


@pytest.fixture
def clock(at):
    """The evening of the sitting; `clock.shift` lets time pass."""
    with time_machine.travel(at, tick=False) as traveller:
        yield traveller


@pytest.fixture
def as_(client, world):
    def sign_in(role):
        client.force_login(world.users[role])
        return client

    return sign_in


@pytest.fixture
def evening(world, at, clock):
    """An open sitting with one text to vote, everybody there."""
    text = ready(world, at)
    sitting = opened(world, at, recommendations=[text])
    return sitting, sitting.items.get(recommendation=text)


def address(name, sitting, *args):
    return reverse(f"deliberations:{name}", args=[sitting.slug, *args])


def desk(client, sitting, item=None):
    answer = client.get(address("conduct", sitting) + (f"?point={item.pk}" if item else ""))
    assert answer.status_code == 200
    return answer.content.decode()


def gesture(client, world, sitting, role, name):
    return client.post(address("presence", sitting), {"presence": f"{seat_of(world, role).code}:{name}"})


def test_the_whole_road_of_a_sitting_goes_through_its_own_screens(world, as_, at, clock):
    clock.move_to(at - 20 * DAY)
    text = ready(world, at)
    clerk = as_("clerk")
    typed = {"title": "Plénière de printemps", "day": "2026-03-24", "starts": "18:30", "ends": "21:30", "place": "Ici"}
    clerk.post(reverse("deliberations:new"), typed)
    sitting = Sitting.objects.get()
    clerk.post(address("place", sitting), {"recommendation": [text.pk]})
    clerk.post(address("convene", sitting))
    item = AgendaItem.objects.get(recommendation=text)

    clock.move_to(at)
    clerk = as_("clerk")  # the session of three weeks ago has ended
    for role in ("author", "rapporteur", "co_chair", "member0", "member1"):
        gesture(clerk, world, sitting, role, "room")
    entrusted = {"giver": seat_of(world, "member2").code, "holder": seat_of(world, "author").code}
    clerk.post(address("give_proxy", sitting), entrusted)
    opening = {"presiding": world.person("co_chair").pk, "secretary": world.person("rapporteur").pk}
    clerk.post(address("open", sitting), opening)
    clerk.post(address("item_act", sitting, item.pk, "start"))
    aside = {"seat": seat_of(world, "member1").code, "category": "membre du bureau"}
    clerk.post(address("recuse", sitting, item.pk), aside)
    clerk.post(address("item_act", sitting, item.pk, "method"), {"method": "roll_call"})

    ballot = ItemBallot.objects.get(item=item).ballot
    assert ballot.electors.count() == 5  # four in the room who may vote, and one by proxy
    for elector in ballot.electors.select_related("caster__user", "seat"):
        clerk.force_login(elector.caster.user)
        clerk.post(reverse("governance:vote", args=[ballot.pk]), {"seat": elector.seat.code, "choice": "for"})
    clerk = as_("clerk")
    assert "5 votes reçus sur 5" in desk(clerk, sitting)
    clerk.post(address("close_ballot", sitting, ballot.pk))
    assert "Adoptée à l’unanimité" in desk(clerk, sitting)
    clerk.post(address("proclaim", sitting, ballot.pk))
    clerk.post(address("discussion", sitting, item.pk), {"text": "Le conseil débat.", "expected": ""})
    clock.shift(60 * MINUTE)
    clerk.post(address("close", sitting))

    sitting.refresh_from_db()
    assert (sitting.state, sitting.opened_at, sitting.closed_at) == ("closed", at, at + 60 * MINUTE)
    assert Recommendation.objects.get().state == "adopted"
    page = clerk.get(address("minutes", sitting)).content.decode()
    assert 'data-done="no"' not in page
    assert "Le conseil débat." in page


def test_S8_each_gesture_of_the_roll_is_noted_and_returns_to_its_seat(world, as_, evening, clock):
    sitting, clerk = evening[0], as_("clerk")
    alternate = alternate_of(world, "author")
    seat = seat_of(world, "author")
    stays = sitting.attendances.filter(seat=seat)
    for name, person, mode in (
        ("alternate", alternate, "room"),
        ("remote", world.person("author"), "remote"),
        ("room", world.person("author"), "room"),
    ):
        clock.shift(MINUTE)
        answer = gesture(clerk, world, sitting, "author", name)
        assert answer.url.endswith(f"#seat-{seat.code}")
        stay = stays.get(left_at=None)
        assert (stay.person, stay.mode) == (person, mode)
    clock.shift(MINUTE)
    gesture(clerk, world, sitting, "author", "left")
    assert not stays.filter(left_at=None).exists()
    assert stays.count() == 4


def test_S8_before_the_opening_a_gesture_taken_back_leaves_nobody_on_the_sheet(world, as_, at, clock):
    sitting, clerk = convened(world, at), as_("clerk")
    given = proxy(world, sitting, "author", "member0", at)
    clock.shift(MINUTE)
    gesture(clerk, world, sitting, "author", "room")
    given.refresh_from_db()
    assert given.revoked_at == at + MINUTE
    gesture(clerk, world, sitting, "author", "left")
    given.refresh_from_db()
    assert not sitting.attendances.exists()
    assert given.revoked_at is None


def test_E3_a_second_press_is_told_when_the_first_was_recorded(world, as_, at, clock):
    sitting, clerk = convened(world, at), as_("clerk")
    for expected in ("c’est noté à 18\u202fh\u202f30", "Déjà enregistré, mardi 24 mars 2026 à 18\u202fh\u202f30"):
        gesture(clerk, world, sitting, "author", "room")
        assert expected in desk(clerk, sitting)
    assert sitting.attendances.count() == 1
    never = gesture(clerk, world, sitting, "member0", "left")
    assert never.status_code == 302
    assert "n’a pas été noté·e présent·e" in desk(clerk, sitting)


def test_an_unknown_seat_or_gesture_is_not_found(world, as_, at, clock):
    sitting, clerk = convened(world, at), as_("clerk")
    assert clerk.post(address("presence", sitting), {"presence": "Z-99:room"}).status_code == 404
    assert gesture(clerk, world, sitting, "author", "flies").status_code == 404


def test_Q4_without_a_quorum_the_opening_is_refused_with_its_arithmetic_and_adjourning_offered(world, as_, at, clock):
    sitting, clerk = convened(world, at), as_("clerk")
    people = {"presiding": world.person("co_chair").pk, "secretary": world.person("rapporteur").pk}
    page = clerk.post(address("open", sitting), people).content.decode()
    assert "Le quorum n’est pas atteint\u202f: 0 membre présent ou représenté, il en faut 3" in page
    assert address("adjourn", sitting) in page
    clerk.post(address("adjourn", sitting))
    sitting.refresh_from_db()
    assert sitting.state == "adjourned"


def test_C5_the_chair_changes_hands_during_the_sitting(world, as_, evening):
    sitting, clerk = evening[0], as_("clerk")
    clerk.post(address("chair", sitting), {"person": world.person("member0").pk})
    assert f"présidée par {world.person('member0')}" in desk(clerk, sitting)


def test_V10_an_open_ballot_shows_its_turnout_and_nothing_else(world, as_, evening):
    sitting, item = evening
    ballot = services.open_item_ballot(item, method="roll_call", by=world.users["clerk"], at=sitting.opened_at).ballot
    governance.cast_vote(
        ballot=ballot, seat=seat_of(world, "author"), choice="against", by=world.users["author"], at=sitting.opened_at
    )
    page = desk(as_("clerk"), sitting, item)
    assert "1 vote reçu sur 6" in page
    assert "1 contre" not in page
    assert address("proclaim", sitting, ballot.pk) not in page
    assert as_("clerk").get(address("proclaim", sitting, ballot.pk)).status_code == 404


def test_V2_a_show_of_hands_is_counted_and_closed_in_one_form(world, as_, evening):
    sitting, item = evening
    clerk = as_("clerk")
    clerk.post(address("item_act", sitting, item.pk, "method"), {"method": "show_of_hands"})
    ballot = ItemBallot.objects.get(item=item).ballot
    too_many = clerk.post(address("counts", sitting, ballot.pk), {"_for": 40, "_against": 1, "_abstain": 0})
    assert "votes comptés, alors qu’il y a" in too_many.content.decode()
    assert 'value="40"' in too_many.content.decode()
    clerk.post(address("counts", sitting, ballot.pk), {"_for": 4, "_against": 1, "_abstain": 1})
    ballot.refresh_from_db()
    assert (ballot.state, ballot.outcome) == ("closed", "adopted")


def test_V5_a_tie_asks_for_the_casting_vote_where_the_rules_give_one(at, clock, client):
    world = found(members=3, family="assembly")
    text = ready(world, at)
    sitting = opened(world, at, recommendations=[text])
    item, clerk = sitting.items.get(recommendation=text), world.users["clerk"]
    ballot = services.open_item_ballot(item, method="roll_call", by=clerk, at=at).ballot
    for elector, choice in zip(ballot.electors.select_related("seat"), ("for", "against") * 3, strict=True):
        governance.cast_vote(ballot=ballot, seat=elector.seat, choice=choice, by=clerk, at=at)
    client.force_login(clerk)
    client.post(address("close_ballot", sitting, ballot.pk))
    assert "Partage des voix" in desk(client, sitting, item)
    client.post(address("casting_vote", sitting, ballot.pk), {"choice": "for"})
    ballot.refresh_from_db()
    assert ballot.casting_vote.person == world.person("co_chair")
    assert "Partage des voix" not in desk(client, sitting, item)
    client.post(address("proclaim", sitting, ballot.pk))
    assert Recommendation.objects.get().state == "adopted"


def test_V11_a_ballot_is_annulled_for_a_reason_and_another_may_open(world, as_, evening):
    sitting, item = evening
    clerk = as_("clerk")
    clerk.post(address("item_act", sitting, item.pk, "method"), {"method": "roll_call"})
    ballot = ItemBallot.objects.get(item=item).ballot
    assert "le motif figure au procès-verbal" in clerk.post(address("void_ballot", sitting, ballot.pk)).content.decode()
    clerk.post(address("void_ballot", sitting, ballot.pk), {"reason": "Question mal lue."})
    page = desk(clerk, sitting, item)
    assert "Un scrutin a été annulé : Question mal lue." in page
    assert address("item_act", sitting, item.pk, "method") in page


@pytest.mark.parametrize(("name", "state"), [("defer", "ready"), ("send_back", "drafting")])
def test_R2_the_sitting_puts_a_text_off_for_a_reason(name, state, world, as_, evening):
    sitting, item = evening
    clerk = as_("clerk")
    assert "Un motif est nécessaire" in clerk.post(address("item_act", sitting, item.pk, name), {}).content.decode()
    clerk.post(address("item_act", sitting, item.pk, name), {"reason": "Chiffrage à revoir."})
    assert Recommendation.objects.get().state == state
    assert "Chiffrage à revoir." in desk(clerk, sitting, item)


def test_V9_a_recusal_is_noted_shown_and_ended(world, as_, evening):
    sitting, item = evening
    clerk = as_("clerk")
    rapporteur = {"seat": seat_of(world, "rapporteur").code, "category": "membre du bureau"}
    refused = clerk.post(address("recuse", sitting, item.pk), rapporteur).content.decode()
    assert "a rapporté ce texte" in refused
    assert 'value="membre du bureau"' in refused
    seat = seat_of(world, "member0").code
    clerk.post(address("recuse", sitting, item.pk), {"seat": seat, "category": "membre du bureau"})
    assert f"Déport : siège {seat}" in desk(clerk, sitting, item)
    clerk.post(address("come_back", sitting, item.recusals.get().pk))
    assert item.recusals.get().returned_at is not None


def test_P3_the_desk_notes_and_ends_proxies(world, as_, at, clock):
    sitting, clerk = convened(world, at), as_("clerk")
    arrive(world, sitting, at, *roles_with_seats(world)[:-1])
    given = proxy(world, sitting, "member2", "author", at)
    assert "1 pouvoir" in desk(clerk, sitting)
    full = {"giver": seat_of(world, "member1").code, "holder": seat_of(world, "author").code}
    assert "autant de pouvoirs" in clerk.post(address("give_proxy", sitting), full).content.decode()
    clerk.post(address("revoke_proxy", sitting, given.pk))
    given.refresh_from_db()
    assert given.revoked_at == at


def test_S12_an_action_point_waits_on_the_next_preparation_until_it_is_done(world, as_, evening, at):
    sitting, item = evening
    clerk = as_("clerk")
    clerk.post(address("item_act", sitting, item.pk, "action"), {"what": "Écrire au préfet", "who": "Le bureau"})
    following = planned(world, at + 40 * DAY, title="Plénière suivante")
    assert "Écrire au préfet" in clerk.get(address("preparation", following)).content.decode()
    clerk.post(address("action_done", following, item.action_points.get().pk))
    assert "Écrire au préfet" not in clerk.get(address("preparation", following)).content.decode()


def test_S1_a_sitting_with_a_text_left_open_is_not_closed_and_says_which(world, as_, evening):
    sitting = evening[0]
    answer = as_("clerk").post(address("close", sitting), follow=True).content.decode()
    assert "Le point 2 attend une suite" in answer
    sitting.refresh_from_db()
    assert sitting.state == "open"


def test_E4_the_gestures_of_the_desk_are_not_found_by_members(world, as_, evening):
    sitting, item = evening
    ballot = services.open_item_ballot(item, method="roll_call", by=world.users["clerk"], at=sitting.opened_at).ballot
    member = as_("author")
    paths = [
        address("presence", sitting),
        address("give_proxy", sitting),
        address("close", sitting),
        address("discussion", sitting, item.pk),
        address("item_act", sitting, item.pk, "start"),
        address("close_ballot", sitting, ballot.pk),
        address("proclaim", sitting, ballot.pk),
    ]
    assert [member.post(path).status_code for path in paths] == [404] * len(paths)


def test_the_desk_has_one_line_per_seat_and_every_control_a_name(world, as_, evening):
    page = BeautifulSoup(desk(as_("clerk"), evening[0]), "html.parser")
    assert len(page.select(".desk-roll__seat")) == len(everybody(world))
    assert all(button.get_text(strip=True) or button.get("aria-label") for button in page.select("button"))
    assert len(page.select("h1")) == 1
    ids = [tag["id"] for tag in page.select("[id]")]
    assert len(ids) == len(set(ids))
