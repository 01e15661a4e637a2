"""Filters that say dates, numbers and texts as people do; each is a function of the module that explains it."""

from django import template

from common import formats, identifiers, markdown
from common.typography import typography

register = template.Library()

for _filter in (
    formats.long_date,
    formats.long_datetime,
    formats.short_date,
    formats.clock,
    formats.clock_span,
    formats.number,
    formats.percent,
    formats.lasting,
):
    register.filter(_filter.__name__, _filter)

register.filter("digest", formats.short_digest)
register.filter("siret", identifiers.format_siret)
register.filter("plain", markdown.plain)
register.filter("excerpt", markdown.excerpt)
register.filter("demands", markdown.demands)
register.filter("typography", typography, is_safe=True)


@register.filter("markdown")
def as_html(text: str, prefix: str = "texte") -> str:
    """A member's text as sanitised HTML; `prefix` when a page shows several texts with footnotes."""
    return markdown.render(text or "", prefix=prefix)
