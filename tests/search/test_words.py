"""Words as they are compared: what is alike, what is told apart, what is marked. No database."""

import pytest

from search.excerpts import excerpt, marked
from search.nearness import nearness
from search.words import one_slip, plain, spellings, stem, terms, tokens


def alike(one, other):
    """Whether the index finds one word for the other when only the other stands in a text."""
    (a,), (b,) = terms(one), terms(other)
    return one_slip(a, b) and not spellings(a).isdisjoint(spellings(b))


def test_letters_are_read_alike_in_the_text_and_in_the_words_looked_for():
    assert plain("Œuvre d’ÉTÉ à Straßburg") == "oeuvre d'ete a strassburg"


@pytest.mark.parametrize(
    "words",
    [
        "mobilité mobilités MOBILITE", "réservé réservée réservés réservées", "local locale locaux locales",
        "marché marchés", "œuvre oeuvres", "réseau réseaux", "coopérative coopératives", "élu élue élus élues",
    ],
)  # fmt: skip
def test_plurals_feminines_and_accents_make_no_difference(words):
    assert len(set(terms(words))) == 1


def test_words_that_stand_in_every_text_say_nothing():
    assert terms("Et pourtant, dans l’un de ces textes : qui les a ? 🚲 (…)") == ["pourtant", "text"]


def test_a_number_with_its_year_is_one_word():
    assert terms("2026-014 du 24-03-2026, lot 7") == ["2026014", "24", "03", "2026", "lot", "7"]
    assert [written for written, _stem in tokens("L’Été 2026-014")] == ["Été", "2026-014"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("mobilté", "mobilité"), ("mobilitté", "mobilité"), ("mobiltié", "mobilité"), ("mobolité", "mobilité"),
        ("Estrasbourg", "Strasbourg"), ("Strasbourgg", "Strasbourg"), ("recomandation", "recommandation"),
        ("recomendation", "recommandation"), ("insersion", "insertion"), ("colege", "collège"), ("Neudorff", "Neudorf"),
        ("ateleirs", "ateliers"),
    ],
)  # fmt: skip
def test_one_slip_of_the_hand_is_forgiven(typed, meant):
    assert alike(typed, meant)


@pytest.mark.parametrize(
    ("one", "other"), [("vélo", "vin"), ("parc", "parvis"), ("mobilité", "immobilier"), ("12", "13")]
)
def test_other_words_stay_other_words(one, other):
    assert stem(plain(one)) != stem(plain(other))
    assert not alike(one, other)


def test_a_word_of_any_length_or_script_is_read():
    assert [len(word) for word in terms("a" * 5000)] == [40]
    assert terms("Ελλάδα Ωμέγα 東京") == ["ελλαδα", "ωμεγα", "東京"]
    assert terms("🚲🚲 () * \" ' OR") == ["or"]


def shown(pieces):
    return "".join(f"[{text}]" if found else text for text, found in pieces)


def test_the_words_found_are_marked_as_they_are_written():
    stems = frozenset(terms("oeuvre local elu"))
    assert shown(marked("L’Œuvre des élus locaux, délocalisée", stems)) == "L’[Œuvre] des [élus] [locaux], délocalisée"
    assert shown(marked("Mobilité", frozenset(), frozenset({"mobil"}))) == "[Mobilité]"
    assert shown(marked("Rien d’autre", frozenset())) == "Rien d’autre"


def test_an_excerpt_is_the_passage_with_the_most_words():
    text = (
        "Un début sans rien. " * 30
        + "Les vélos. "
        + "Une suite. " * 40
        + "Les vélos et les gares du Rhin. "
        + "Fin. " * 99
    )
    passage = shown(excerpt(text, frozenset(terms("vélo gare"))))
    assert "Les [vélos] et les [gares] du Rhin." in passage
    assert passage.startswith("… ")
    assert passage.endswith("…")
    assert len(passage) < 300


def test_an_excerpt_without_any_word_is_the_beginning():
    assert shown(excerpt("Court.", frozenset({"velo"}))) == "Court."
    assert shown(excerpt("x" * 1000, frozenset({"velo"}))) == "x" * 260 + "…"


@pytest.mark.parametrize(
    ("title", "other", "near"),
    [
        ("Ouvrir les marchés aux ateliers d’insertion", "Des marchés ouverts aux ateliers d’insertion", True),
        ("Ouvrir les marchés aux ateliers d’insertoin", "Atelier d’insertion : réserver un marché", True),
        ("Ouvrir les marchés aux ateliers d’insertion", "Rouvrir les berges du Rhin", False),
        ("Marchés", "Marchés", False),
        ("Des vélos", "Un vélo et des marchés", False),
        ("", "", False),
    ],
)
def test_two_texts_are_near_by_the_words_they_share(title, other, near):
    assert bool(nearness(terms(title), terms(other))) == near
