"""The browser receives one style sheet, made of all the files."""

import gzip

from django.urls import reverse

from common.stylesheet import parts, stylesheet


def test_every_file_is_joined_and_the_layers_come_first():
    body = stylesheet().body.decode()
    assert parts()[0].name == "layers.css"
    assert parts()[-1].name == "print.css"
    assert body.index("@layer reset, tokens") < body.index(".button {")
    assert "/*" not in body


def test_addresses_of_fonts_lead_to_the_static_files():
    assert 'url("/static/fonts/newsreader-latin-500-normal.woff2")' in stylesheet().body.decode()


def test_the_current_address_is_kept_for_ever_and_an_old_one_never(client):
    sheet = stylesheet()
    response = client.get(reverse("stylesheet", args=[sheet.digest]), headers={"Accept-Encoding": "gzip"})
    assert "immutable" in response["Cache-Control"]
    assert gzip.decompress(response.content) == sheet.body
    old = client.get(reverse("stylesheet", args=["0"]))
    assert old["Cache-Control"] == "no-cache"
    assert old.content == sheet.body


def test_the_first_page_stays_within_its_weight():
    """Fonts, style sheet, scripts and drawings together leave 20 kB for the page itself (budget 100 kB)."""
    folder = parts()[0].parent.parent
    fonts = ("newsreader-latin-500-normal.woff2", "source-sans-3-latin-wght-normal.woff2")
    weight = len(stylesheet().gzipped) + sum((folder / "fonts" / name).stat().st_size for name in fonts)
    others = [folder / "js" / name for name in ("app.js", "forms.js", "markdown.js")] + [
        folder / "icons" / "sprite.svg"
    ]
    weight += sum(len(gzip.compress(path.read_bytes())) for path in others)
    assert weight <= 80_000
