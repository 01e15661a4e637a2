"""What the search may find of a page that editors write."""

from html import unescape

from django.utils.html import strip_tags

from search.services import Card

PAGE = "page"  # every page of words is found under this kind


def card_of(page, lead):
    """The card of a page as it is published; the draft of its next words is no part of it. `lead`: text or HTML."""
    if not page.live:
        return None
    text = "\n".join(filter(None, (words_of(str(block)) for block in page.body)))
    return Card(
        kind=PAGE, key=page.pk, path=page.get_url() or "", language=page.locale.language_code,
        title=page.title, summary=words_of(lead), text=text,
    )  # fmt: skip


def words_of(html):
    """What a passage says, without its tags."""
    return " ".join(unescape(strip_tags(html.replace("<", " <"))).split())
