"""What members write (Markdown) as HTML that can be shown: sanitised, under the page's own headings, in French
typography.

Raw HTML is not interpreted: what was typed is shown as typed, so nothing disappears from a text that is
going to be voted on. An image becomes a link, for no page of ours asks another host for anything.
"""

import re
import threading
from functools import lru_cache
from html import escape, unescape

import nh3
from bs4 import BeautifulSoup
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.smarty import SmartyExtension
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor

from common.markdown_input import FewBrackets, LenientLists
from common.typography import NARROW, typography

__all__ = ["demands", "excerpt", "plain", "render"]

DEEPEST_HEADING = 5
TAGS = {"p", "h2", "h3", "h4", "h5", "ul", "ol", "li", "blockquote", "pre", "hr", "br", "div"}
TAGS |= {"strong", "em", "a", "code", "sup", "abbr", "table", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {"a": {"href", "title"}, "abbr": {"title"}, "ol": {"start"}, "sup": {"id"}, "li": {"id"}}
ATTRIBUTES |= {"th": {"data-align"}, "td": {"data-align"}}
CLASSES = {"a": {"footnote-ref", "footnote-backref"}, "div": {"footnote"}}
SUBSTITUTIONS = {
    "left-double-quote": f"«{NARROW}",
    "right-double-quote": f"{NARROW}»",
    "left-angle-quote": f"«{NARROW}",
    "right-angle-quote": f"{NARROW}»",
    "left-single-quote": "‘",
    "right-single-quote": "’",
    "ndash": "–",
    "mdash": "—",
    "ellipsis": "…",
}
_FOOTNOTES = re.compile(r'<sup id=.*?</sup>|<div class="footnote">.*', re.DOTALL)
_local = threading.local()


def render(text: str, *, level: int = 3, prefix: str = "texte") -> SafeString:
    """The HTML of a Markdown text.

    `level` is the heading level its highest title takes (3 under a page's h1 and h2); deeper titles follow
    without a gap. `prefix` keeps the anchors of its footnotes apart from those of another text of the page.
    """
    return mark_safe(_render(text, level, prefix, get_language() or "fr"))


def plain(text: str) -> str:
    """The text without its marks and footnotes, one line a paragraph: for mails, feeds and search."""
    body = _FOOTNOTES.sub("", render(text))
    lines = (" ".join(line.split(" ")) for line in unescape(nh3.clean(body, tags=set())).split("\n"))
    return "\n".join(line.strip(" ") for line in lines if line.strip())


def excerpt(text: str, words: int = 30) -> str:
    """The first words of a text, without marks, with an ellipsis when some are left."""
    found = list(re.finditer(r"[^ \n]+", plain(text)))
    shown = " ".join(match[0] for match in found[:words])
    return shown if len(found) <= words else shown.rstrip(".,;:!?–— \u202f") + "…"


def demands(text: str) -> list[str]:
    """The numbered points a text makes at its top level, as plain text (each gets its own answer, RULES R)."""
    if not re.search(r"^ {0,3}\d+[.)]", text, re.MULTILINE):
        return []
    soup = BeautifulSoup(_FOOTNOTES.sub("", render(text)), "html.parser")
    points = (point for ol in soup.find_all("ol", recursive=False) for point in ol.find_all("li", recursive=False))
    return [re.sub(r"[ \n]+", " ", point.get_text()).strip(" ") for point in points]


@lru_cache(maxsize=512)
def _render(text: str, level: int, prefix: str, language: str) -> str:
    """Texts are read far more often than written, and rendering one has no other input than these."""
    html = nh3.clean(
        _converted(text, level, language),
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        url_schemes={"http", "https", "mailto"},
        url_relative=lambda url: _inside(url, prefix),
        link_rel="noopener nofollow ugc",
        id_prefix=f"{prefix}-",
    )
    return typography(html)


def _converted(text: str, level: int, language: str) -> str:
    parser = _parser(language)
    parser.level = level
    try:
        return parser.reset().convert(text)
    except RecursionError:  # lists within lists by the hundred: not a text, but nothing to fall over either
        _local.__dict__.clear()
        return f"<pre>{escape(text)}</pre>"


def _inside(url: str, prefix: str) -> str | None:
    """Anchors of this text take its prefix; paths of this site stay; `//host` and the rest go."""
    if url.startswith("#fn"):
        return f"#{prefix}-{url[1:]}"
    return url if re.match(r"/(?![/\\])", url) else None


def _parser(language: str) -> Markdown:
    """One parser a thread and language: building one costs more than using it, and none is thread-safe."""
    parsers = _local.__dict__.setdefault("parsers", {})
    if language not in parsers:
        parsers[language] = _built()
    return parsers[language]


def _built() -> Markdown:
    footnotes = FootnoteExtension(BACKLINK_TITLE=_("Revenir à l’appel de la note {}"))
    smarty = SmartyExtension(smart_angled_quotes=True, substitutions=SUBSTITUTIONS)
    tables = TableExtension(use_align_attribute=True)
    parser = Markdown(extensions=["abbr", "fenced_code", "sane_lists", footnotes, smarty, tables])
    parser.preprocessors.deregister("html_block")
    parser.inlinePatterns.deregister("html")
    parser.preprocessors.register(LenientLists(parser), "lenient_lists", 22)
    parser.preprocessors.register(FewBrackets(parser), "few_brackets", 21)
    parser.treeprocessors.register(_HouseRules(parser), "house_rules", 0)
    return parser


class _HouseRules(Treeprocessor):
    """Headings below the page's, images as links, columns aligned by the style sheet."""

    def run(self, root):
        self._lower_headings(root)
        for image in root.iter("img"):
            image.tag, image.text = "a", image.get("alt") or image.get("src")
            image.set("href", image.get("src"))
        for cell in root.iter():
            if cell.get("align"):
                cell.set("data-align", cell.get("align"))

    def _lower_headings(self, root):
        headings = [element for element in root.iter() if re.fullmatch(r"h[1-6]", element.tag)]
        top = min((int(heading.tag[1]) for heading in headings), default=1)
        last = self.md.level - 1
        for heading in headings:
            last = min(int(heading.tag[1]) - top + self.md.level, last + 1, DEEPEST_HEADING)
            heading.tag = f"h{last}"
