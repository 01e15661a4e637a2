"""What the documents say is what the code does."""

import re
from pathlib import Path

import pytest

from home.management.commands.draw_lifecycles import drawn
from register.chain import link_digest
from register.services import as_link
from tests.register.test_register import write

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_diagrams_are_drawn_from_the_tables_of_today():
    assert (DOCS / "lifecycles.md").read_text() == drawn()


@pytest.mark.django_db
def test_A2_the_script_of_the_documentation_finds_the_same_digest():
    script = re.search(r"```python\n(.*?)```", (DOCS / "register.md").read_text(), re.DOTALL)[1]
    names: dict = {}
    exec(script, names)  # the very lines that a reader would copy
    link = as_link(write(1)[0])
    assert names["digest"](link.__dict__) == link_digest(link)


def test_every_document_that_is_named_exists():
    pages = [*DOCS.glob("*.md"), DOCS.parent / "README.md", DOCS.parent / "CONTRIBUTING.md"]
    missing = [
        f"{page.name}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text())
        if not (page.parent / target).exists()
    ]
    assert missing == []
