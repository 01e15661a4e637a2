"""The picture of a link: its size, its colours, titles of any length."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from reports.card import FAMILIES, HEIGHT, MARGIN, MOST_LINES, SIZES, WIDTH, Card, Dot, draw_card, fitted

CARD = Card("Conseil", "Recommandation 2026-014", "Ouvrir les marchés", "Adoptée", "moss", "conseil.exemple.fr",
            (Dot("accent", 4, 77, 5.6), Dot("ink", 40, 47, 5.6)))  # fmt: skip


def picture(card):
    return Image.open(BytesIO(draw_card(card)))


def test_it_has_the_size_that_links_are_shown_at_and_weighs_little():
    assert picture(CARD).format == "PNG"
    assert picture(CARD).size == (WIDTH, HEIGHT) == (1200, 630)
    assert len(draw_card(CARD)) < 60_000


@pytest.mark.parametrize("family", FAMILIES)
def test_its_edge_has_the_colour_of_the_state(family):
    edge = picture(replace(CARD, family=family)).convert("RGB").getpixel((5, 300))
    wanted = tuple(round(part * 255) for part in FAMILIES[family].rgb())
    assert all(abs(one - other) < 12 for one, other in zip(edge, wanted, strict=True))


def test_the_same_value_gives_the_same_bytes_and_another_title_others():
    assert draw_card(CARD) == draw_card(CARD)
    assert draw_card(CARD) != draw_card(replace(CARD, title="Autre"))


@pytest.mark.parametrize("words", [1, 6, 14, 40, 400])
def test_a_title_of_any_length_fits_and_a_cut_one_says_so(words):
    size, lines = fitted("mobilité " * words, WIDTH - 2 * MARGIN)
    assert size in SIZES
    assert 1 <= len(lines) <= MOST_LINES
    assert len(lines) * size * 1.14 <= 280
    assert lines[-1].endswith("…") is (words >= 40)


@pytest.mark.parametrize("title", ["", "a" * 300, "\u202f« »"])
def test_no_title_breaks_it(title):
    assert picture(replace(CARD, title=title, state="", council="C" * 200)).size == (1200, 630)
