"""The pages of the sittings: who finds what, what they show, and that they ask the database no more for more rows."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from deliberations import services
from deliberations.enums import SittingState
from deliberations.models import Dispatch, Reply, Sitting
from tests.deliberations.factories import (
    alternate_of,
    cancelled,
    closed,
    convened,
    found,
    in_state,
    opened,
    planned,
    proxy,
    ready,
    seat_of,
    voted,
)

pytestmark = pytest.mark.django_db
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
ROLES = ("anonymous", "outsider", "liaison", "author", "co_chair", "clerk")


@pytest.fixture
def world():
    return found()


@pytest.fixture
def now(at):
    """The pages ask the clock: it stands at the evening of the sitting."""
    with time_machine.travel(at, tick=False):
        yield at


@pytest.fixture
def as_(client, world):
    """Sign in as a role; give the client."""

    def sign_in(role):
        client.logout()
        if role != "anonymous":
            client.force_login(world.users[role])
        return client

    return sign_in


def address(name, sitting, *args):
    return reverse(f"deliberations:{name}", args=[sitting.slug, *args])


# Page × role → status. 302 is the way to the sign-in; who has nothing to do there does not find the page (E4).
EVERYBODY = (200, 200, 200, 200, 200, 200)
WHO_OVERSEES = (302, 404, 404, 404, 200, 200)
WHO_SITS = (302, 404, 404, 200, 200, 404)
NOBODY = (404, 404, 404, 404, 404, 404)
OF_A_CONVENED_SITTING = {
    "sitting": EVERYBODY,
    "sitting_calendar": EVERYBODY,
    "reply": WHO_SITS,
    "preparation": WHO_OVERSEES,
    "facts": WHO_OVERSEES,
    "add_item": WHO_OVERSEES,
    "convene": WHO_OVERSEES,
    "postpone": WHO_OVERSEES,
    "cancel": WHO_OVERSEES,
    "conduct": WHO_OVERSEES,
    "screen": WHO_OVERSEES,
    "stays": WHO_OVERSEES,
    "adjourn": WHO_OVERSEES,
    "close": WHO_OVERSEES,
    "notice_pdf": WHO_OVERSEES,
    "sheet_pdf": WHO_OVERSEES,
    "minutes": NOBODY,
    "minutes_pdf": NOBODY,
}


@pytest.mark.parametrize("name", OF_A_CONVENED_SITTING)
def test_E4_each_page_of_a_convened_sitting_is_found_by_whom_it_is_for(name, world, as_, now):
    sitting = convened(world, now + DAY)
    found_by = tuple(as_(role).get(address(name, sitting)).status_code for role in ROLES)
    assert found_by == OF_A_CONVENED_SITTING[name]


def test_E4_a_draft_is_found_by_who_prepares_it_only(world, as_, now):
    sitting = planned(world, now + 20 * DAY)
    for name in ("sitting", "preparation", "conduct"):
        found_by = tuple(as_(role).get(address(name, sitting)).status_code for role in ROLES)
        assert found_by == ((404, *WHO_OVERSEES[1:]) if name == "sitting" else WHO_OVERSEES)
        assert sitting.title not in as_("author").get(reverse("deliberations:sittings")).content.decode()
    assert as_("anonymous").get(address("sitting_calendar", sitting)).status_code == 404


def test_E4_who_may_begin_a_sitting_finds_the_form(as_, now):
    assert tuple(as_(role).get(reverse("deliberations:new")).status_code for role in ROLES) == WHO_OVERSEES


@pytest.mark.parametrize("state", SittingState)
def test_each_state_of_a_sitting_has_its_pages(state, world, as_, now):
    sitting = in_state(world, state, now)
    for name in ("sitting", "preparation", "conduct"):
        assert as_("clerk").get(address(name, sitting)).status_code == 200
    assert as_("clerk").get(reverse("deliberations:sittings")).status_code == 200


def test_M3_minutes_are_read_by_more_people_at_each_stage(world, as_, now):
    sitting = closed(world, now - 30 * DAY)
    clerk = world.users["clerk"]
    following = opened(world, now, title="Plénière suivante")

    def readers():
        return {role for role in ROLES if as_(role).get(address("minutes", sitting)).status_code == 200}, as_(
            "anonymous"
        ).get(address("minutes_pdf", sitting)).status_code

    assert readers() == ({"co_chair", "clerk"}, 404)
    services.circulate(sitting, by=clerk, at=now)
    assert readers() == ({"author", "co_chair", "clerk"}, 404)
    for item in sitting.items.all():
        services.write_discussion(item, text="Le conseil prend acte.", by=clerk, at=now)
    services.approve_minutes(sitting, in_sitting=following, by=clerk, at=now)
    assert readers() == ({"author", "co_chair", "clerk"}, 404)
    services.publish_minutes(sitting, by=clerk, at=now)
    assert readers() == (set(ROLES), 200)


def test_M3_the_clerk_sees_what_is_missing_writes_circulates_approves_and_publishes(world, as_, now):
    sitting = closed(world, now - 30 * DAY)
    following = opened(world, now, title="Plénière suivante")
    clerk = as_("clerk")
    page = clerk.get(address("minutes", sitting)).content.decode()
    assert "la substance des débats n’est pas rédigée" in page
    clerk.post(address("minutes_words", sitting), {"opening_words": "La séance s’ouvre.", "closing_words": ""})
    assert sitting.minutes.opening_words == "La séance s’ouvre."
    clerk.post(address("circulate_minutes", sitting))
    refused = clerk.post(address("approve_minutes", sitting), {"in_sitting": following.pk})
    assert "la substance des débats" in refused.content.decode()
    for item in sitting.items.all():
        services.write_discussion(item, text="Le conseil prend acte.", by=world.users["clerk"], at=now)
    assert clerk.post(address("approve_minutes", sitting), {"in_sitting": following.pk}).status_code == 302
    assert clerk.post(address("publish_minutes", sitting)).status_code == 302
    sitting.minutes.refresh_from_db()
    assert sitting.minutes.state == "published"
    assert clerk.get(address("minutes_pdf", sitting)).content.startswith(b"%PDF")


def test_the_list_says_what_comes_first_then_the_years(world, as_, now):
    held = closed(world, now - 400 * DAY, title="Plénière ancienne")
    coming = convened(world, now + DAY, title="Plénière prochaine")
    page = as_("anonymous").get(reverse("deliberations:sittings"))
    assert page.context["next"] == coming
    assert [(year, rows) for year, rows in page.context["years"]] == [(2025, [held])]
    assert "mercredi 25 mars 2026" in page.content.decode()


def queries(client, path):
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def test_the_list_asks_the_database_as_much_for_3_sittings_as_for_30(world, as_, now):
    clerk = as_("clerk")
    path = reverse("deliberations:sittings")
    for n in range(3):
        planned(world, now - n * DAY, items=False, title=f"Séance {n}")
    few = queries(clerk, path)
    for n in range(3, 30):
        planned(world, now + n * DAY, items=False, title=f"Séance {n}")
    assert queries(clerk, path) == few


def test_a_sitting_asks_the_database_as_much_for_3_items_as_for_30(world, as_, now):
    sitting = convened(world, now + DAY, recommendations=[ready(world, now)])
    pages = [address("sitting", sitting), address("preparation", sitting), address("conduct", sitting)]
    clerk = as_("clerk")
    add = {"kind": "discussion", "by": world.users["clerk"], "at": now}
    services.add_item(sitting, title="Échange", **add)
    few = [queries(clerk, path) for path in pages]
    for n in range(27):
        services.add_item(sitting, title=f"Échange {n}", **add)
    assert [queries(clerk, path) for path in pages] == few


def test_S5_internal_items_are_shown_to_members_only_and_still_take_their_time(world, as_, now):
    sitting = planned(world, now + 20 * DAY, items=False)
    clerk = {"by": world.users["clerk"], "at": now}
    services.add_item(sitting, kind="discussion", title="Huis clos", visibility="members", duration=30, **clerk)
    services.add_item(sitting, kind="information", title="Actualités", **clerk)
    services.convene(sitting, **clerk)
    public = as_("anonymous").get(address("sitting", sitting)).content.decode()
    assert "Huis clos" not in public
    assert "19\u202fh" in public
    assert "Huis clos" in as_("author").get(address("sitting", sitting)).content.decode()


def test_V15_a_held_sitting_shows_what_was_decided_with_its_arithmetic(world, as_, now):
    text = ready(world, now - 3 * DAY)
    sitting = opened(world, now - 3 * DAY, recommendations=[text])
    item = sitting.items.get(recommendation=text)
    voted(world, item, now - 3 * DAY, {"author": "against", "member0": "abstain"})
    services.close_sitting(sitting, by=world.users["clerk"], at=now - 3 * DAY + 30 * MINUTE)
    page = as_("anonymous").get(address("sitting", sitting))
    assert [line["outcome"] for line in page.context["decisions"]] == ["adopted"]
    assert "il fallait 4 voix, plus de la moitié de 6 membres" in page.content.decode()
    assert [stat["figure"] for stat in page.context["attendance"]["stats"]] == [6, 0, 0, 0]


def test_V10_an_open_or_closed_ballot_shows_no_result_on_the_public_page(world, as_, now):
    text = ready(world, now)
    sitting = opened(world, now, recommendations=[text])
    services.open_item_ballot(
        sitting.items.get(recommendation=text), method="roll_call", by=world.users["clerk"], at=now
    )
    assert as_("anonymous").get(address("sitting", sitting)).context["decisions"] == []


def test_S3_the_calendar_holds_every_public_sitting_under_the_identifier_of_its_invitation(world, as_, now):
    coming, gone = convened(world, now + DAY, title="Prochaine"), cancelled(world, now + 9 * DAY, title="Annulée")
    planned(world, now + 40 * DAY, title="Brouillon")
    answer = as_("anonymous").get(reverse("deliberations:calendar"))
    assert answer["Content-Type"].startswith("text/calendar")
    events = {str(event["summary"]): event for event in Calendar.from_ical(answer.content).walk("VEVENT")}
    assert events.keys() == {"Prochaine", "Annulée"}
    assert str(events["Prochaine"]["uid"]).startswith(f"seance-{coming.pk}@")
    assert events["Prochaine"].decoded("dtstart") == coming.starts_at
    assert str(events["Annulée"]["status"]) == "CANCELLED"
    assert gone.state == SittingState.CANCELLED


def test_S9_a_member_answers_the_notice_and_may_change_their_mind(world, as_, now):
    sitting, member = convened(world, now + DAY), as_("author")
    seat = seat_of(world, "author").code
    for answer in ("coming", "excused"):
        assert member.post(address("reply", sitting), {"seat": seat, "answer": answer}).status_code == 302
    assert Reply.objects.get(sitting=sitting).answer == "excused"
    assert member.post(address("reply", sitting), {"seat": seat_of(world, "member0").code}).status_code == 404


def entrusts(world, giver, holder):
    """What is posted to entrust one's voice."""
    return {"seat": seat_of(world, giver).code, "answer": "represented", "holder": seat_of(world, holder).code}


def test_P4_who_may_not_hold_a_proxy_is_not_offered_and_the_rule_is_said_when_chosen_anyway(world, as_, now):
    sitting = convened(world, now + DAY)
    proxy(world, sitting, "member0", "member1", now)
    page = as_("author").get(address("reply", sitting)).content.decode()
    offered = {role: f'value="{seat_of(world, role).code}">' in page for role in ("member0", "member1", "member2")}
    assert offered == {"member0": False, "member1": False, "member2": True}
    said = as_("author").post(address("reply", sitting), entrusts(world, "author", "member0")).content.decode()
    assert "un pouvoir ne se transmet pas" in said
    assert not Reply.objects.exists()


def test_P3_a_member_gives_a_proxy_and_takes_it_back_by_another_answer(world, as_, now):
    sitting, member, seat = convened(world, now + DAY), as_("author"), seat_of(world, "author")
    member.post(address("reply", sitting), entrusts(world, "author", "member0"))
    member.post(address("reply", sitting), entrusts(world, "author", "member1"))
    assert sitting.proxies.standing().get().holder == seat_of(world, "member1")
    assert "Pouvoir donné à" in member.get(address("reply", sitting)).content.decode()
    member.post(address("reply", sitting), {"seat": seat.code, "answer": "coming"})
    assert not sitting.proxies.standing().exists()
    assert Reply.objects.get(sitting=sitting).answer == "coming"


def test_E1_a_proxy_to_nobody_asks_to_whom(world, as_, now):
    sitting = convened(world, now + DAY)
    page = as_("author").post(address("reply", sitting), entrusts(world, "author", "member0") | {"holder": ""})
    assert "Dites à qui vous donnez pouvoir." in page.content.decode()
    assert not Reply.objects.exists()


def test_C3_an_alternate_answers_too_but_entrusts_nothing(world, client, now):
    sitting, alternate = convened(world, now + DAY), alternate_of(world, "author")
    client.force_login(alternate.user)
    page = client.get(address("reply", sitting)).content.decode()
    assert "Je viens, en salle" in page
    assert "Pouvoir donné à" not in page


def test_S2_the_preparation_lists_what_is_missing_and_counts_down(world, as_, now):
    sitting = planned(world, now + 10 * DAY, place="", items=False)
    page = as_("co_chair").get(address("preparation", sitting)).content.decode()
    assert "Il manque un lieu ou un lien de visioconférence." in page
    assert "Dernier envoi licite : dimanche 29 mars 2026, avant minuit. Il reste 5 jours." in page
    assert address("convene", sitting) not in page


def test_S5_the_agenda_is_built_by_forms_and_buttons(world, as_, now):
    clerk, sitting = as_("clerk"), planned(world, now + 10 * DAY)
    first = sitting.items.get()
    clerk.post(
        address("add_item", sitting),
        {"kind": "discussion", "title": "Échange", "duration": 20, "visibility": "public", "note": ""},
    )
    added = sitting.items.get(title="Échange")
    clerk.post(address("move_item", sitting, added.pk), {"to": "up"})
    assert list(sitting.items.order_by("position")) == [added, first]
    clerk.post(
        address("change_item", sitting, added.pk),
        {"title": "Échange libre", "duration": 25, "visibility": "public", "note": ""},
    )
    clerk.post(address("remove_item", sitting, first.pk))
    assert [item.title for item in sitting.items.all()] == ["Échange libre"]
    text = ready(world, now)
    clerk.post(address("place", sitting), {"recommendation": [text.pk]})
    text.refresh_from_db()
    assert text.state == "scheduled"


def test_E1_an_impossible_date_is_refused_and_what_was_typed_stays(world, as_, now):
    typed = {"title": "Plénière lointaine", "day": "2019-01-01", "starts": "18:30", "ends": "21:00", "place": "Ici"}
    page = as_("clerk").post(reverse("deliberations:new"), typed).content.decode()
    assert "Aucun profil de règles n’est en vigueur à cette date" in page
    assert 'value="Plénière lointaine"' in page
    assert not Sitting.objects.exists()


def test_E3_the_same_sitting_twice_is_one_and_the_second_says_so(world, as_, now):
    typed = {"title": "Plénière", "day": "2026-05-05", "starts": "18:30", "ends": "00:30", "place": "Ici"}
    first, second = (as_("clerk").post(reverse("deliberations:new"), typed, follow=True) for _ in range(2))
    assert Sitting.objects.count() == 1
    assert first.redirect_chain == second.redirect_chain
    assert "Déjà enregistré" in second.content.decode()
    assert Sitting.objects.get().ends_at.day == 5  # in UTC: half past midnight in Paris is the next day


def test_S3_the_clerk_convenes_from_a_page_that_names_who_receives_it(
    world, as_, now, django_capture_on_commit_callbacks
):
    sitting, clerk = planned(world, now + 10 * DAY), as_("clerk")
    page = clerk.get(address("convene", sitting)).content.decode()
    assert world.person("author").email in page
    with django_capture_on_commit_callbacks(execute=True):
        clerk.post(address("convene", sitting))
    assert Dispatch.objects.filter(agenda_version__sitting=sitting, status="sent").count() == len(world.seats)
    shown = clerk.get(address("preparation", sitting)).content.decode()
    assert f"{len(world.seats)} sur {len(world.seats)}" in shown
    assert clerk.get(address("notice_pdf", sitting)).content.startswith(b"%PDF")
    clerk.post(address("convene", sitting))
    assert Dispatch.objects.count() == len(world.seats)


def test_S1_postponing_and_cancelling_ask_for_a_reason_and_show_it(world, as_, now):
    clerk, sitting = as_("clerk"), convened(world, now + 3 * DAY)
    when = {"day": "2026-05-05", "starts": "18:30", "ends": "21:30"}
    assert "Un motif est nécessaire" in clerk.post(address("postpone", sitting), when).content.decode()
    clerk.post(address("postpone", sitting), when | {"note": "La salle est fermée."})
    assert "La salle est fermée." in as_("anonymous").get(address("sitting", sitting)).content.decode()
    as_("clerk").post(address("cancel", sitting), {"reason": "Plus d’objet."})
    sitting.refresh_from_db()
    assert sitting.state == SittingState.CANCELLED


def test_Q4_a_second_call_is_prepared_from_the_adjourned_sitting(world, as_, now):
    sitting = in_state(world, SittingState.ADJOURNED, now)
    answer = as_("clerk").post(
        address("second_call", sitting), {"day": "2026-04-10", "starts": "18:30", "ends": "21:00"}
    )
    second = Sitting.objects.get(second_call_of=sitting)
    assert answer.url == address("preparation", second)
