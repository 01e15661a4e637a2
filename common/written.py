"""What the council wrote stays in its own language on pages read in another, and says so to screen readers."""

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

__all__ = ["as_written", "council_lang"]


def council_lang(code: str | None = None) -> SafeString | str:
    """The attribute, with its space before, for an element that holds words of the council: `<h1{% council_lang %}>`.

    `code`: the language they are in where it is known, as of a page; else the council's. Empty where the page is in it.
    """
    written = code or settings.LANGUAGE_CODE
    return "" if written == get_language() else format_html(' lang="{}"', written)


def as_written(words):
    """Words of the council inside a sentence or a component of the interface; never for an attribute."""
    mark = council_lang()
    return format_html("<span{}>{}</span>", mark, words) if words and mark else words
