"""The minutes as HTML, from the same assembled value as the PDF."""

from django.template.loader import render_to_string

from deliberations.wording import council_language

from .document import MinutesDocument, Seal


@council_language()
def to_html(minutes: MinutesDocument, seal: Seal) -> str:
    """The body of a page, headings from level 2 on."""
    return render_to_string("deliberations/minutes_body.html", {"minutes": minutes, "seal": seal})
