"""What the head of a page says to machines: its one address, its languages, how a link to it looks, what it is."""

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from common.identity import identity
from common.templatetags.ui import language_links
from opendata import cards, linked

register = template.Library()
FRAME = '<iframe src="{}" title="{}" width="100%" height="{}" style="border:0" loading="lazy"></iframe>'
TERRITORIES = {"fr": "fr_FR", "en": "en_GB", "de": "de_DE"}


@register.simple_block_tag(end_name="endtitled")
def titled(content):
    """What stands between the tags on one line: the title of the page, said more than once in its head."""
    return mark_safe(" ".join(content.split()))


@register.inclusion_tag("opendata/_head.html", takes_context=True)
def page_head(context):
    """Of a page that is no record: the card of the site, the council."""
    return _head(
        context,
        card=cards.site_card(who(context)),
        image=reverse("opendata:card"),
        graph=[linked.council(who(context))],
    )


@register.inclusion_tag("opendata/_head.html", takes_context=True)
def record_head(context, record):
    """Of the pages of a recommendation. Before it is public nothing leaves the page (RULES R3)."""
    if record.recommendation.public_since is None:
        return {}
    graph = [linked.council(who(context)), linked.of_recommendation(record)]
    said = {"kind": "article", "description": record.shown.summary}
    return _head(
        context,
        card=cards.card_of(record, who(context)),
        image=cards.card_path(record, who(context)),
        graph=graph,
        **said,
    )


@register.inclusion_tag("opendata/_head.html", takes_context=True)
def sitting_head(context, sitting):
    """Of the page of a sitting, once it was convened."""
    if sitting.convened_at is None:
        return {}
    trail = [
        {"label": _("Accueil"), "url": reverse("wagtail_serve", args=[""])},
        {"label": _("Séances"), "url": reverse("deliberations:sittings")},
        {"label": sitting.title, "url": ""},
    ]
    graph = [
        linked.council(who(context)),
        linked.of_sitting(sitting),
        linked.way_back(trail, sitting.get_absolute_url()),
    ]
    said = {"kind": "article", "description": sitting.place}
    return _head(context, card=cards.site_card(who(context)), image=reverse("opendata:card"), graph=graph, **said)


@register.inclusion_tag("opendata/_head.html", takes_context=True)
def person_head(context, person, portrait):
    """Of the page of somebody who sits or sat."""
    graph = [linked.council(who(context)), linked.of_person(person, portrait)]
    return _head(
        context, card=cards.site_card(who(context)), image=reverse("opendata:card"), graph=graph, kind="profile"
    )


@register.simple_tag(takes_context=True)
def way_back(context, items):
    """The component `breadcrumb` as data; nothing where no page is asked for."""
    request = getattr(context, "request", None)
    return linked.script([linked.way_back(items, request.path)]) if request and items else ""


@register.inclusion_tag("opendata/_embed_code.html")
def embed_code(name, title, height, number=None):
    """The code by which another site shows one of our small pages, `height` pixels high."""
    address = linked.absolute(reverse(f"opendata:{name}", args=[number] if number else []))
    return {"address": address, "code": format_html(FRAME, address, title, height), "key": name}


def who(context):
    """What the council is called, as the page has read it already."""
    return context["identity"].council if "identity" in context else identity()


def _head(context, *, card, image, graph, kind="website", description=""):
    request, language = context.get("request"), get_language() or settings.LANGUAGE_CODE
    if request is None:
        return {}
    links = language_links(context)
    return {
        "canonical": linked.absolute(request.path),
        "alternates": [(link.code, linked.absolute(link.url)) for link in links],
        "default": linked.absolute(links[0].url),
        "kind": kind,
        "description": description,
        "site": who(context).full,
        "locale": TERRITORIES[language],
        "other_locales": [locale for code, locale in TERRITORIES.items() if code != language],
        "image": linked.absolute(image),
        "image_alt": cards.described(card),
        "data": linked.script(graph),
    }
