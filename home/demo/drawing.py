"""Images without a photograph: dots in the colours of the site, laid out by a word. The same word, the same image."""

from io import BytesIO
from math import cos, pi, sin
from random import Random

from PIL import Image, ImageDraw

PAPER = "#f3eee6"
COLOURS = ("#9c3f2b", "#1d5673", "#8a5a00", "#2e6b4a", "#6b3f75")
ROWS, TWICE = 7, 2  # half-circles of dots; drawn at twice the size, then reduced: round edges


def drawn(word, *, width=1600, height=900):
    """Return a PNG as a file: half-circles of dots whose colours and size `word` decides."""
    chance = Random(word)
    image = Image.new("RGB", (width * TWICE, height * TWICE), PAPER)
    pen, colours = ImageDraw.Draw(image), chance.sample(COLOURS, 3)
    middle = width * TWICE * chance.uniform(0.35, 0.65)
    for row in range(1, ROWS + 1):
        _half_circle(pen, chance, colours, middle, height * TWICE, height * TWICE * 0.13 * row, 5 * row)
    file = BytesIO()
    image.resize((width, height), Image.Resampling.LANCZOS).save(file, "PNG", optimize=True)
    file.seek(0)
    return file


def _half_circle(pen, chance, colours, x, y, radius, dots):
    for rank in range(dots):
        angle = pi * (rank + 0.5) / dots
        colour = colours[min(2, int(3 * (rank + chance.random()) / dots))]
        across, up, size = x + radius * cos(angle), y - radius * sin(angle), y * 0.022 * chance.uniform(0.6, 1.2)
        pen.ellipse((across - size, up - size, across + size, up + size), fill=colour)
