"""The open files: each held against the schema of its own standard, and each figure against the record."""

import csv
import hashlib
import io
import json
import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar
from jsonschema import Draft3Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT3

from council.models import College
from governance.enums import State
from governance.models import Recommendation
from governance.recount import recount
from opendata.files import FILES
from tests.council.factories import OfficeFactory
from tests.governance.factories import AnswerFactory, RecommendationFactory, TransmissionFactory
from tests.governance.world import found, reach
from tests.territory.factories import OrganisationFactory, PlaceFactory

pytestmark = pytest.mark.django_db
SCHEMAS = Path(__file__).parent / "schemas"
ROOT = "https://conseil.exemple.fr"
POPOLO = {"persons": "person", "organizations": "organization", "posts": "post", "memberships": "membership",
          "motions": "motion", "vote_events": "vote_event"}  # fmt: skip


@pytest.fixture
def world(at):
    """A council with a text in each state that has a vote, and an answer."""
    world = found()
    for state in (State.DRAFT, State.SUBMITTED, State.DRAFTING, State.REJECTED, State.IN_IMPLEMENTATION):
        reach(world, state, at)
    sent = TransmissionFactory(world=world, at=at, due_on=at.date() + timedelta(days=120))
    AnswerFactory(world=world, transmission=sent, at=at, deliberation_number="2026-118", reason="=1+1, « oui »")
    return world


def written(name):
    return FILES[name].write(ROOT)


def rows_of(name):
    return list(csv.DictReader(io.StringIO(written(name).decode())))


def check_table(rows, schema):
    """Hold rows against a Table Schema: names in order, types, required, pattern, enum, unique."""
    assert list(rows[0]) == [field["name"] for field in schema["fields"]]
    for field in schema["fields"]:
        values, rules = [row[field["name"]] for row in rows], field.get("constraints", {})
        assert all(values) or not rules.get("required"), field["name"]
        given = [value for value in values if value]
        for value in given:
            check_value(field, value, rules)
        assert len(set(given)) == len(given) or not rules.get("unique"), field["name"]


def check_value(field, value, rules):
    if field["type"] in ("integer", "number"):
        float(value) if field["type"] == "number" else int(value)
    if field["type"] == "date":
        date.fromisoformat(value)
    assert value in rules.get("enum", [value]), field["name"]
    assert re.fullmatch(rules.get("pattern", ".*"), value, re.DOTALL), field["name"]


@pytest.mark.parametrize("name", ["recommandations", "acteurs"])
def test_our_own_tables_are_what_their_schema_says(world, name):
    check_table(rows_of(f"{name}.csv"), json.loads(written(f"{name}.schema.json")))


def test_R3_the_table_holds_what_is_public_and_nothing_else(world):
    assert Counter(row["etat"] for row in rows_of("recommandations.csv")) == {
        "drafting": 1, "rejected": 1, "in_implementation": 1, "answered": 1,
    }  # fmt: skip


def test_the_answer_stands_beside_what_was_asked(world, at):
    row = next(row for row in rows_of("recommandations.csv") if row["etat"] == "answered")
    assert row["deliberation"] == "2026-118"
    assert row["repondue_le"] == row["transmise_le"] == at.date().isoformat()
    assert row["adresse"] == f"{ROOT}/recommandations/{row['numero']}/"
    assert row["motif"] == "'=1+1, « oui »", "a text is never a formula"


def scdl():
    return json.loads((SCHEMAS / "deliberations-2.1.5.schema.json").read_text())


def test_the_opinions_are_valid_under_SCDL(world):
    check_table(rows_of("avis.csv"), scdl())


def test_the_opinions_pass_the_checks_that_SCDL_adds(world):
    """Its `custom_checks`: the key of the SIRET, the five counts together, present ≥ each count, their sum."""
    names = {check["name"] for check in scdl()["custom_checks"]}
    assert names == {
        "french-siret-value", "year-interval-value", "cohesive-columns-value", "compare-columns-value",
        "sum-columns-value", "nomenclature-actes-value",
    }  # fmt: skip
    for row in rows_of("avis.csv"):
        assert luhn(row["COLL_SIRET"])
        assert row["DELIB_MATIERE_CODE"] == "9.4"
        assert row["DELIB_MATIERE_NOM"].startswith("autres domaines de compétences/")
        present, counts = int(row["VOTE_REEL"]), [int(row[f"VOTE_{c}"]) for c in ("POUR", "CONTRE", "ABSTENTION")]
        assert int(row["VOTE_EFFECTIF"]) >= present == sum(counts)
        assert not row["PREF_DATE"]
        assert not row["BUDGET_ANNEE"]


def luhn(siret):
    digits = [int(c) for c in reversed(siret)]
    return sum(d if n % 2 == 0 else sum(divmod(2 * d, 10)) for n, d in enumerate(digits)) % 10 == 0


def test_each_opinion_says_its_outcome(world):
    outcomes = [row["DELIB_OBJET"].split(" : ")[0] for row in rows_of("avis.csv")]
    assert Counter(outcomes) == {"Avis adopté": 2, "Avis rejeté": 1}


@pytest.fixture(scope="module")
def popolo():
    """A validator for each kind of Popolo, every reference answered from the copied files."""
    schemas = [json.loads(path.read_text()) for path in (SCHEMAS / "popolo").glob("*.json")]
    registry = Registry().with_resources(
        (address, Resource(schema, DRAFT3)) for schema in schemas for address in (schema["id"], schema["id"][:-1])
    )
    kinds = {schema["id"].split("/")[-1].removesuffix(".json#"): schema for schema in schemas}
    return {kind: Draft3Validator(schema, registry=registry) for kind, schema in kinds.items()}


def test_a_wrong_popolo_object_is_noticed(popolo):
    """The control: a validator that accepts everything would prove nothing."""
    assert not popolo["vote_event"].is_valid({"counts": [{"option": "yes"}]})
    assert not popolo["membership"].is_valid({"start_date": 2026})


@pytest.mark.parametrize("name", ["composition.json", "votes.json"])
def test_people_and_votes_are_valid_under_Popolo(world, popolo, name):
    OfficeFactory(co_chair=True)
    content = json.loads(written(name))
    checked = [(kind, one) for kind, objects in content.items() for one in objects]
    assert checked
    for kind, one in checked:
        popolo[POPOLO[kind]].validate(one)


def test_every_reference_of_the_composition_leads_somewhere(world):
    content = json.loads(written("composition.json"))
    known = {one["id"] for objects in content.values() for one in objects}
    told = [member[key] for member in content["memberships"] for key in member if key.endswith("_id")]
    told += [post["organization_id"] for post in content["posts"]]
    assert set(filter(None, told)) <= known


def test_V13_the_totals_of_a_vote_agree_with_its_votes(world):
    for event in json.loads(written("votes.json"))["vote_events"]:
        counts = {count["option"]: count["value"] for count in event["counts"]}
        assert Counter(vote["option"] for vote in event["votes"]) == counts
        assert {vote["group_id"] for vote in event["votes"]} <= {f"college:{c.letter}" for c in College.objects.all()}


def located(geojson):
    """The coordinates of features that RFC 7946 lets be: Feature, geometry null or a Point of [longitude, latitude]."""
    assert geojson["type"] == "FeatureCollection"
    assert "crs" not in geojson
    places = {}
    for feature in geojson["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        assert feature["type"] == "Feature"
        if feature["geometry"] is not None:
            assert set(feature["geometry"]) == {"type", "coordinates"}
            assert feature["geometry"]["type"] == "Point"
            longitude, latitude = feature["geometry"]["coordinates"]
            assert -180 <= longitude <= 180
            assert -90 <= latitude <= 90
        places[feature["id"]] = feature["geometry"] and feature["geometry"]["coordinates"]
    return places


def test_actors_stand_in_their_commune_or_nowhere(world):
    there = OrganisationFactory(name="Régie du Neuhof", place=PlaceFactory(code="67482"))
    nowhere = OrganisationFactory(name="Sans commune", place=None)
    places = located(json.loads(written("acteurs.geojson")))
    assert places[nowhere.slug] is None
    row = next(row for row in rows_of("acteurs.csv") if row["identifiant"] == there.slug)
    assert places[there.slug] == [float(row["longitude"]), float(row["latitude"])]


def test_the_agenda_is_a_calendar():
    assert Calendar.from_ical(written("agenda.ics"))["method"] == "PUBLISH"


def test_the_bundle_holds_every_file_with_its_digest_and_a_second_run_changes_nothing(world, tmp_path):
    call_command("open_data", out=str(tmp_path / "bundle"), verbosity=0)
    first = contents(tmp_path / "bundle")
    assert set(FILES) < set(first)
    texts = {f"recommandations/{text.number}.xml" for text in Recommendation.objects.public()}
    assert {name for name in first if name.startswith("recommandations/")} == texts
    told = dict(line.split("  ")[::-1] for line in first.pop("empreintes.sha256").decode().splitlines())
    assert told == {name: hashlib.sha256(content).hexdigest() for name, content in first.items()}
    call_command("open_data", out=str(tmp_path / "bundle"), verbosity=0)
    again = contents(tmp_path / "bundle")
    again.pop("empreintes.sha256")
    assert again == first


def contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_V13_every_ballot_of_the_bundle_recounts(world, tmp_path):
    call_command("open_data", out=str(tmp_path), verbosity=0)
    ballots = list((tmp_path / "scrutins").iterdir())
    assert len(ballots) == 3
    assert {recount(json.loads(ballot.read_text())).status for ballot in ballots} == {0}


def test_a_folder_that_cannot_be_written_is_said_in_one_line(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="cannot write"):
        call_command("open_data", out=str(tmp_path / "file"), verbosity=0)


@pytest.mark.parametrize("name", sorted(FILES))
def test_each_file_has_an_address(client, world, name):
    response = client.get(f"/donnees/{name}")
    assert response.status_code == 200
    assert name in response["Content-Disposition"]
    assert not response.cookies


@pytest.mark.parametrize("name", ["nothing.csv", "..%2f..%2fetc%2fpasswd", "scrutins"])
def test_what_is_no_file_is_not_found(client, name):
    assert client.get(f"/donnees/{name}").status_code == 404


@pytest.mark.parametrize("name", ["recommandations.csv", "avis.csv", "votes.json", "composition.json", "acteurs.csv"])
def test_a_file_costs_the_same_queries_for_3_and_30_rows(at, name):
    costs, world = [], found()
    for count in (3, 27):
        for _n in range(count):
            RecommendationFactory(world=world, at=at, adopted=True)
        costs.append(queries(name))
    assert costs[0] == costs[1] > 0


def queries(name):
    with CaptureQueriesContext(connection) as captured:
        written(name)
    return len(captured)
