"""What search engines read beside a page: schema.org as JSON-LD, from what the page itself shows."""

import json
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from common.identity import identity
from deliberations.enums import SittingState

CONTEXT = "https://schema.org"
LICENCE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
STATUS = {SittingState.CANCELLED: "EventCancelled", SittingState.POSTPONED: "EventPostponed"}
ESCAPED = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}  # nothing in it ends the script


def absolute(path: str) -> str:
    """The one address of a path: on the site's own name, whichever name it was asked by."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path


def script(graph: list[dict]) -> SafeString:
    """Statements as a block of data, which no browser runs."""
    text = json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, separators=(",", ":"))
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text.translate(ESCAPED)))


def council(who=None) -> dict:
    """The council and the local government that hosts it; `who`: its Identity, where it was read already."""
    return {
        "@type": "GovernmentOrganization",
        "@id": absolute("/#conseil"),
        "name": (who or identity()).full,
        "url": absolute("/"),
        "parentOrganization": {
            "@type": "GovernmentOrganization", "name": settings.COUNCIL_HOST, "taxID": settings.COUNCIL_SIRET,
        },
    }  # fmt: skip


def of_recommendation(record) -> dict:
    """A recommendation as a report of the council; `record`: governance.presenters.record.Record, one made public."""
    text, shown = record.recommendation, record.shown
    address = absolute(text.get_absolute_url())
    files = (
        ("application/pdf", "governance:leaflet"), ("application/xml", "opendata:akoma_ntoso"),
        ("application/json", "api:recommendation"),
    )  # fmt: skip
    return {
        "@type": "Report",
        "@id": address,
        "url": address,
        "name": shown.title,
        "identifier": text.number,
        "reportNumber": text.number,
        "abstract": shown.summary,
        "version": shown.number,
        "inLanguage": settings.LANGUAGE_CODE,
        "creativeWorkStatus": str(text.get_state_display()),
        "datePublished": text.public_since.isoformat(),
        "dateModified": max(shown.frozen_at, text.public_since).isoformat(),
        "author": {"@type": "Person", "name": str(text.author), "url": absolute(text.author.get_absolute_url())},
        "publisher": {"@id": absolute("/#conseil")},
        "audience": {"@type": "Audience", "name": text.addressee},
        "license": LICENCE,
        "encoding": [
            {"@type": "MediaObject", "encodingFormat": media, "contentUrl": absolute(reverse(name, args=[text.number]))}
            for media, name in files
        ],
    }


def of_sitting(sitting) -> dict:
    """A public sitting as an event."""
    where = {"@type": "Place", "name": sitting.place, "address": sitting.place} if sitting.place else None
    said: dict[str, Any] = {
        "@type": "Event",
        "@id": absolute(sitting.get_absolute_url()),
        "url": absolute(sitting.get_absolute_url()),
        "name": sitting.title,
        "startDate": sitting.starts_at.isoformat(),
        "endDate": sitting.ends_at.isoformat(),
        "eventStatus": f"{CONTEXT}/{STATUS.get(sitting.state, 'EventScheduled')}",
        "isAccessibleForFree": True,
        "organizer": {"@id": absolute("/#conseil")},
    }
    return said | ({"location": where} if where else {})


def of_person(person, portrait) -> dict:
    """Somebody who sits or sat, for whom they speak today."""
    spoken_for = [term.seat.organisation.name for term in portrait.seats if term.seat.organisation]
    said: dict[str, Any] = {
        "@type": "Person",
        "@id": absolute(person.get_absolute_url()),
        "url": absolute(person.get_absolute_url()),
        "name": str(person),
        "givenName": person.first_name,
        "familyName": person.last_name,
    }
    if portrait.seats:
        said["memberOf"] = {"@id": absolute("/#conseil")}
    if spoken_for:
        said["affiliation"] = [{"@type": "Organization", "name": name} for name in spoken_for]
    return said


def way_back(items, here: str) -> dict:
    """The way back up, as the component `breadcrumb` takes it; `here`: the path of the page, its last place."""
    places = [
        {"@type": "ListItem", "position": rank, "name": str(item["label"]), "item": absolute(item.get("url") or here)}
        for rank, item in enumerate(items, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": places}
