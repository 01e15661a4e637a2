"""RULES V1, V8–V11, S4, Q2, Q3, P5, C3: from the room to a ballot, and the sentence when there can be none."""

from datetime import timedelta

import pytest

from common.lifecycle import AlreadyRecorded, NotAllowed, OutOfTurn, Refused
from deliberations import services
from deliberations.models import AgendaItem
from governance import services as governance
from governance.enums import BallotState
from governance.export import ballot_file_of
from governance.models import Recommendation
from tests.council.factories import CollegeFactory, SeatFactory, TermFactory
from tests.deliberations.factories import (
    alternate_of,
    convened,
    found,
    opened,
    proxy,
    ready,
    roles_with_seats,
    seat_of,
    voted,
)

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def world():
    return found()


@pytest.fixture
def item(world, at):
    return opened(world, at, recommendations=[ready(world, at)]).items.get(kind="vote")


def open_ballot(world, item, at, *, by="clerk", method="roll_call"):
    return services.open_item_ballot(item, method=method, by=world.users[by], at=at).ballot


def depart(world, item, role, at):
    return services.depart(
        item.sitting, seat=seat_of(world, role), person=world.person(role), by=world.users["clerk"], at=at
    )


def state_of(item):
    return Recommendation.objects.get(pk=item.recommendation_id).state


def test_V1_the_electorate_is_the_room_of_that_minute(world, item, at):
    depart(world, item, "author", at + MINUTE)
    proxy(world, item.sitting, "author", "member0", at + MINUTE)
    services.recuse(
        item, seat=seat_of(world, "member1"), person=world.person("member1"), category="Salarié·e",
        by=world.users["member1"], at=at + MINUTE,
    )  # fmt: skip
    ballot = open_ballot(world, item, at + 2 * MINUTE)
    assert (ballot.entitled, ballot.present, ballot.represented) == (6, 4, 1)
    assert ballot.colleges == {"A": {"entitled": 6, "present": 4, "represented": 1, "weight": "1"}}
    voices = {elector.person: elector for elector in ballot.electors.all()}
    assert world.person("member1") not in voices
    assert voices[world.person("author")].caster == world.person("member0")
    assert voices[world.person("author")].by_proxy
    assert voices[world.person("member0")].label == str(seat_of(world, "member0").organisation.label)


def test_V1_the_ballot_copies_rule_question_occasion_and_text(world, item, at):
    ballot = open_ballot(world, item, at)
    assert ballot.rule == governance.rule_from_profile(world.profile)
    assert "2026-001" in ballot.question
    assert ballot.occasion.startswith("Plénière de printemps")
    assert ballot.occasion_path == f"/seances/{item.sitting.slug}/"
    assert ballot.text_digest == item.recommendation.versions.get().digest
    assert item.item_ballots.get().ballot == ballot


def test_V1_who_leaves_after_the_opening_keeps_their_voice(world, item, at):
    ballot = open_ballot(world, item, at)
    depart(world, item, "author", at + MINUTE)
    assert ballot.electors.count() == 6


def test_C3_an_alternate_has_the_voice_of_an_absent_titular(world, at):
    alternate = alternate_of(world, "member0")
    sitting = opened(world, at, present=["author", "co_chair", "rapporteur"], recommendations=[ready(world, at)])
    clerk = world.users["clerk"]
    services.arrive(sitting, seat=seat_of(world, "member0"), person=alternate, by=clerk, at=at)
    ballot = open_ballot(world, sitting.items.get(kind="vote"), at)
    voice = ballot.electors.get(seat=seat_of(world, "member0"))
    assert (voice.person, voice.caster, voice.by_proxy) == (alternate, alternate, False)
    governance.cast_vote(ballot=ballot, seat=voice.seat, choice="for", by=alternate.user, at=at)


def test_C7_advisory_seats_have_no_voice(world, item, at):
    advisory = TermFactory(seat=SeatFactory(advisory=True))
    services.arrive(item.sitting, seat=advisory.seat, person=advisory.person, by=world.users["clerk"], at=at)
    assert not open_ballot(world, item, at).electors.filter(seat=advisory.seat).exists()


def test_V6_colleges_are_in_the_electorate_with_their_weights(at):
    world = found()
    TermFactory(seat__college=CollegeFactory(letter="B", weight="1/3"))
    ballot = open_ballot(world, opened(world, at, recommendations=[ready(world, at)]).items.get(kind="vote"), at)
    assert ballot.colleges["B"] == {"entitled": 1, "present": 0, "represented": 0, "weight": "1/3"}
    assert ballot_file_of(ballot)["electorate"]["entitled"] == 7


def test_Q2_each_ballot_keeps_the_quorum_of_its_minute(world, item, at):
    depart(world, item, "author", at + MINUTE)
    open_ballot(world, item, at + 2 * MINUTE)
    check = item.quorum_checks.get()
    assert (check.at, check.entitled, check.present, check.counted, check.needed, check.met) == (
        at + 2 * MINUTE, 6, 5, 5, 3, True,
    )  # fmt: skip


def test_Q3_no_ballot_opens_once_the_quorum_is_lost_and_what_was_decided_stands(world, at):
    first, second = ready(world, at), ready(world, at)
    sitting = opened(world, at, recommendations=[first, second])
    decided, open_item = sitting.items.filter(kind="vote").order_by("position")
    voted(world, decided, at, {})
    for role in ("author", "rapporteur", "member0", "member1"):
        depart(world, open_item, role, at + 10 * MINUTE)
    with pytest.raises(Refused, match=r"Le quorum n’est pas atteint.+il en faut 3"):
        open_ballot(world, open_item, at + 11 * MINUTE)
    assert (state_of(decided), state_of(open_item)) == ("adopted", "scheduled")


def test_Q3_the_assembly_counts_those_in_the_room_only(at):
    world = found(family="assembly")
    sitting = opened(world, at, recommendations=[ready(world, at)])
    item = sitting.items.get(kind="vote")
    for giver, holder in (("author", "member0"), ("rapporteur", "member1"), ("member2", "co_chair")):
        depart(world, item, giver, at + MINUTE)
        proxy(world, sitting, giver, holder, at + MINUTE)
    with pytest.raises(Refused, match="3 membres présents, il en faut 4, plus de la moitié"):
        open_ballot(world, item, at + 2 * MINUTE)


def test_S4_an_item_added_after_the_notice_is_discussed_not_voted(world, at):
    sitting = convened(world, at)
    late = ready(world, at)
    with pytest.raises(OutOfTurn, match="séance suivante"):
        services.place_recommendation(sitting, recommendation=late, by=world.users["clerk"], at=at - 9 * 1440 * MINUTE)
    added = services.add_item(
        sitting, kind="discussion", title="Texte tardif", recommendation=late, by=world.users["clerk"], at=at
    )
    assert added.added_after_notice
    AgendaItem.objects.filter(pk=added.pk).update(kind="vote")
    for role in roles_with_seats(world):
        services.arrive(sitting, seat=seat_of(world, role), person=world.person(role), by=world.users["clerk"], at=at)
    chair = world.person("co_chair")
    services.open_sitting(sitting, presiding=chair, secretary=chair, by=world.users["clerk"], at=at)
    with pytest.raises(Refused, match="après la convocation"):
        open_ballot(world, added, at)


def test_V1_only_a_vote_item_of_an_open_sitting(world, item, at):
    with pytest.raises(Refused, match="pas mis aux voix"):
        open_ballot(world, item.sitting.items.get(kind="information"), at)
    other = convened(world, at + timedelta(days=30), title="Autre", recommendations=[ready(world, at)])
    with pytest.raises(OutOfTurn, match="séance ouverte"):
        open_ballot(world, other.items.get(kind="vote"), at)


def test_V1_not_on_a_recommendation_that_left_the_agenda(world, item, at):
    services.defer_item(item, reason="Le chiffrage manque.", by=world.users["clerk"], at=at)
    with pytest.raises(Refused, match="n’est plus à l’ordre du jour"):
        open_ballot(world, item, at)


def test_R5_not_on_a_text_that_changed_since_it_was_frozen(world, item, at):
    Recommendation.objects.filter(pk=item.recommendation_id).update(body="Autre chose.")
    with pytest.raises(Refused, match="dernière version figée"):
        open_ballot(world, item, at)


def test_E3_one_ballot_at_a_time_and_a_void_one_may_be_taken_again(world, item, at):
    ballot = open_ballot(world, item, at)
    with pytest.raises(Refused, match="déjà en cours"):
        open_ballot(world, item, at)
    governance.void_ballot(ballot=ballot, reason="Une voix manquait.", by=world.users["clerk"], at=at)
    assert open_ballot(world, item, at + MINUTE).state == BallotState.OPEN
    assert item.item_ballots.count() == 2


def test_V2_a_method_that_is_not_conducted_here_is_refused(world, item, at):
    with pytest.raises(Refused, match="modes de scrutin"):
        open_ballot(world, item, at, method="acclamation")


@pytest.mark.parametrize("role", ["author", "liaison", "outsider"])
def test_V2_only_secretariat_and_co_chairs_open_ballots(world, item, role, at):
    with pytest.raises(NotAllowed):
        open_ballot(world, item, at, by=role)


def test_V5_the_casting_vote_is_that_of_who_presides_at_that_minute(at):
    world = found(family="assembly")
    sitting = opened(world, at, recommendations=[ready(world, at)])
    item = sitting.items.get(kind="vote")
    services.change_chair(sitting, person=world.person("author"), by=world.users["clerk"], at=at + MINUTE)
    ballot = open_ballot(world, item, at + 2 * MINUTE)
    against = ("author", "member0", "member1")
    for elector in ballot.electors.select_related("seat"):
        choice = "against" if elector.person in [world.person(role) for role in against] else "for"
        governance.cast_vote(ballot=ballot, seat=elector.seat, choice=choice, by=world.users["clerk"], at=at)
    governance.close_ballot(ballot=ballot, by=world.users["clerk"], at=at + 3 * MINUTE)
    ballot = services.give_casting_vote(ballot, choice="against", by=world.users["clerk"], at=at + 4 * MINUTE)
    assert ballot.casting_vote.person == world.person("author")
    assert ballot.outcome == "rejected"


@pytest.mark.parametrize(("act", "state"), [("defer_item", "ready"), ("send_back_item", "drafting")])
def test_R2_the_sitting_defers_or_sends_back_with_its_reason(world, item, act, state, at):
    with pytest.raises(Refused, match="motif"):
        getattr(services, act)(item, reason="", by=world.users["clerk"], at=at)
    item = getattr(services, act)(item, reason="Le chiffrage manque.", by=world.users["clerk"], at=at)
    assert state_of(item) == state
    assert item.conclusion.endswith("Le chiffrage manque.")


def test_V15_the_outcome_moves_the_recommendation(world, item, at):
    voted(world, item, at, {}, others="against")
    assert state_of(item) == "rejected"


def test_V11_reconsidering_is_another_ballot_on_the_same_item(world, item, at):
    voted(world, item, at, {})
    with pytest.raises(Refused, match="n’est plus à l’ordre du jour"):
        open_ballot(world, item, at + 10 * MINUTE)


def test_S1_a_sitting_is_not_closed_on_an_unsettled_text(world, item, at):
    clerk = world.users["clerk"]
    with pytest.raises(Refused, match="votez, reportez ou renvoyez"):
        services.close_sitting(item.sitting, by=clerk, at=at + MINUTE)
    ballot = open_ballot(world, item, at)
    with pytest.raises(Refused, match="n’est pas proclamé"):
        services.close_sitting(item.sitting, by=clerk, at=at + MINUTE)
    governance.void_ballot(ballot=ballot, reason="Panne.", by=clerk, at=at)
    services.defer_item(item, reason="Panne.", by=clerk, at=at)
    assert services.close_sitting(item.sitting, by=clerk, at=at + MINUTE).closed_at == at + MINUTE


def test_E3_closing_twice_is_one_act(world, at):
    sitting = opened(world, at)
    services.close_sitting(sitting, by=world.users["clerk"], at=at + MINUTE)
    with pytest.raises(AlreadyRecorded):
        services.close_sitting(sitting, by=world.users["clerk"], at=at + 2 * MINUTE)
