"""Are we ready? Conditions, the time left, who comes, what to start from (RULES S2, S9, S12, C5, P4)."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common.lifecycle import AlreadyRecorded, NotAllowed, Refused
from deliberations import services
from deliberations.models import AgendaTemplate, Sitting
from deliberations.models.room import read_room
from deliberations.notice import conditions_to_convene
from deliberations.presenters.forecast import forecast_of, proxies_shown, replies_shown
from deliberations.presenters.readiness import countdown, signatures
from tests.council.factories import OfficeFactory
from tests.deliberations.factories import (
    alternate_of,
    closed,
    convened,
    found,
    opened,
    planned,
    postponed,
    proxy,
    ready,
    seat_of,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def world():
    return found()


@pytest.fixture
def now(at):
    with time_machine.travel(at, tick=False):
        yield at


@pytest.fixture
def clerk(client, world):
    client.force_login(world.users["clerk"])
    return client


def address(name, sitting, *args):
    return reverse(f"deliberations:{name}", args=[sitting.slug, *args])


def unmet(sitting, when):
    return [condition.name for condition in conditions_to_convene(sitting, when) if not condition.met]


def test_S2_every_condition_is_named_met_or_not(world, at):
    sitting = planned(world, at, place="", items=False)
    assert unmet(sitting, at - 20 * DAY) == ["place", "agenda"]
    assert unmet(sitting, at - 2 * DAY) == ["place", "agenda", "notice"]
    assert unmet(sitting, at + DAY) == ["place", "agenda", "date"]


def test_S2_each_condition_leads_to_what_mends_it(world, clerk, now):
    sitting = planned(world, now + 2 * DAY, place="", items=False)
    page = clerk.get(address("preparation", sitting))
    ways = [line["url"] for line in page.context["checklist"] if not line["met"]]
    facts = address("facts", sitting)
    assert ways == [f"{facts}#id_place", address("add_item", sitting), f"{facts}#id_urgency_reason"]
    assert address("convene", sitting) not in page.content.decode()


LEFT = [  # rules, days before the meeting, colour, days in the figure
    ("commission", 10, "moss", "5 jours"),  # 5 plain days, and by urgency until the meeting
    ("commission", 6, "moss", "1 jour"),
    ("commission", 5, "moss", "aujourd’hui"),
    ("commission", 4, "ochre", "4 jours"),
    ("commission", 0, "ochre", "aujourd’hui"),
    ("assembly", 6, "moss", "aujourd’hui"),  # 5 clear days, 1 clear day by urgency
    ("assembly", 5, "ochre", "3 jours"),
    ("assembly", 2, "ochre", "aujourd’hui"),
    ("assembly", 1, "alarm", ""),
]


@pytest.mark.parametrize(("family", "days", "colour", "figure"), LEFT)
def test_S2_the_countdown_says_how_things_stand(family, days, colour, figure, at):
    left = countdown(planned(found(family=family), at), at.replace(hour=9) - days * DAY)
    assert (left["family"], left["days"]) == (colour, figure)


def test_S2_too_late_a_draft_gets_another_date_and_an_announced_sitting_is_postponed(client, now):
    world = found(family="assembly")
    client.force_login(world.users["clerk"])
    draft = planned(world, now + timedelta(hours=2))
    page = client.get(address("preparation", draft))
    assert [line["url"] for line in page.context["checklist"] if not line["met"]] == [
        f"{address('facts', draft)}#id_day"
    ]
    moved = postponed(world, now - 29.9 * DAY, title="Reportée")
    page = client.get(address("preparation", moved))
    assert address("postpone", moved) in [line["url"] for line in page.context["checklist"]]


def test_C5_signatures_given_and_awaited(at):
    world = found(convening="all")
    OfficeFactory(person=world.person("member0"), kind="co_chair", side="CRESS")
    sitting = planned(world, at)
    services.sign_convening(sitting, by=world.users["co_chair"], at=at - 20 * DAY)
    lines = signatures(sitting, read_room(sitting).composition.co_chairs)
    said = {line["person"]: (line["signed_at"], line["awaited"]) for line in lines}
    assert said == {world.person("co_chair"): (at - 20 * DAY, False), world.person("member0"): (None, True)}


def reply(world, sitting, role, answer, at):
    person = world.person(role)
    services.reply(sitting, seat=seat_of(world, role), person=person, answer=answer, by=person.user, at=at)


def seen(sitting):
    forecast = forecast_of(sitting, read_room(sitting))
    return replies_shown(sitting, forecast), proxies_shown(forecast)


def test_S9_the_forecast_counts_as_the_quorum_will(world, at):
    sitting, when = convened(world, at), at - 5 * DAY
    for role, answer in (
        ("author", "coming"),
        ("co_chair", "remote"),
        ("member0", "excused"),
        ("member1", "represented"),
    ):
        reply(world, sitting, role, answer, when)
    proxy(world, sitting, "member1", "author", when)
    replies, _proxies = seen(sitting)
    quorum = replies["forecast"]
    assert (quorum.entitled, quorum.present, quorum.represented, quorum.counted, quorum.needed) == (6, 2, 1, 3, 3)
    assert [stat["figure"] for stat in replies["stats"]] == ["1", "1", "1", "0", "1", "2"]
    assert sum(figure for college in replies["colleges"] for _caption, figure in college["figures"]) == 6
    assert set(replies["silent"]) == {world.person("rapporteur"), world.person("member2")}


def test_C3_an_alternate_who_comes_fills_the_seat(world, at):
    alternate, sitting = alternate_of(world, "author"), convened(world, at)
    seat, when = seat_of(world, "author"), at - 5 * DAY
    reply(world, sitting, "author", "excused", when)
    services.reply(sitting, seat=seat, person=alternate, answer="coming", by=alternate.user, at=when)
    assert seen(sitting)[0]["forecast"].present == 1


WEAK = [  # what the holder announces, the warning
    ("coming", ""),
    ("excused", "sans effet : cette personne ne viendra pas"),
    (None, "pas encore compté : cette personne n’a pas dit si elle vient"),
]


@pytest.mark.parametrize(("answer", "warning"), WEAK)
def test_P4_a_proxy_to_who_will_be_absent_is_warned_of(answer, warning, world, at):
    sitting, when = convened(world, at), at - 5 * DAY
    proxy(world, sitting, "member1", "author", when)
    if answer:
        reply(world, sitting, "author", answer, when)
    replies, [line] = seen(sitting)
    assert line["warning"] == warning
    assert replies["forecast"].represented == (0 if warning else 1)


def test_S9_who_has_not_answered_is_named_to_who_prepares(world, clerk, now):
    sitting = convened(world, now + 5 * DAY)
    page = clerk.get(address("preparation", sitting)).content.decode()
    assert "6 personnes n’ont pas répondu" in page
    assert str(world.person("author")) in page


def action(world, at):
    item = opened(world, at, title="D’avant").items.get()
    return services.add_action_point(item, what="Écrire à la Région", who="Secrétariat", by=world.users["clerk"], at=at)


def test_S12_an_action_still_open_is_done_or_put_back_on_the_agenda(world, clerk, now):
    point = action(world, now - 30 * DAY)
    sitting = planned(world, now + 20 * DAY)
    assert "Écrire à la Région" in clerk.get(address("preparation", sitting)).content.decode()
    clerk.post(address("resume_action", sitting, point.pk))
    item = sitting.items.get(follows_up=point)
    assert (item.kind, item.title) == ("discussion", "Suite : Écrire à la Région")
    assert clerk.get(address("preparation", sitting)).context["actions"][0]["resumed"]
    with pytest.raises(AlreadyRecorded):
        services.resume_action_point(sitting, point=point, by=world.users["clerk"], at=now)
    clerk.post(address("action_done", sitting, point.pk))
    assert clerk.get(address("preparation", sitting)).context["actions"] == []


def test_S12_an_action_that_is_done_is_not_resumed(world, at):
    point = action(world, at - 30 * DAY)
    services.complete_action_point(point, by=world.users["clerk"], at=at, done_on=at.date())
    with pytest.raises(Refused, match="est faite"):
        services.resume_action_point(planned(world, at), point=point, by=world.users["clerk"], at=at - DAY)


def full(world, at):
    """A held sitting's worth of items: minutes, a text voted, a debate presented by somebody, a break."""
    closed(world, at - 60 * DAY, title="D’avant")
    sitting = planned(world, at, items=False)
    by = {"by": world.users["clerk"], "at": at - 20 * DAY}
    services.place_recommendation(sitting, recommendation=ready(world, at), **by)
    services.add_item(
        sitting, kind="discussion", title="Tour de table", duration=25, visibility="members",
        presenter=world.person("author"), **by,
    )  # fmt: skip
    services.add_break(sitting, duration=10, **by)
    return sitting


def lines(sitting):
    return list(sitting.items.order_by("position").values_list("kind", "title", "duration", "visibility", "presenter"))


def test_an_outline_carries_durations_kinds_and_presenters_but_neither_texts_nor_minutes(world, at):
    sitting, author = full(world, at), world.person("author").pk
    services.save_agenda_template(sitting, name="Ordinaire", by=world.users["clerk"], at=at)
    following = services.plan_sitting(
        body=sitting.body, title="Suivante", starts_at=at + 30 * DAY, ends_at=at + 30.1 * DAY, by=world.users["clerk"],
        at=at, lines=AgendaTemplate.objects.get().lines,
    )  # fmt: skip
    assert lines(following) == [
        ("discussion", "Tour de table", 25, "members", author), ("break", "Pause", 10, "public", None),
    ]  # fmt: skip
    with pytest.raises(Refused, match="rien à garder"):
        services.save_agenda_template(
            planned(world, at + 90 * DAY, title="Vide", items=False), name="Rien", by=world.users["clerk"], at=at
        )


def test_only_who_prepares_keeps_and_forgets_templates(world, at):
    sitting, by = planned(world, at), {"by": world.users["author"], "at": at}
    for act in (
        lambda: services.save_agenda_template(sitting, name="N", **by),
        lambda: services.take_over_outline(sitting, lines=[], **by),
        lambda: services.forget_agenda_template(AgendaTemplate(), **by),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_sitting_starts_from_a_template_or_from_an_earlier_one(world, clerk, now):
    earlier = full(world, now + 5 * DAY)
    clerk.post(address("save_template", earlier), {"name": "Ordinaire"})
    again = clerk.post(address("save_template", earlier), {"name": "Ordinaire"}).content.decode()
    assert "Un modèle porte déjà ce nom." in again
    template = AgendaTemplate.objects.get()
    typed = {"title": "Plénière", "day": "2026-06-02", "starts": "18:30", "ends": "21:00", "place": "Ici"}
    clerk.post(reverse("deliberations:new"), typed | {"source": f"modele-{template.pk}"})
    made = Sitting.objects.get(title="Plénière")
    assert [line[1] for line in lines(made)][-2:] == ["Tour de table", "Pause"]
    clerk.post(address("take_over", made), {"source": f"seance-{earlier.pk}"})
    assert made.items.filter(title="Tour de table").count() == 2
    wrong = clerk.post(address("take_over", made), {"source": "seance-0"})
    assert wrong.status_code == 200
    clerk.post(address("forget_template", made, template.pk))
    assert not AgendaTemplate.objects.exists()


@pytest.mark.parametrize("convene", [False, True])
def test_the_desk_asks_the_database_as_much_for_3_of_each_as_for_30(convene, world, clerk, now):
    point = action(world, now - 60 * DAY)
    sitting = planned(world, now + 30 * DAY)
    by = {"by": world.users["clerk"], "at": now}

    def more(numbers):
        for n in numbers:
            item = services.add_item(sitting, kind="discussion", title=f"Point {n}", **by)
            services.add_paper(item, title="Note", content=b"%%PDF-%d" % n, **by)
            services.ask_for_item(sitting, title=f"Demande {n}", why="Ainsi.", by=world.users["author"], at=now)
            services.add_action_point(point.item, what=f"Action {n}", who="Qui", **by)

    def asked():
        clerk.get(address("preparation", sitting))
        with CaptureQueriesContext(connection) as queries:
            assert clerk.get(address("preparation", sitting)).status_code == 200
        return len(queries)

    more(range(3))
    if convene:
        services.convene(sitting, **by)
    few = asked()
    more(range(3, 30))
    assert asked() == few
