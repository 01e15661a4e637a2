"""RULES S8, C3, P, V9: who comes and goes, who represents whom, who steps aside, and the sentence of each refusal."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from common.lifecycle import AlreadyRecorded, NotAllowed, OutOfTurn, Refused
from deliberations import services
from deliberations.enums import SittingState
from deliberations.models import Attendance, Proxy
from register.models import Entry
from tests.council.factories import CollegeFactory, SeatFactory, TermFactory
from tests.deliberations.factories import (
    adjourned,
    alternate_of,
    arrive,
    closed,
    convened,
    found,
    opened,
    planned,
    proxy,
    ready,
    seat_of,
)

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def world():
    return found()


@pytest.fixture
def sitting(world, at):
    """Convened; nobody has come yet."""
    return convened(world, at)


def leave(world, sitting, at, role):
    return services.depart(
        sitting, seat=seat_of(world, role), person=world.person(role), by=world.users["clerk"], at=at
    )


def counted(sitting, at, item=None):
    quorum = services.quorum_now(sitting, at=at, item=item)
    return quorum.present, quorum.represented


def test_S8_arrivals_and_departures_are_kept_with_their_times(world, sitting, at):
    arrive(world, sitting, at, "author", "member0")
    leave(world, sitting, at + 30 * MINUTE, "author")
    arrive(world, sitting, at + 50 * MINUTE, "author", mode="remote")
    stays = Attendance.objects.filter(person=world.person("author"))
    assert [(stay.arrived_at, stay.left_at, stay.mode) for stay in stays] == [
        (at, at + 30 * MINUTE, "room"),
        (at + 50 * MINUTE, None, "remote"),
    ]
    assert [counted(sitting, at + n * MINUTE) for n in (0, 29, 30, 50)] == [(2, 0), (2, 0), (1, 0), (2, 0)]


def test_E3_noting_somebody_present_twice_is_one_arrival(world, sitting, at):
    arrive(world, sitting, at, "author")
    with pytest.raises(AlreadyRecorded):
        arrive(world, sitting, at + MINUTE, "author")
    leave(world, sitting, at + MINUTE, "author")
    with pytest.raises(AlreadyRecorded):
        leave(world, sitting, at + 2 * MINUTE, "author")
    assert Attendance.objects.count() == 1


def test_S8_nobody_sits_on_a_seat_they_do_not_hold(world, sitting, at):
    with pytest.raises(Refused, match="n’occupe pas le siège"):
        services.arrive(
            sitting, seat=seat_of(world, "author"), person=world.person("member0"), by=world.users["clerk"], at=at
        )


def test_S8_nobody_leaves_who_has_not_come(world, sitting, at):
    with pytest.raises(Refused, match="noté·e présent·e"):
        leave(world, sitting, at, "author")


def test_S8_attendance_is_kept_by_secretariat_and_co_chairs(world, sitting, at):
    for role in ("author", "liaison", "outsider"):
        with pytest.raises(NotAllowed):
            services.arrive(
                sitting, seat=seat_of(world, "author"), person=world.person("author"), by=world.users[role], at=at
            )


def test_S8_no_attendance_for_a_sitting_that_is_not_convened(world, at):
    with pytest.raises(OutOfTurn, match="feuille de présence"):
        arrive(world, planned(world, at), at, "author")


def test_C3_an_alternate_counts_only_while_the_titular_is_away(world, sitting, at):
    alternate = alternate_of(world, "author")
    seat = seat_of(world, "author")
    services.arrive(sitting, seat=seat, person=alternate, by=world.users["clerk"], at=at)
    assert counted(sitting, at) == (1, 0)
    arrive(world, sitting, at + MINUTE, "author")
    assert counted(sitting, at + MINUTE) == (1, 0)
    leave(world, sitting, at + 2 * MINUTE, "author")
    assert counted(sitting, at + 2 * MINUTE) == (1, 0)
    assert Attendance.objects.get(person=alternate).as_alternate


def test_C7_advisory_seats_attend_without_being_counted(world, sitting, at):
    advisory = TermFactory(seat=SeatFactory(advisory=True))
    services.arrive(sitting, seat=advisory.seat, person=advisory.person, by=world.users["clerk"], at=at)
    assert counted(sitting, at) == (0, 0)


def test_M2_a_stay_is_corrected_or_struck_out_until_approval(world, sitting, at):
    arrive(world, sitting, at, "author", "member0")
    author, member = Attendance.objects.order_by("seat__code")
    clerk = world.users["clerk"]
    services.correct_stay(author, by=clerk, at=at + MINUTE, arrived_at=at - MINUTE, left_at=at + MINUTE, mode="remote")
    services.strike_stay(member, by=clerk, at=at, reason="homonyme")
    assert [(s.arrived_at, s.mode) for s in Attendance.objects.all()] == [(at - MINUTE, "remote")]
    assert Attendance.history.filter(history_type="-").get().history_change_reason == "homonyme"
    with pytest.raises(ValidationError, match="après être arrivé"):
        services.correct_stay(author, by=clerk, at=at, arrived_at=at, left_at=at - MINUTE, mode="room")


def test_P1_a_proxy_counts_while_its_holder_is_there(world, sitting, at):
    arrive(world, sitting, at, "member0")
    proxy(world, sitting, "author", "member0", at)
    assert counted(sitting, at) == (1, 1)
    leave(world, sitting, at + MINUTE, "member0")
    assert counted(sitting, at + MINUTE) == (0, 0)
    assert Entry.objects.filter(act="proxy.given").count() == 1


def test_P1_members_give_their_own_proxy_and_nobody_else_s(world, sitting, at):
    with pytest.raises(NotAllowed):
        proxy(world, sitting, "author", "member0", at, by="member0")
    assert proxy(world, sitting, "author", "member0", at, by="author").given_by == world.users["author"]


def test_P1_advisory_and_vacant_seats_give_and_hold_none(world, sitting, at):
    advisory = TermFactory(seat=SeatFactory(advisory=True)).seat
    author, clerk = seat_of(world, "author"), world.users["clerk"]
    with pytest.raises(Refused, match="voix délibérative"):
        services.give_proxy(sitting, giver=author, holder=advisory, by=clerk, at=at)
    with pytest.raises(Refused, match="vacant"):
        services.give_proxy(sitting, giver=author, holder=SeatFactory(), by=clerk, at=at)
    with pytest.raises(Refused, match="vacant"):
        services.give_proxy(sitting, giver=SeatFactory(), holder=author, by=clerk, at=at)


def test_P1_in_the_same_college_where_the_profile_says_so(at):
    world = found(proxies_same_college=True)
    sitting = convened(world, at)
    other = TermFactory(seat__college=CollegeFactory(letter="B")).seat
    with pytest.raises(Refused, match="même collège"):
        services.give_proxy(sitting, giver=seat_of(world, "author"), holder=other, by=world.users["clerk"], at=at)


def test_P2_at_most_one_proxy_per_holder(world, sitting, at):
    proxy(world, sitting, "author", "member0", at)
    with pytest.raises(Refused, match="autant de pouvoirs"):
        proxy(world, sitting, "rapporteur", "member0", at)


def test_P2_not_represented_at_more_sittings_in_a_row_than_the_profile_allows(at):
    world = found(proxies_consecutive=2)
    for months in (3, 2, 1):
        day = at - months * timedelta(days=30)
        sitting = convened(world, day, title=f"Plénière {months}")
        if months == 1:
            with pytest.raises(Refused, match="2 séances précédentes"):
                proxy(world, sitting, "member2", "author", day)
            return
        arrive(world, sitting, day, "author", "rapporteur", "co_chair", "member0", "member1")
        proxy(world, sitting, "member2", "author", day)
        _hold(world, sitting, day)


def _hold(world, sitting, at):
    chair, clerk = world.person("co_chair"), world.users["clerk"]
    services.open_sitting(sitting, presiding=chair, secretary=chair, by=clerk, at=at)
    services.close_sitting(sitting, by=clerk, at=at + 60 * MINUTE)


def test_P3_a_proxy_lapses_when_its_giver_arrives(world, sitting, at):
    arrive(world, sitting, at, "member0")
    given = proxy(world, sitting, "author", "member0", at)
    arrive(world, sitting, at + 5 * MINUTE, "author")
    given.refresh_from_db()
    assert given.revoked_at == at + 5 * MINUTE
    assert counted(sitting, at + 5 * MINUTE) == (2, 0)


def test_P3_a_proxy_lapses_when_the_giver_s_alternate_arrives(world, sitting, at):
    arrive(world, sitting, at, "member0")
    given = proxy(world, sitting, "author", "member0", at)
    services.arrive(
        sitting, seat=seat_of(world, "author"), person=alternate_of(world, "author"), by=world.users["clerk"], at=at
    )
    given.refresh_from_db()
    assert given.revoked_at is not None
    with pytest.raises(Refused, match="suppléance est présente"):
        proxy(world, sitting, "author", "member0", at + MINUTE)


def test_P3_given_by_somebody_present_it_takes_effect_when_they_leave(world, sitting, at):
    arrive(world, sitting, at, "author", "member0")
    proxy(world, sitting, "author", "member0", at + MINUTE)
    assert counted(sitting, at + 2 * MINUTE) == (2, 0)
    leave(world, sitting, at + 3 * MINUTE, "author")
    assert counted(sitting, at + 3 * MINUTE) == (1, 1)


def test_P3_revocable_until_a_ballot_opens(world, at):
    sitting = opened(world, at, present=["rapporteur", "co_chair", "member0"], recommendations=[ready(world, at)])
    given = proxy(world, sitting, "author", "member0", at)
    item = sitting.items.get(kind="vote")
    services.open_item_ballot(item, method="roll_call", by=world.users["clerk"], at=at)
    with pytest.raises(Refused, match="scrutin est ouvert"):
        services.revoke_proxy(given, by=world.users["author"], at=at)


def test_P3_revoking_twice_is_one_act_and_frees_the_holder(world, sitting, at):
    given = proxy(world, sitting, "author", "member0", at)
    services.revoke_proxy(given, by=world.users["author"], at=at + MINUTE)
    with pytest.raises(AlreadyRecorded):
        services.revoke_proxy(given, by=world.users["author"], at=at + MINUTE)
    with pytest.raises(NotAllowed):
        services.revoke_proxy(given, by=world.users["member0"], at=at + MINUTE)
    assert proxy(world, sitting, "rapporteur", "member0", at + MINUTE).pk


def test_P4_a_chain_is_refused_from_both_ends(world, sitting, at):
    proxy(world, sitting, "author", "member0", at)
    with pytest.raises(Refused, match="ne se transmet pas"):
        proxy(world, sitting, "rapporteur", "author", at)
    with pytest.raises(Refused, match="porte un pouvoir"):
        proxy(world, sitting, "member0", "rapporteur", at)


def test_E3_the_same_proxy_twice_is_one_another_is_refused(world, sitting, at):
    proxy(world, sitting, "author", "member0", at)
    with pytest.raises(AlreadyRecorded):
        proxy(world, sitting, "author", "member0", at)
    with pytest.raises(Refused, match="révoquez-le"):
        proxy(world, sitting, "author", "member1", at)
    assert Proxy.objects.count() == 1


def test_P1_a_proxy_is_for_a_sitting_to_come_or_under_way(world, at):
    with pytest.raises(OutOfTurn):
        proxy(world, closed(world, at), "author", "member0", at)


def recuse(world, item, role, at, by=None):
    return services.recuse(
        item, seat=seat_of(world, role), person=world.person(role), category="Membre du conseil d’administration",
        by=world.users[by or role], at=at,
    )  # fmt: skip


@pytest.fixture
def item(world, at):
    sitting = opened(world, at, recommendations=[ready(world, at)])
    return sitting.items.get(kind="vote")


def test_V9_a_recused_member_leaves_the_electorate_of_the_item_alone(world, item, at):
    recuse(world, item, "member0", at)
    assert counted(item.sitting, at, item) == (5, 0)
    assert counted(item.sitting, at) == (6, 0)
    assert Entry.objects.filter(act="recusal").count() == 1


@pytest.mark.parametrize(("leave_base", "entitled"), [(True, 5), (False, 6)])
def test_Q5_whether_the_recused_leave_the_base_is_the_profile_s(at, leave_base, entitled):
    world = found(recused_leave_base=leave_base)
    item = opened(world, at, recommendations=[ready(world, at)]).items.get(kind="vote")
    recuse(world, item, "member0", at)
    assert services.quorum_now(item.sitting, at=at, item=item).entitled == entitled


def test_V9_by_the_member_or_for_them_never_for_another(world, item, at):
    with pytest.raises(NotAllowed):
        recuse(world, item, "member0", at, by="member1")
    assert recuse(world, item, "member0", at, by="co_chair").person == world.person("member0")
    with pytest.raises(AlreadyRecorded):
        recuse(world, item, "member0", at)


def test_V9_who_reported_the_text_cannot_step_aside_from_it_any_more(world, item, at):
    with pytest.raises(Refused, match="a rapporté ce texte"):
        recuse(world, item, "rapporteur", at)


def test_V9_not_once_the_ballot_is_open(world, item, at):
    recusal = recuse(world, item, "member1", at)
    services.open_item_ballot(item, method="roll_call", by=world.users["clerk"], at=at)
    with pytest.raises(Refused, match="corps électoral"):
        recuse(world, item, "member0", at)
    with pytest.raises(Refused, match="corps électoral"):
        services.return_from_recusal(recusal, by=world.users["clerk"], at=at)


def test_V9_coming_back_is_noted_and_gives_no_voice_in_the_item(world, item, at):
    recusal = services.return_from_recusal(recuse(world, item, "member0", at), by=world.users["clerk"], at=at + MINUTE)
    assert recusal.returned_at == at + MINUTE
    assert counted(item.sitting, at + MINUTE, item) == (5, 0)
    with pytest.raises(AlreadyRecorded):
        services.return_from_recusal(recusal, by=world.users["clerk"], at=at + MINUTE)


def test_P4_a_proxy_held_by_somebody_recused_is_void_for_that_item(world, item, at):
    leave(world, item.sitting, at, "author")
    proxy(world, item.sitting, "author", "member0", at)
    recuse(world, item, "member0", at)
    assert counted(item.sitting, at, item) == (4, 0)
    assert counted(item.sitting, at) == (5, 1)


def test_Q4_without_a_quorum_the_sitting_is_adjourned_and_its_texts_are_ready_for_the_second_call(world, at):
    recommendation = ready(world, at)
    sitting = convened(world, at, recommendations=[recommendation])
    arrive(world, sitting, at, "author", "co_chair")
    chair, clerk = world.person("co_chair"), world.users["clerk"]
    with pytest.raises(Refused, match="il en faut 3, au moins la moitié de 6 sièges en exercice"):
        services.open_sitting(sitting, presiding=chair, secretary=chair, by=clerk, at=at)
    assert not sitting.quorum_checks.exists()
    sitting = services.adjourn(sitting, by=clerk, at=at)
    check = sitting.quorum_checks.get()
    assert (sitting.state, check.counted, check.needed, check.met) == (SittingState.ADJOURNED, 2, 3, False)
    recommendation.refresh_from_db()
    assert recommendation.state == "ready"
    second = services.plan_second_call(
        sitting, starts_at=at + timedelta(days=3), ends_at=at + timedelta(days=3, hours=2), by=clerk, at=at
    )
    assert [item.title for item in second.items.order_by("position")] == ["Actualités", recommendation.title]
    second = services.convene(second, by=clerk, at=at + timedelta(days=2))
    arrive(world, second, second.starts_at, "co_chair")
    second = services.open_sitting(second, presiding=chair, secretary=chair, by=clerk, at=second.starts_at)
    carried, new = second.items.get(kind="vote"), second.items.get(kind="information")
    type(new).objects.filter(pk=new.pk).update(title="Point nouveau")
    new.refresh_from_db()
    assert not services.quorum_now(second, at=second.starts_at, item=carried).required
    assert services.quorum_now(second, at=second.starts_at, item=new).stops


def test_Q4_a_second_call_waits_the_days_of_the_profile(at):
    world = found(family="assembly")
    sitting = adjourned(world, at)
    second = services.plan_second_call(
        sitting,
        starts_at=at + timedelta(days=2),
        ends_at=at + timedelta(days=2, hours=2),
        by=world.users["clerk"],
        at=at,
    )
    assert services.missing_to_convene(second, at) == [
        "Une seconde convocation ne peut pas se réunir avant le vendredi 27 mars 2026."
    ]
    with pytest.raises(AlreadyRecorded):
        services.plan_second_call(
            sitting, starts_at=at, ends_at=at + timedelta(hours=2), by=world.users["clerk"], at=at
        )


def test_Q4_a_sitting_with_a_quorum_is_not_adjourned_for_want_of_one(world, sitting, at):
    arrive(world, sitting, at, "author", "co_chair", "member0")
    with pytest.raises(Refused, match="peut s’ouvrir"):
        services.adjourn(sitting, by=world.users["clerk"], at=at)
