"""The minutes: assembled from the record as one value, then drawn as PDF, HTML, Markdown or Akoma Ntoso (RULES M).

Direction: document ← attendance and ballots ← assembling ← current; gaps, redacting, examined, pdf, extract, html,
markdown and akn read the document and import no model.
"""

from .akn import to_akn
from .assembling import assemble
from .current import current_minutes, cut_of, draft_seal, public_minutes, public_seal, seal_of
from .document import MinutesDocument, Seal, as_json, from_json
from .examined import Examined, examined
from .extract import draw_extract
from .gaps import Check, checks, gaps
from .html import to_html
from .markdown import to_markdown
from .pdf import draw
from .redacting import Cut, occurrences, public_rendition

__all__ = [
    "Check",
    "Cut",
    "Examined",
    "MinutesDocument",
    "Seal",
    "as_json",
    "assemble",
    "checks",
    "current_minutes",
    "cut_of",
    "draft_seal",
    "draw",
    "draw_extract",
    "examined",
    "from_json",
    "gaps",
    "occurrences",
    "public_minutes",
    "public_rendition",
    "public_seal",
    "seal_of",
    "to_akn",
    "to_html",
    "to_markdown",
]
