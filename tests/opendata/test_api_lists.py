"""The lists of the API: what each filter keeps, what each record says, the same queries for three rows and thirty."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from council.models import Term
from deliberations import services as sittings
from deliberations.models import Sitting
from governance import services
from tests.council.factories import MembershipFactory, OfficeFactory, TermFactory
from tests.deliberations.factories import approved, closed, convened, found, planned
from tests.governance.factories import (
    AnswerFactory,
    FollowUpStepFactory,
    RecommendationFactory,
    ThemeFactory,
    TransmissionFactory,
)
from tests.territory.factories import OrganisationFactory, PlaceFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def world():
    return found()


def got(client, path, **query):
    response = client.get(f"/api/v1/{path}", query)
    assert response.status_code == 200, (path, response.content)
    return response.json()


def numbers(client, **query):
    return {item["number"] for item in got(client, "recommendations", **query)["items"]}


def test_each_filter_of_the_recommendations_keeps_what_it_says(client, world, at):
    water = RecommendationFactory(
        world=world, at=at, admissible=True, title="L’eau à l’École", themes=[ThemeFactory(slug="eau")]
    )  # fmt: skip
    late = TransmissionFactory(world=world, at=at - 400 * DAY, due_on=at.date() - 100 * DAY).recommendation
    kept = {
        "q": ("eau ecole", {water.number}),
        "state": ("transmitted", {late.number}),
        "theme": ("eau", {water.number}),
        "year": (late.year, {late.number}),
        "kind": ("opinion", set()),
        "stage": ("design", {water.number, late.number}),
        "addressee": ("Personne", set()),
        "overdue": ("true", {late.number}),
        "moved_since": ((at - DAY).isoformat(), {water.number}),
    }
    with time_machine.travel(at, tick=False):
        assert {name: numbers(client, **{name: value}) for name, (value, _) in kept.items()} == {
            name: expected for name, (_, expected) in kept.items()
        }
        assert numbers(client, overdue="false") == {water.number}


def test_R3_the_versions_begin_with_the_one_that_was_declared_admissible(client, world, at):
    author, chair = world.users["author"], world.users["co_chair"]
    text = RecommendationFactory(world=world, at=at, submitted=True, title="Avant")
    text = services.refuse(text, by=chair, at=at, note="Trop court.")
    words = {"title": "Titre", "summary": "Résumé", "body": "1. Demande.", "rationale": "Motifs."}
    text = services.edit(text, by=author, at=at, reason="repris", **words)
    assert client.get(f"/api/v1/recommendations/{text.number}/versions").status_code == 404
    text = services.admit(services.submit(text, by=author, at=at), by=chair, at=at + DAY)
    versions = got(client, f"recommendations/{text.number}/versions")
    assert [version["title"] for version in versions] == ["Titre"]
    assert got(client, f"recommendations/{text.number}/versions/{versions[0]['number']}") == versions[0]
    assert client.get(f"/api/v1/recommendations/{text.number}/versions/1").status_code == 404


def test_transmissions_tell_what_was_answered_and_what_is_late(client, world, at):
    late = TransmissionFactory(world=world, at=at - 400 * DAY, due_on=at.date() - 100 * DAY)
    told = TransmissionFactory(world=world, at=at, due_on=at.date() + 100 * DAY)
    AnswerFactory(world=world, transmission=told, at=at, outcome="in_part", points=[("Un.", "accepted", "Oui.")])
    kept = {"answered=true": told, "answered=false": late, "outcome=in_part": told, "overdue=true": late,
            f"since={at.date()}": told, f"until={at.date() - DAY}": late}  # fmt: skip
    with time_machine.travel(at, tick=False):
        for query, one in kept.items():
            found = got(client, f"transmissions?{query}")["items"]
            assert [item["recommendation"] for item in found] == [one.recommendation.number], query
    assert got(client, "transmissions", answered="true")["items"][0]["answer"]["points"][0]["asked"] == "Un."


def test_commitments_tell_what_is_done_and_what_is_late(client, world, at):
    text = RecommendationFactory(world=world, at=at, answered=True)
    done = FollowUpStepFactory(world=world, recommendation=text, at=at, progress=100)
    late = FollowUpStepFactory(world=world, recommendation=text, at=at, progress=10, due_on=at.date() - DAY)
    with time_machine.travel(at, tick=False):
        assert [step["id"] for step in got(client, "followup", done="true")["items"]] == [done.pk]
        assert [step["id"] for step in got(client, "followup", late="true")["items"]] == [late.pk]
        assert got(client, "followup", recommendation=text.number)["count"] == 2
        assert got(client, "followup", recommendation="2020-001")["count"] == 0


def test_ballots_are_found_by_text_method_outcome_and_day(client, world, at):
    adopted = RecommendationFactory(world=world, at=at, adopted=True)
    RecommendationFactory(world=world, at=at - 30 * DAY, rejected=True)
    one = got(client, "ballots", recommendation=adopted.number)["items"][0]
    assert (one["outcome"], one["recommendation"], one["version"]) == ("adopted", adopted.number, 1)
    assert got(client, f"ballots/{one['id']}") == one
    assert one["result"]["outcome"] == "adopted"
    counts = {"method=roll_call": 2, "method=secret": 0, "outcome=rejected": 1, f"since={at.date()}": 1,
              f"until={at.date() - DAY}": 1}  # fmt: skip
    assert {query: got(client, f"ballots?{query}")["count"] for query in counts} == counts


def test_S5_a_sitting_gives_its_public_items_at_their_time(client, world, at):
    clerk = world.users["clerk"]
    sitting = convened(world, at, starts_at=at + 20 * DAY)
    sittings.add_item(sitting, kind="information", title="À huis clos", visibility="members", by=clerk, at=at)
    sittings.add_item(sitting, kind="information", title="Pour finir", by=clerk, at=at)
    told = got(client, f"sittings/{sitting.slug}")
    assert "À huis clos" not in [item["title"] for item in told["agenda"]]
    assert told["agenda"][-1]["title"] == "Pour finir"
    assert told["agenda"][-1]["planned_at"] > told["agenda"][0]["planned_at"]
    assert (told["attendance"], told["ballots"], told["minutes"]) == (None, [], None)


def test_a_held_sitting_says_how_many_were_there(client, world, at):
    sitting = closed(world, at)
    told = got(client, f"sittings/{sitting.slug}")
    assert told["attendance"]["present"] > 0
    assert told["attendance"]["quorum"]
    assert told["minutes"] is None


def test_E4_a_sitting_in_preparation_is_nowhere(client, world, at):
    draft = planned(world, at, starts_at=at + 20 * DAY)
    assert client.get(f"/api/v1/sittings/{draft.slug}").status_code == 404
    assert got(client, "sittings")["count"] == 0


def test_sittings_are_found_by_state_body_and_day(client, world, at):
    sitting = convened(world, at, starts_at=at + 20 * DAY)
    day = (at + 20 * DAY).date()
    counts = {"state=convened": 1, "state=closed": 0, f"body={sitting.body.slug}": 1, "body=bureau": 0,
              f"since={day}": 1, f"until={day}": 1, f"until={day - DAY}": 0}  # fmt: skip
    assert {query: got(client, f"sittings?{query}")["count"] for query in counts} == counts


def test_M3_minutes_are_listed_once_they_are_published(client, world, at):
    minutes = approved(world, at)
    assert got(client, "minutes")["count"] == 0
    sittings.publish_minutes(minutes.sitting, by=world.users["clerk"], at=at + 90 * DAY)
    one = got(client, "minutes")["items"][0]
    assert one["sitting"] == minutes.sitting.slug
    assert [client.get(one[form]).status_code for form in ("url", "pdf", "akoma_ntoso")] == [200, 200, 200]
    assert got(client, f"sittings/{one['sitting']}")["minutes"] == one["url"]


@pytest.mark.parametrize("name", ["on", "au"])
def test_C6_the_composition_is_read_on_any_day(client, world, at, name):
    term = Term.objects.order_by("pk").first()
    told = got(client, "composition", **{name: at.date().isoformat()})
    seats = {seat["code"]: seat for college in told["colleges"] for seat in college["seats"]}
    assert seats[term.seat.code]["titular"]["name"] == str(term.person)
    assert told["in_exercise"] == len(world.seats)
    before = got(client, "composition", **{name: (term.starts_on - DAY).isoformat()})
    assert before["in_exercise"] == 0


def test_without_a_plenary_there_is_no_composition(client):
    assert client.get("/api/v1/composition").status_code == 404


def test_people_are_told_by_what_they_hold_and_by_nothing_private(client, world, at):
    person = world.person("co_chair")
    person.email = "adresse@exemple.fr"
    person.save()
    MembershipFactory(person=person)
    told = got(client, f"people/{person.slug}")
    assert (len(told["terms"]), len(told["offices"]), len(told["groups"])) == (1, 1, 1)
    assert "exemple.fr" not in str(told)
    term = person.terms.get()
    for query, expected in ((f"on={term.starts_on}", True), (f"on={term.starts_on - DAY}", False),
                            (f"college={term.seat.college.letter}", True), ("college=ZZ", False)):  # fmt: skip
        assert (person.slug in [one["slug"] for one in got(client, f"people?{query}")["items"]]) is expected, query


def test_organisations_are_found_by_name_kind_and_commune(client):
    one = OrganisationFactory(name="Régie du Neuhof", kind="association", place=PlaceFactory(code="67482"))
    OrganisationFactory(name="Autre", kind="cooperative")
    for query in ("q=neuhof", "kind=association", "place=67482"):
        assert [item["slug"] for item in got(client, f"organisations?{query}")["items"]] == [one.slug], query
    longitude, latitude = got(client, f"organisations/{one.slug}")["coordinates"]
    assert 7.6 < longitude < 7.9
    assert 48.4 < latitude < 48.7


def grow(world, at):
    """One more of everything that is listed."""
    text = RecommendationFactory(world=world, at=at, answered=True, themes=[ThemeFactory()])
    FollowUpStepFactory(world=world, recommendation=text, at=at)
    OfficeFactory(person=TermFactory().person)
    OrganisationFactory(place=PlaceFactory())
    if not Sitting.objects.exists():
        convened(world, at, starts_at=at + 20 * DAY)
    first = Sitting.objects.first()
    Sitting.objects.create(**{field.attname: getattr(first, field.attname) for field in Sitting._meta.concrete_fields}
                           | {"id": None, "slug": f"seance-{text.number}", "second_call_of_id": None})  # fmt: skip


LISTS = ("recommendations", "transmissions", "followup", "themes", "ballots", "sittings", "minutes", "people",
         "organisations", "composition", "register/entries")  # fmt: skip


def cost(client, path):
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        got(client, path)
    return len(queries)


def test_every_list_asks_as_much_for_thirty_as_for_three(client, world, at):
    costs = []
    for more in (3, 27):
        for _ in range(more):
            grow(world, at)
        costs.append({path: cost(client, path) for path in LISTS})
    assert costs[0] == costs[1]
    assert max(costs[0].values()) <= 13
