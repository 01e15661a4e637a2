"""A comparison of two texts as HTML: every mark is also said in words, every change has an address to jump to."""

from collections.abc import Iterator
from itertools import count

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from common.worddiff import DELETE, EQUAL, INSERT, Block, Comparison, Span
from common.written import council_lang

register = template.Library()

TAGS = {INSERT: "ins", DELETE: "del"}


@register.simple_tag
def inline_comparison(comparison: Comparison, anchor: str = "modification") -> SafeString:
    """One column: what was taken out and what was put in stand where they were in the text.

    `anchor` begins the addresses of the changes: each comparison of a page has its own.
    """
    numbers = _addresses(anchor)
    blocks = (
        (block.kind, _marked(block, (EQUAL, INSERT, DELETE), _starts(block, numbers))) for block in comparison.blocks
    )
    paragraphs = format_html_join("\n", '<p class="comparison__block" data-kind="{}">{}</p>', blocks)
    return format_html('<div class="comparison comparison--inline"{}>{}</div>', council_lang(), paragraphs)


@register.simple_tag
def side_by_side(comparison: Comparison, before: str = "", after: str = "") -> SafeString:
    """Two columns, paragraph facing paragraph; `before` and `after` head them."""
    numbers = _addresses("modification")
    rows = ((block.kind, *_faced(block, numbers)) for block in comparison.blocks)
    return format_html(
        '<table class="comparison comparison--side"><thead><tr><th scope="col">{}</th><th scope="col">{}</th></tr>'
        "</thead><tbody{}>{}</tbody></table>",
        before or _("Avant"),
        after or _("Après"),
        council_lang(),
        format_html_join("\n", '<tr class="comparison__block" data-kind="{}"><td>{}</td><td>{}</td></tr>', rows),
    )


@register.simple_tag
def change_links(comparison: Comparison) -> SafeString:
    """A list of links, one to each change, in reading order; nothing when nothing changed."""
    if not comparison.changes:
        return SafeString("")
    links = ((n, _("Modification"), n) for n in range(1, comparison.changes + 1))
    items = format_html_join(
        "", '<li><a href="#modification-{}"><span class="visually-hidden">{} </span>{}</a></li>', links
    )
    return format_html('<ol class="comparison__jumps">{}</ol>', items)


def _addresses(anchor: str) -> Iterator[str]:
    return (f"{anchor}-{number}" for number in count(1))


def _faced(block: Block, numbers) -> tuple[SafeString, SafeString]:
    """The old side and the new one; a change has one address, on the side where it is first seen."""
    starts = _starts(block, numbers)
    return _marked(block, (EQUAL, DELETE), starts), _marked(block, (EQUAL, INSERT), starts)


def _marked(block: Block, kinds: tuple[str, ...], starts: dict[int, str]) -> SafeString:
    shown = ((_shown(span, starts.get(at)),) for at, span in enumerate(block.spans) if span.kind in kinds)
    return format_html_join("", "{}", shown)


def _starts(block: Block, numbers) -> dict[int, str]:
    """Which spans begin a change, and its address: a word taken out and the one put in are one change."""
    starts, changing = {}, False
    for at, span in enumerate(block.spans):
        if span.visible and not changing:
            starts[at] = next(numbers)
        changing = span.visible or (changing and span.text.isspace())
    return starts


def _shown(span: Span, start: str | None) -> SafeString | str:
    if not span.visible:
        return span.text
    said = _("ajouté") if span.kind == INSERT else _("supprimé")
    address = format_html(' id="{}"', start) if start else ""
    return format_html(
        '<{tag}{address}><span class="visually-hidden"{ours}>[{said}\u202f: </span>'
        '{text}<span class="visually-hidden">]</span></{tag}>',
        ours=format_html(' lang="{}"', get_language()) if council_lang() else "",
        tag=TAGS[span.kind],
        address=address,
        said=said,
        text=span.text,
    )
