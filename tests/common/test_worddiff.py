"""Comparing two versions: what a reader sees as changed, and nothing lost of either."""

import random
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.alignment import SAME, opcodes
from common.worddiff import Span, compare

TEXT = st.lists(
    st.sampled_from(
        [
            "l’eau",
            "de",
            "le",
            "la",
            "énergie",
            "1.",
            "- ",
            "\n",
            "\n\n",
            " ",
            "  ",
            "\u202f;",
            "« ",
            ",",
            "élu·e",
            "'",
            "# ",
        ]
    ),
    max_size=40,
).map("".join)


def marks(old, new):
    """The comparison in one line: [-taken out-] and {+put in+}."""
    shape = {"equal": "{}", "delete": "[-{}-]", "insert": "{{+{}+}}"}
    return "".join(shape[span.kind].format(span.text) for block in compare(old, new).blocks for span in block.spans)


@given(TEXT | st.text(max_size=60), TEXT | st.text(max_size=60))
def test_both_texts_can_be_read_back_to_the_byte(old, new):
    comparison = compare(old, new)
    assert comparison.old == old
    assert comparison.new == new


@given(TEXT | st.text(max_size=60))
def test_a_text_has_not_changed_from_itself(text):
    comparison = compare(text, text)
    assert comparison.changes == 0
    assert comparison.similarity == 1.0
    assert all(block.kind == "equal" for block in comparison.blocks)


@given(TEXT, TEXT)
def test_neighbouring_spans_never_have_the_same_kind_nor_are_empty(old, new):
    for block in compare(old, new).blocks:
        kinds = [span.kind for span in block.spans]
        assert all(a != b for a, b in pairwise(kinds))
        assert all(span.text for span in block.spans)


@given(TEXT, TEXT)
def test_a_block_is_called_what_its_spans_are(old, new):
    for block in compare(old, new).blocks:
        kinds = {span.kind for span in block.spans if span.visible or span.kind == "equal"}
        assert block.kind == "replace" or kinds <= {block.kind}
        assert (block.changes > 0) == any(span.visible for span in block.spans)


@given(TEXT, TEXT)
def test_texts_are_wholly_alike_exactly_when_nothing_changed(old, new):
    comparison = compare(old, new)
    assert 0.0 <= comparison.similarity <= 1.0
    assert (comparison.similarity == 1.0) == (comparison.changes == 0)


def test_a_word_put_for_another_is_one_change():
    comparison = compare("Le conseil demande un bilan.", "Le conseil recommande un bilan.")
    assert comparison.changes == 1
    assert comparison.blocks[0].spans == (
        Span("equal", "Le conseil "),
        Span("delete", "demande "),
        Span("insert", "recommande "),
        Span("equal", "un bilan."),
    )


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("Gérer l’eau du bassin.", "Gérer l’énergie du bassin.", "Gérer l’[-eau -]{+énergie +}du bassin."),
        (
            "Réunir le comité d'usagers du port.",
            "Réunir le comité usagers du port.",
            "Réunir le comité [-d'-]usagers du port.",
        ),
        (
            "Les élus du territoire votent.",
            "Les élu·es du territoire votent.",
            "Les [-élus -]{+élu·es +}du territoire votent.",
        ),
        (
            "Verser 1\u202f250 euros par an.",
            "Verser 1\u202f300 euros par an.",
            "Verser [-1\u202f250 -]{+1\u202f300 +}euros par an.",
        ),
        ("Un taux de 3,5 pour cent.", "Un taux de 3,7 pour cent.", "Un taux de [-3,5 -]{+3,7 +}pour cent."),
        (
            "Dès aujourd’hui, le conseil agit.",
            "Dès demain, le conseil agit.",
            "Dès [-aujourd’hui-]{+demain+}, le conseil agit.",
        ),
        (
            "Le conseil agit et rend compte.",
            "Le conseil agit, et rend compte.",
            "Le conseil agit[- -]{+, +}et rend compte.",
        ),
        (
            "Que veut-on de ce lieu\u202f?",
            "Que veut-on de ce lieu\u202f!",
            "Que veut-on de ce lieu[-\u202f?-]{+\u202f!+}",
        ),
    ],
)
def test_French_words_are_told_apart_as_a_reader_does(old, new, shown):
    assert marks(old, new) == shown


def test_a_lone_article_between_two_rewordings_is_not_kept_apart():
    old, new = (
        "Le fonds soutient chaque atelier de couture locale.",
        "Le fonds soutient plusieurs lieux de fabrique locale.",
    )
    assert marks(old, new) == "Le fonds soutient [-chaque atelier de couture -]{+plusieurs lieux de fabrique +}locale."
    assert compare(old, new).changes == 1


def test_paragraphs_come_and_go_whole():
    old = "Premier point sur le vélo.\n\nDeuxième point sur le logement.\n"
    new = "Premier point sur le vélo.\n\nUne demande entièrement neuve.\n\nDeuxième point sur le logement.\n"
    assert [block.kind for block in compare(old, new).blocks] == ["equal", "insert", "equal"]
    assert [block.kind for block in compare(new, old).blocks] == ["equal", "delete", "equal"]


def test_two_unlike_paragraphs_are_not_mixed_word_by_word():
    blocks = compare("Créer une maison du vélo au port.", "Soutenir les cantines solidaires.").blocks
    assert [block.kind for block in blocks] == ["delete", "insert"]


def test_numbered_demands_are_compared_one_by_one():
    old = "Nous demandons\u202f:\n1. un guichet unique pour les associations\n2. une clause sociale dans les marchés\n"
    new = old.replace("2. une clause sociale", "2. un fonds de prêt de matériel\n3. une clause sociale et locale")
    assert [block.kind for block in compare(old, new).blocks] == ["equal", "equal", "insert", "replace"]


def test_a_reworded_paragraph_is_found_again_after_others_were_added():
    paragraphs = [f"Le point numéro {n} traite du sujet{n} et de la rue{n} en détail." for n in range(12)]
    moved = ["Un préambule tout neuf ouvre ce texte."] + [text.replace("en détail", "avec soin") for text in paragraphs]
    kinds = [block.kind for block in compare("\n\n".join(paragraphs), "\n\n".join(moved)).blocks]
    assert kinds == ["insert"] + ["replace"] * 12


def test_paragraphs_of_the_same_few_words_are_still_paired():
    old = "\n".join(f"- Voter le budget pour {year}" for year in range(2020, 2026))
    blocks = compare(old, old.replace("Voter", "Adopter")).blocks
    assert [block.kind for block in blocks] == ["replace"] * 6


def test_moved_white_space_is_kept_but_is_no_change():
    comparison = compare("Un texte.\n\nDeux lignes.", "Un texte.\n\n\nDeux  lignes. ")
    assert comparison.changes == 0
    assert comparison.similarity == 1.0


def test_a_text_from_nothing_is_all_new():
    comparison = compare("", "Une proposition.\n\nUn motif.")
    assert [block.kind for block in comparison.blocks] == ["insert", "insert"]
    assert comparison.changes == 2
    assert comparison.similarity == 0.0
    assert comparison.words["insert"] == 4


@given(st.lists(st.sampled_from("abcd")), st.lists(st.sampled_from("abcd")))
def test_an_alignment_covers_both_sequences_and_ties_only_equals(old, new):
    at = (0, 0)
    last = None
    for tag, i, j, k, m in opcodes(old, new):
        assert at == (i, k)
        assert tag != last
        assert tag != SAME or old[i:j] == new[k:m]
        at, last = (j, m), tag
    assert at == (len(old), len(new))


def test_five_thousand_words_are_compared_well_within_a_page_view():
    draw = random.Random(7)
    words = [f"mot{n}" for n in range(600)] + ["de", "la", "le"] * 60
    before = [" ".join(draw.choices(words, k=60)) for _ in range(84)]
    after = [text.replace("de", "du") if draw.random() < 0.1 else text for text in before]
    times = []
    for _ in range(5):
        start = process_time()
        comparison = compare("\n\n".join(before), "\n\n".join(after))
        times.append(process_time() - start)
    assert comparison.changes > 10
    # 3 to 5 ms of processor time where this was written; the budget is 10, the rest is room for slow machines
    assert min(times) < 0.05
