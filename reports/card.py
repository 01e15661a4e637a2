"""The picture that goes with a link: a title, where it stands, whose it is. Values in, the bytes of a PNG out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from .theme import ALARM, GRES, INK, MOSS, OCHRE, PLUM, RIVER, SOFT, STONE

WIDTH, HEIGHT = 1200, 630  # pixels, as the places where links are shared ask for
MARGIN, BAND = 80, 18
PAPER = (0xFB, 0xF9, 0xF5)
FAMILIES = {
    "accent": GRES, "river": RIVER, "ochre": OCHRE, "moss": MOSS, "plum": PLUM, "stone": STONE, "alarm": ALARM,
}  # fmt: skip
SIZES = (76, 66, 56, 48)  # of the title, the largest that fits
MOST_LINES = 4
SMOOTH = 4  # round shapes are drawn that many times larger and reduced: that smooths their edges
FONTS = Path(__file__).parent / "fonts"


@dataclass(frozen=True)
class Dot:
    """One seat of the mark: its family of colour ("ink" too), its middle and radius in hundredths of the mark."""

    family: str
    x: float
    y: float
    radius: float


@dataclass(frozen=True)
class Card:
    """What the picture says. `family`: the colour of the state, which its words say too; no `state`, no label."""

    council: str
    eyebrow: str
    title: str
    state: str = ""
    family: str = "accent"
    foot: str = ""
    mark: tuple[Dot, ...] = ()


def draw_card(card: Card) -> bytes:
    """The picture, 1200 × 630; the same value gives the same bytes."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(image)
    colour = _colour(card.family)
    pen.rectangle((0, 0, BAND, HEIGHT), fill=colour)
    _draw_mark(image, card.mark, (MARGIN, 52), 88)
    beside = MARGIN + 112
    council = _fitting(card.council, WIDTH - MARGIN - beside)
    pen.text((beside, 104), card.council, font=council, fill=_colour("ink"), anchor="lm")
    pen.text((MARGIN, 170), card.eyebrow, font=_font("Sans-Semibold", 32), fill=_rgb(GRES))
    _draw_title(pen, card.title)
    _draw_state(image, card.state, colour)
    foot = _font("Sans-Regular", 28)
    pen.text((WIDTH - MARGIN - foot.getlength(card.foot), HEIGHT - 92), card.foot, font=foot, fill=_rgb(SOFT))
    out = BytesIO()
    image.quantize(64, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def wrapped(words: str, font, width: float) -> list[str]:
    """A text in lines no wider than `width`; a word that is wider stands alone."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def fitted(title: str, width: float) -> tuple[int, list[str]]:
    """The size and the lines of a title: the largest size at which it fits, else the smallest, cut with an ellipsis."""
    for size in SIZES:
        lines = wrapped(title, _font("Serif-Semibold", size), width)
        if len(lines) <= MOST_LINES - (size > SIZES[1]) and len(lines) * size * 1.14 <= 275:
            return size, lines
    kept = lines[:MOST_LINES]
    return SIZES[-1], [*kept[:-1], kept[-1].rstrip(".,;: ") + "…"] if len(lines) > MOST_LINES else kept


def _fitting(words, width):
    """The largest face in which one line of words fits, or the smallest."""
    faces = [_font("Sans-Semibold", size) for size in (34, 28, 23)]
    return next((face for face in faces if face.getlength(words) <= width), faces[-1])


def _draw_title(pen, title):
    size, lines = fitted(title, WIDTH - 2 * MARGIN)
    top = 238 - size * 0.14  # the tops of the letters stand at the same height at every size
    for rank, line in enumerate(lines):
        pen.text((MARGIN, top + rank * size * 1.14), line, font=_font("Serif-Semibold", size), fill=_colour("ink"))


def _draw_state(image, state, colour):
    if not state:
        return
    font, left, top, height = _font("Sans-Semibold", 32), MARGIN, HEIGHT - 112, 60
    width = round(84 + font.getlength(state))
    label = Image.new("RGB", (width * SMOOTH, height * SMOOTH), PAPER)
    pen, middle, dot = ImageDraw.Draw(label), height * SMOOTH // 2, 10 * SMOOTH
    pen.rounded_rectangle((0, 0, width * SMOOTH - 1, height * SMOOTH - 1), middle, fill=colour)
    pen.ellipse((24 * SMOOTH, middle - dot, 24 * SMOOTH + 2 * dot, middle + dot), fill=PAPER)
    image.paste(label.resize((width, height), Image.Resampling.LANCZOS), (left, top))
    ImageDraw.Draw(image).text((left + 58, top + height // 2), state, font=font, fill=PAPER, anchor="lm")


def _draw_mark(image, dots, place, size):
    large = Image.new("RGB", (size * SMOOTH, size * SMOOTH), PAPER)
    pen, unit = ImageDraw.Draw(large), size * SMOOTH / 104
    for dot in dots:
        x, y, radius = (dot.x + 2) * unit, (dot.y + 2) * unit, dot.radius * unit
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=_colour(dot.family))
    image.paste(large.resize((size, size), Image.Resampling.LANCZOS), place)


def _colour(family):
    return _rgb(INK if family == "ink" else FAMILIES.get(family, STONE))


def _rgb(colour):
    return tuple(round(part * 255) for part in colour.rgb())


@cache
def _font(name, size):
    return ImageFont.truetype(str(FONTS / f"Coconseil{name}.ttf"), size)
