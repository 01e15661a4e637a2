"""The visual system keeps its promises: contracts, gallery, styles, vendored files."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

TEMPLATES = Path(settings.BASE_DIR) / "templates"
STATIC = Path(settings.BASE_DIR) / "static"
COMPONENTS = sorted(path.stem for path in (TEMPLATES / "components").glob("*.html") if path.stem != "gallery")
STYLES = sorted((STATIC / "css").rglob("*.css"))
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch|oklab|lab|lch)a?\(")


@pytest.fixture
def gallery(client, db):
    return client.get(reverse("gallery")).content.decode()


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_has_a_contract_and_a_style_of_its_name(name):
    text = (TEMPLATES / "components" / f"{name}.html").read_text(encoding="utf-8")
    assert re.match(rf"\{{% comment %\}}\s*{name} - ", text)
    assert (STATIC / "css" / "components" / f"{name}.css").exists()


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_is_in_the_gallery(name):
    text = (TEMPLATES / "components" / "gallery.html").read_text(encoding="utf-8")
    headings = re.findall(r'<h2 id="[a-z_]+">([^<]+)</h2>', text)
    assert name in {shown.strip() for heading in headings for shown in heading.split(",")}


def test_a_style_without_a_component_does_not_stay():
    assert {path.stem for path in STYLES if path.parent.name == "components"} <= set(COMPONENTS)


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_colours_are_named_in_the_tokens_only(path):
    found = COLOUR.findall(path.read_text(encoding="utf-8"))
    assert bool(found) == (path.name == "tokens.css")


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_a_custom_property_that_is_used_is_given_somewhere(path):
    given = set(re.findall(r"(--[a-z0-9-]+)\s*:", "".join(style.read_text(encoding="utf-8") for style in STYLES)))
    used = set(re.findall(r"var\((--[a-z0-9-]+)", path.read_text(encoding="utf-8")))
    assert used <= given


def test_every_icon_that_is_asked_for_is_in_the_sprite():
    drawn = set(re.findall(r'<symbol id="([a-z0-9-]+)"', (STATIC / "icons" / "sprite.svg").read_text(encoding="utf-8")))
    asked = set()
    for path in TEMPLATES.rglob("*.html"):
        if path.parent.name == "back_office":  # the icons there are those of the back office
            continue
        asked |= set(re.findall(r'(?:\{% icon |icon=)"([a-z0-9-]+)"', path.read_text(encoding="utf-8")))
    assert asked
    assert asked <= drawn


def test_vendored_files_are_those_that_were_taken():
    for package in json.loads((STATIC / "vendor.json").read_text(encoding="utf-8")):
        assert package["licence_file"] in package["files"]
        for name, digest in package["files"].items():
            assert hashlib.sha256((STATIC / name).read_bytes()).hexdigest() == digest, name


def test_the_gallery_holds_to_the_strict_policy(gallery):
    assert "<h1>Composants</h1>" in gallery
    data = r'<script type="application/ld\+json">.*?</script>'  # a block of data, which no browser runs
    assert not re.search(r"\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", re.sub(data, "", gallery, flags=re.DOTALL))
    assert "http://" not in re.sub(r'xmlns="[^"]+"', "", gallery).replace(settings.WAGTAILADMIN_BASE_URL, "")


def test_ids_are_unique_in_the_gallery(gallery):
    ids = re.findall(r'\sid="([^"]+)"', gallery)
    assert len(ids) == len(set(ids))


def test_every_link_inside_the_gallery_to_a_field_reaches_it(gallery):
    summary = re.search(r'class="error-summary".*?</ul>', gallery, re.DOTALL)[0]
    targets = re.findall(r'href="#([^"]+)"', summary)
    assert targets
    assert all(f'id="{target}"' in gallery for target in targets)


def test_an_error_and_a_hint_are_linked_to_their_field(gallery):
    assert 'aria-describedby="id_wrong-title_helptext id_wrong-title_error"' in gallery
    assert 'id="id_wrong-title_error"' in gallery
    assert 'id="id_wrong-title_helptext"' in gallery


@pytest.mark.parametrize(
    ("asked", "given"), [("dark", ' data-theme="dark"'), ("light", ' data-theme="light"'), ("x", "")]
)
def test_the_theme_of_the_gallery_can_be_chosen(client, db, asked, given):
    html = client.get(reverse("gallery"), {"theme": asked}).content.decode()
    assert f'<html lang="fr"{given}>' in html
