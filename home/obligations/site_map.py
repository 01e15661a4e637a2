"""The map of the site: what the records fill, the pages editors wrote, what the law asks for. Three queries."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from common.written import as_written
from governance.models import Theme

RECORDS = (
    (_("Le conseil"), "council:council"),
    (_("Parité et vacances"), "council:parity"),
    (_("Séances"), "deliberations:sittings"),
    (_("Recommandations"), "governance:recommendations"),
    (_("Saisines"), "governance:referrals"),
    (_("Suites données"), "governance:board"),
    (_("S’abonner"), "home:subscribe"),
)
CHECKS = (
    (_("Registre des actes"), "home:register"),
    (_("Vérifier un document"), "home:verify"),
    (_("Données ouvertes"), "opendata:data"),
)
OWED = (
    (_("Contact"), "home:contact"),
    (_("Accessibilité"), "home:accessibility"),
    (_("Mentions légales"), "home:legal"),
    (_("Données personnelles"), "home:privacy"),
)
AT_RECORDS = ("conseil", "seances", "accessibilite", "mentions-legales", "confidentialite", "contact", "plan-du-site")


def site_map():
    """Return the sections of the map: each a heading and its links."""
    themes = [
        {"label": as_written(theme.name), "url": f"{reverse('governance:recommendations')}?theme={theme.slug}"}
        for theme in Theme.objects.order_by("name")
    ]
    sections = [
        (_("Ce que fait le conseil"), _named(RECORDS)),
        (_("Les recommandations par thème"), themes),
        (_("Pages"), pages()),
        (_("Vérifier et réutiliser"), _named(CHECKS)),
        (_("À propos du site"), _named(OWED)),
    ]
    return [{"title": title, "links": links} for title, links in sections if links]


def pages():
    """Return the pages of prose that everybody may read, in the order of the tree."""
    written = Page.objects.live().public().filter(depth__gt=2).exclude(depth=3, slug__in=AT_RECORDS)
    return [
        {"label": as_written(page.title), "url": page.get_url(), "deep": page.depth > 3}
        for page in written.exclude(content_type__model="sittingpage").order_by("path")
    ]


def _named(lines):
    return [{"label": label, "url": reverse(name)} for label, name in lines]
