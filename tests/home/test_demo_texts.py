"""The demo's written material is whole, refers only to what exists, and is set in French typography."""

import json
import re
import tomllib
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from common.identifiers import siret_problem

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "home" / "demo"
FILES = sorted(DEMO.rglob("*.toml"))
VOTED = {
    "adopted", "rejected", "transmitted", "acknowledged", "answered",
    "in_implementation", "implemented", "abandoned", "evaluated",
}  # fmt: skip
ANSWERED = {"answered", "in_implementation", "implemented", "abandoned", "evaluated"}
FOLLOWED = ANSWERED - {"answered"}
REASONED = {"inadmissible", "abandoned", "withdrawn", "merged"}
TARGETS = {
    "draft": 3, "submitted": 4, "inadmissible": 2, "admissible": 3, "drafting": 4, "ready": 3, "scheduled": 4,
    "adopted": 5, "rejected": 4, "transmitted": 8, "acknowledged": 5, "answered": 12, "in_implementation": 12,
    "implemented": 8, "abandoned": 2, "evaluated": 3, "withdrawn": 1, "merged": 1,
}  # fmt: skip
BAD_TYPOGRAPHY = re.compile(r"'|(?<!\u202f)[;:!?](?=\s|$)|«(?!\u202f)|(?<!\u202f)»|\d [%€]")


def load(name):
    return tomllib.loads((DEMO / name).read_text(encoding="utf-8"))


def recommendations():
    return [r for path in sorted((DEMO / "recommendations").glob("*.toml")) for r in load(path)["recommendations"]]


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)


def repeated(values):
    return [value for value, times in Counter(values).items() if times > 1]


def communes():
    data = json.loads((ROOT / "territory" / "data" / "communes-eurometropole.json").read_text(encoding="utf-8"))
    return {commune["code"] for commune in data["membres"]}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_texts_are_set_in_french_typography(path):
    faults = [text for text in strings(load(path)) if BAD_TYPOGRAPHY.search(text)]
    assert faults == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [("l'ami", True), ("l’ami", False), ("oui ; non", True), ("oui\u202f; non", False), ("« oui »", True)],
)
def test_the_typography_check_tells_good_from_bad(text, fault):
    assert bool(BAD_TYPOGRAPHY.search(text)) is fault


def test_colleges_have_the_seats_they_were_promised():
    seats = load("council.toml")["seats"]
    assert Counter(seat["college"] for seat in seats) == {"A": 15, "B": 12, "C": 25, "D": 8, "X": 3}
    assert all(seat["advisory"] == (seat["college"] == "X") for seat in seats)


def test_C1_a_seat_has_one_titular_and_one_alternate_at_a_time():
    for seat in load("council.toml")["seats"]:
        for role in ("titular", "alternate"):
            terms = [term for term in seat["terms"] if term["role"] == role]
            for earlier, later in pairwise(terms):
                assert earlier["ended_months_ago"] >= later["started_months_ago"], seat["code"]


def test_C3_qualified_persons_have_no_alternate():
    alone = [seat for seat in load("council.toml")["seats"] if seat["alternates"] == "none"]
    assert alone
    assert all(term["role"] == "titular" for seat in alone for term in seat["terms"])


def test_C8_women_and_men_are_near_parity_and_some_seats_are_vacant():
    seats = load("council.toml")["seats"]
    current = [t for s in seats for t in s["terms"] if t["role"] == "titular" and "ended_months_ago" not in t]
    assert len(seats) - len(current) == 3
    gender = Counter(term["civility"] for term in current)
    assert abs(gender["F"] - gender["M"]) <= 4


def test_people_and_organisations_are_named_once():
    council = load("council.toml")
    people = [t for seat in council["seats"] for t in seat["terms"]] + council["clerks"] + [council["liaison"]]
    assert repeated((person["first_name"], person["last_name"]) for person in people) == []
    for field in ("key", "name", "short_name"):
        assert repeated(organisation[field] for organisation in council["organisations"]) == []


def test_D1_sirets_pass_the_check_digit_and_communes_exist():
    organisations = load("council.toml")["organisations"]
    sirets = [organisation["siret"] for organisation in organisations if organisation["siret"]]
    assert [siret for siret in sirets if siret_problem(siret)] == []
    assert min(map(len, sirets)) == 14
    assert repeated(sirets) == []
    assert {organisation["commune"] for organisation in organisations} <= communes() | {""}


def test_the_council_refers_only_to_its_own_seats_and_organisations():
    council = load("council.toml")
    codes = [seat["code"] for seat in council["seats"]]
    assert repeated(codes) == []
    groups = [council["bureau"], *council["working_groups"]]
    assert {code for group in groups for code in group["members"]} <= set(codes)
    assert all(set(group["facilitators"]) <= set(group["members"]) for group in council["working_groups"])
    assert {seat["organisation"] for seat in council["seats"]} == {o["key"] for o in council["organisations"]} | {""}
    assert [chair["seat"] for chair in council["co_chairs"]] == ["A-01", "A-02", "B-01"]


def test_every_state_of_a_recommendation_is_shown_as_often_as_planned():
    assert Counter(r["target"] for r in recommendations()) == TARGETS
    assert sum(r.get("overdue", False) for r in recommendations() if r["target"] == "transmitted") == 3


def test_recommendations_have_keys_and_titles_of_their_own():
    texts = recommendations()
    for field in ("key", "title", "summary", "body", "rationale"):
        assert repeated(r[field] for r in texts) == []
    assert max(len(r["title"]) for r in texts) <= 90


def test_recommendations_refer_only_to_what_exists():
    seats = {seat["code"]: seat for seat in load("council.toml")["seats"]}
    groups = {group["key"] for group in load("council.toml")["working_groups"]}
    themes = {theme["slug"] for theme in load("themes.toml")["themes"]}
    keys = {r["key"] for r in recommendations()}
    assert len(themes) == 14
    for r in recommendations():
        assert seats[r["author"]]["terms"], r["key"]
        assert r["working_group"] in groups
        assert set(r["communes"]) <= communes()
        assert 1 <= len(r["themes"]) <= 2
        assert set(r["themes"]) <= themes
        assert r.get("merged_into", r["key"]) in keys


@pytest.mark.parametrize(
    ("part", "states"),
    [
        ("answer", ANSWERED),
        ("follow_up", FOLLOWED),
        ("evaluation", {"evaluated"}),
        ("debate", VOTED),
        ("reason", REASONED),
    ],
)
def test_each_state_has_the_texts_it_needs_and_no_others(part, states):
    assert [r["key"] for r in recommendations() if (part in r) != (r["target"] in states)] == []


def test_answers_say_something_on_every_demand():
    outcomes = {"accepted", "in_part", "declined", "postponed"}
    for answer in (r["answer"] for r in recommendations() if "answer" in r):
        assert len(answer["points"]) >= 3
        assert {answer["outcome"], *(point["outcome"] for point in answer["points"])} <= outcomes
        assert (answer["outcome"] == "postponed") == ("postponed_months" in answer)
    deliberations = [r["answer"]["deliberation"] for r in recommendations() if "answer" in r]
    assert repeated(deliberations) == []


def test_implemented_texts_have_all_their_steps_done_and_running_ones_do_not():
    for r in recommendations():
        progress = [step["progress"] for step in r.get("follow_up", [])]
        assert all(0 <= value <= 100 for value in progress)
        if r["target"] in {"implemented", "evaluated"}:
            assert set(progress) == {100}, r["key"]
        if r["target"] == "in_implementation":
            assert min(progress) < 100, r["key"]


def test_versions_differ_in_words():
    texts = recommendations()
    assert sum("body_v2" in r for r in texts) >= 50
    assert sum("body_v3" in r for r in texts) >= 15
    for r in texts:
        versions = [r[name] for name in ("body", "body_v2", "body_v3") if name in r]
        assert repeated(versions) == [], r["key"]


def test_leanings_agree_with_the_outcome():
    for r in recommendations():
        if r["target"] in VOTED:
            assert 0.3 <= r["lean"] <= 0.97
            assert (r["lean"] < 0.5) == (r["target"] == "rejected"), r["key"]


def test_sittings_refer_to_rooms_and_chairs_that_exist():
    material = load("sittings.toml")
    chairs = {chair["seat"] for chair in load("council.toml")["co_chairs"]}
    seats = {seat["code"] for seat in load("council.toml")["seats"]}
    orders = [sitting["order"] for sitting in material["sittings"]]
    assert orders == list(range(1, 19))
    assert {s["place"] for s in material["sittings"]} <= {place["key"] for place in material["places"]}
    assert {s["presiding"] for s in material["sittings"]} <= chairs
    for item in material["items"]:
        assert item["order"] in orders
        assert item["presenter"] in seats
        assert bool(item["debate"]) == (item["order"] <= 16), item["title"]


def test_the_prose_of_the_public_pages_is_complete_and_honest():
    pages = load("pages.toml")
    assert "Ce site est une démonstration" in pages["legal"]["body"]
    assert all(pages[name]["body"] for name in ("about", "how", "legal"))
