"""The minutes as Markdown, from the same assembled value as the PDF."""

from django.template.loader import render_to_string

from deliberations.wording import council_language

from .document import MinutesDocument, Seal


@council_language()
def to_markdown(minutes: MinutesDocument, seal: Seal) -> str:
    """A whole text, ready to paste elsewhere."""
    text = render_to_string("deliberations/minutes.md", {"minutes": minutes, "seal": seal})
    lines = [line.rstrip() for line in text.splitlines()]
    return "\n".join(line for line, before in zip(lines, ["", *lines], strict=False) if line or before).strip() + "\n"
