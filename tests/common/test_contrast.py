"""Both themes can be read: every pair of colours of the tokens keeps its contrast (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from itertools import product
from pathlib import Path

import pytest
from django.conf import settings

from common.contrast import GROUNDS as KNOWN
from common.contrast import INK, TEXT, deeper, tint, weakest
from common.contrast import contrast as ratio

TOKENS = (Path(settings.BASE_DIR) / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
PAIR = re.compile(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")
THEMES = {
    "light": {name: light for name, light, _dark in PAIR.findall(TOKENS)},
    "dark": {name: dark for name, _light, dark in PAIR.findall(TOKENS)},
}
FAMILIES = ("accent", "river", "ochre", "moss", "plum", "stone", "alarm")
GROUNDS = ("paper", "card", "wash")
TEXTS = [
    *product(("ink", "soft", *FAMILIES), GROUNDS),
    *((family, f"{family}-wash") for family in FAMILIES),
    *product(("ink", "soft"), (f"{family}-wash" for family in FAMILIES)),
    ("on-solid", "solid"),
    ("on-solid", "solid-hover"),
    ("on-accent", "accent"),
    ("on-accent", "accent-hover"),
]
MARKS = [*product(("edge", "focus", "abstention"), GROUNDS), ("solid", "paper"), ("accent", "card")]


def contrast(theme, one, other):
    return ratio(THEMES[theme][one], THEMES[theme][other])


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground"), TEXTS)
def test_a_text_stands_out_from_its_ground(theme, text, ground):
    assert contrast(theme, text, ground) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("mark", "ground"), MARKS)
def test_a_mark_stands_out_from_its_ground(theme, mark, ground):
    assert contrast(theme, mark, ground) >= 3


@pytest.mark.parametrize("theme", THEMES)
def test_an_accent_is_held_against_the_grounds_of_today(theme):
    assert KNOWN[theme] == tuple(THEMES[theme][name] for name in GROUNDS)
    assert INK[theme] == THEMES[theme]["ink"]


@pytest.mark.parametrize(("one", "other", "expected"), [("#000000", "#ffffff", 21), ("#777777", "#777777", 1)])
def test_contrast_goes_from_one_to_twenty_one(one, other, expected):
    assert ratio(one, other) == pytest.approx(expected)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", ["river", "moss", "plum", "stone"])
def test_a_colour_that_reads_on_the_grounds_reads_on_its_own_tint_and_deepens(theme, name):
    colour = THEMES[theme][name]
    assert weakest(colour, theme) >= TEXT
    assert ratio(deeper(colour, theme), THEMES[theme]["on-accent"]) >= TEXT
    assert tint(colour, theme) != colour
