"""The minutes: assembled from the record as one value, then drawn as PDF, HTML or Markdown (RULES M).

Direction: document ← attendance and ballots ← assembling ← current; gaps, pdf, html and markdown read the document
and import no model.
"""

from .assembling import assemble
from .current import current_minutes, draft_seal, seal_of
from .document import MinutesDocument, Seal, as_json, from_json
from .gaps import gaps
from .html import to_html
from .markdown import to_markdown
from .pdf import draw

__all__ = [
    "MinutesDocument",
    "Seal",
    "as_json",
    "assemble",
    "current_minutes",
    "draft_seal",
    "draw",
    "from_json",
    "gaps",
    "seal_of",
    "to_html",
    "to_markdown",
]
