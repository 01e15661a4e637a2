"""RULES R4 as arithmetic: changes, collisions, merging, re-basing; for arbitrary texts and for people's sentences."""

from itertools import pairwise
from time import perf_counter

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from governance.amending import (
    Change,
    Colliding,
    Distance,
    apply,
    changes_of,
    colliding_pairs,
    collisions,
    distance,
    furthest_first,
    groups,
    merge,
    places,
    rebase,
    tidy,
    words_of,
)
from tests.governance.ballots import steady

BASE = {
    "body": "Le conseil demande :\n\n1. de réserver deux lots ;\n2. de verser une avance de 10 %.",
    "rationale": "Les ateliers répondent rarement seuls.\n\nIls attendent leur paiement.",
}
words = st.sampled_from(
    ["le", "la", "conseil", "demande", "lots", "avance", "deux", "trois", ";", "l’eau", "#", "-", "1.", ""]
)
spaces = st.sampled_from([" ", " ", " ", "\n\n", "\n", "\n- ", "  "])
texts = st.lists(st.tuples(words, spaces), max_size=25).map(lambda pairs: "".join(map("".join, pairs)))
bases = st.fixed_dictionaries({"body": texts, "rationale": texts})


@st.composite
def edits(draw, base):
    """An edited text near the base: a few words replaced, put in or taken out."""
    edited = {}
    for part, text in base.items():
        pieces = text.split(" ")
        for _ in range(draw(st.integers(0, 3))):
            at = draw(st.integers(0, len(pieces)))
            pieces[at : at + draw(st.integers(0, 2))] = draw(st.lists(words, max_size=2))
        edited[part] = " ".join(pieces)
    return edited


bases_and_edits = bases.flatmap(lambda base: st.tuples(st.just(base), *[edits(base)] * 3))


def change(old, new, part="body", base=BASE):
    """What somebody changes who writes `new` in the place of `old`."""
    assert old in base[part]
    return changes_of(base, base | {part: base[part].replace(old, new, 1)})


@steady
@given(bases, bases)
def test_R4_the_changes_of_two_texts_lead_from_one_to_the_other(base, edited):
    assert apply(base, changes_of(base, edited)) == edited
    assert changes_of(base, base) == ()


@steady
@given(bases_and_edits)
def test_R4_changes_are_in_order_apart_and_each_changes_something(case):
    base, edited, *_ = case
    found = changes_of(base, edited)
    for one, other in pairwise(found):
        assert not one.collides(other)
        assert one.part != other.part or one.end < other.start
    assert all(base[c.part][c.start : c.end] != c.text for c in found)


@steady
@given(bases_and_edits)
def test_R4_colliding_is_mutual_and_nothing_collides_with_no_change(case):
    base, one, other, _ = case
    ours, theirs = changes_of(base, one), changes_of(base, other)
    assert len(collisions(ours, theirs)) == len(collisions(theirs, ours))
    assert collisions(ours, ()) == []
    assert not ours or collisions(ours, ours)


@steady
@given(bases_and_edits)
def test_R4_merging_does_not_depend_on_the_order_and_refuses_exactly_what_collides(case):
    base, *edited = case
    amendments = {f"A{n}": changes_of(base, text) for n, text in enumerate(edited, 1)}
    backwards = dict(reversed(amendments.items()))
    if any(colliding_pairs(amendments).values()):
        with pytest.raises(Colliding):
            merge(base, amendments)
        return
    merged = merge(base, amendments)
    assert merged == merge(base, backwards)
    assert words_of(merged) == apply(base, [c for own in amendments.values() for c in own])


@steady
@given(bases_and_edits)
def test_R4_every_sign_of_a_merged_text_is_the_base_s_or_has_its_author(case):
    base, one, other, _ = case
    amendments = {"A1": changes_of(base, one), "A2": changes_of(base, other)}
    assume(not colliding_pairs(amendments)["A1"])
    merged = merge(base, amendments)
    for part, text in base.items():
        assert "".join(p.text if p.by is None else p.removed for p in merged[part]) == text
    for key, changes in amendments.items():
        own = [(p.removed, p.text) for passages in merged.values() for p in passages if p.by == key]
        assert own == [(base[c.part][c.start : c.end], c.text) for c in changes]


@steady
@given(bases_and_edits)
def test_R4_rebasing_then_applying_is_applying_then_merging(case):
    base, one, other, _ = case
    made, opened = changes_of(base, one), changes_of(base, other)
    carried = rebase(opened, made)
    assert len(carried.kept) + len(carried.touched) == len(opened)
    assert all(collisions([lost], made) for lost in carried.touched)
    untouched = [c for c in opened if c not in carried.touched]
    assert apply(one, carried.kept) == apply(base, [*made, *untouched])


@steady
@given(bases_and_edits)
def test_R4_what_did_not_collide_before_a_version_does_not_collide_after_it(case):
    base, made, one, other = case
    applied, ours, theirs = (changes_of(base, text) for text in (made, one, other))
    assume(not collisions(ours, theirs))
    assert collisions(rebase(ours, applied).kept, rebase(theirs, applied).kept) == []


CASES = [
    ("deux", "trois", "replace"),
    ("deux ", "", "delete"),
    ("deux lots", "deux grands lots", "insert"),
    ("1. de réserver deux lots ;\n", "", "delete"),
    (BASE["body"], "Le marché reste tel qu’il est.", "whole"),
]


@pytest.mark.parametrize(("old", "new", "kind"), CASES)
def test_R4_replace_insert_delete_and_whole_text(old, new, kind):
    assert [c.kind for c in change(old, new)] == [kind]


COLLIDE = [
    ("deux", "trois", "deux", "quatre", True),  # the same word
    ("deux", "trois", "deux", "trois", True),  # even alike: one of them is enough
    ("deux", "trois", "10 %", "20 %", False),
    ("1. de réserver deux lots ;\n", "", "deux", "trois", True),  # taken out with what it holds
    ("1. de réserver deux lots ;\n", "", "10 %", "20 %", False),
    ("lots", "lots neufs", "lots", "lots petits", True),  # two insertions at one place
    ("deux", "trois", "lots", "lots neufs", False),  # the same sentence, other words
    (BASE["body"], "Rien.", "10 %", "20 %", True),
]


@pytest.mark.parametrize(("old", "new", "other_old", "other_new", "expected"), COLLIDE)
def test_R4_collisions_are_exact(old, new, other_old, other_new, expected):
    assert bool(collisions(change(old, new), change(other_old, other_new))) is expected


def test_R4_a_whole_text_collides_with_what_is_added_at_its_end():
    added = changes_of(BASE, BASE | {"body": BASE["body"] + "\n\nEt vite."})
    assert collisions(change(BASE["body"], "Rien."), added)
    assert not collisions(change("deux", "trois"), added)


def test_R4_one_part_does_not_collide_with_the_other():
    assert not collisions(change(BASE["body"], "Rien."), change("seuls", "ensemble", part="rationale"))


def test_R4_amendments_that_collide_through_others_are_one_group():
    amendments = {
        "A1": change("réserver deux", "prévoir deux"),
        "A2": change("réserver deux lots", "prévoir trois marchés"),
        "A3": change("lots", "marchés"),
        "A4": change("10 %", "20 %"),
    }
    assert groups(amendments) == [["A1", "A2", "A3"], ["A4"]]
    assert colliding_pairs(amendments) == {"A1": ["A2"], "A2": ["A1", "A3"], "A3": ["A2"], "A4": []}


def test_R4_the_furthest_is_voted_first_a_whole_text_before_all():
    amendments = {
        "A1": change("deux", "trois"),
        "A2": change("deux lots", "trois petits lots par quartier"),
        "A3": change("deux", "quatre"),
        "A4": change(BASE["body"], "Rien."),
    }
    distances = {key: distance(BASE, changes) for key, changes in amendments.items()}
    assert distances["A1"] == distances["A3"] == Distance(False, 2)
    assert furthest_first(distances) == ["A4", "A2", "A1", "A3"]


def test_R4_a_change_says_in_which_paragraph_it_stands():
    assert places(BASE, change("deux", "trois")[0]) == range(1, 2)
    assert places(BASE, change("10 %", "20 %")[0]) == range(2, 3)
    put_in = change("1. de réserver", "0. d’écouter ;\n1. de réserver")
    assert [places(BASE, c) for c in put_in] == [range(0, 1)]
    at_the_end = changes_of(BASE, BASE | {"body": BASE["body"] + "\n3. d’évaluer."})
    assert [places(BASE, c) for c in at_the_end] == [range(2, 3)]
    assert places({"body": "", "rationale": ""}, Change("body", 0, 0, "Tout.")) == range(0, 1)


def test_R4_line_ends_and_white_space_around_a_text_are_no_amendment():
    assert tidy("\r\nun\r\ndeux \n") == "un\ndeux"


def test_comparing_a_text_of_5000_words_takes_ten_milliseconds():
    """The budget is 10 ms beside 3.5 for the comparison alone; a slow machine is given five times that."""
    base = {"body": "\n\n".join(f"{n}. " + "Le conseil demande un lot de plus au marché " * 11 for n in range(50))}
    edited = {"body": base["body"].replace("49. Le conseil", "49. Notre conseil").replace("7. Le", "7. Tout le")}
    start = perf_counter()
    assert len(changes_of(base, edited)) > 1
    assert perf_counter() - start < 0.05
