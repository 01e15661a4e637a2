"""Both themes can be read: every pair of colours of the tokens keeps its contrast (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from itertools import product
from pathlib import Path

import pytest
from django.conf import settings

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


def luminance(colour):
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(theme, one, other):
    dark, light = sorted((luminance(THEMES[theme][one]), luminance(THEMES[theme][other])))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground"), TEXTS)
def test_a_text_stands_out_from_its_ground(theme, text, ground):
    assert contrast(theme, text, ground) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("mark", "ground"), MARKS)
def test_a_mark_stands_out_from_its_ground(theme, mark, ground):
    assert contrast(theme, mark, ground) >= 3
