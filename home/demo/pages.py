"""The prose of the demo's public pages, put into the pages that the site begins with."""

import re

from common.markdown import render
from council.models import CouncilPage
from home.blocks import usual
from home.demo.material import material
from home.demo.telling import plant_news
from home.models import HomePage, ProsePage, SiteIdentity

HEADING = re.compile(r"^## +(.+)$", re.MULTILINE)


def plant_pages(today):
    """Fill the home page, the council's page and the pages of prose."""
    text = material("pages")
    home = HomePage.objects.get()
    words = text["home"]
    home.eyebrow, home.headline = words["eyebrow"], words["headline"]
    home.introduction, home.body = f"<p>{words['lead']}</p>", front()
    home.save_revision().publish()
    council = CouncilPage.objects.get()
    council.introduction, council.body = f"<p>{text['about']['intro']}</p>", blocks(text["about"]["body"])
    council.save_revision().publish()
    for name, slug in {"how": "fonctionnement", "legal": "mentions-legales"}.items():
        plant_prose(home, slug, text[name])
    plant_news(blocks, today)
    SiteIdentity(pk=1, header_links=[("link", link) for link in text["header"]], **text["identity"]).save()


def front():
    """The parts of the demo's front page: the usual ones, then what a council well under way adds."""
    return [*usual(), ("news", {"count": 3}), ("subscribe", {}), ("people", {}), ("steps", {"count": 5})]


def plant_prose(home, slug, words):
    """Write a page of prose, where the site has none at this address yet or over the one it began with."""
    page = ProsePage.objects.filter(slug=slug).first() or home.add_child(instance=ProsePage(slug=slug, title="…"))
    page.title, page.body = words["title"], blocks(words["body"])
    page.introduction = f"<p>{words['intro']}</p>" if words.get("intro") else ""
    page.save_revision().publish()


def blocks(text):
    """Turn Markdown into the blocks that editors work with: a heading, then its text."""
    first, *rest = HEADING.split(text.strip())
    parts = [("text", render(first))] if first.strip() else []
    for title, body in zip(rest[::2], rest[1::2], strict=True):
        parts += [("heading", title.strip()), ("text", render(body))]
    return parts
