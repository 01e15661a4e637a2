"""Every file of the open record: where it stands in the bundle, what it is, who writes it."""

import json
from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.db.models import Count

from common.identity import identity
from deliberations.minutes import public_minutes, to_akn
from deliberations.models import Minutes, Sitting
from deliberations.presenters.feed import calendar_of
from governance.export import ballot_file_of
from governance.models import Recommendation
from opendata.akn import recommendation_akn
from opendata.records import public_ballots
from register.services import jsonl

from . import actors, opinions, popolo, recommendations


class File(NamedTuple):
    """One file: its media type and how it is written from the root of the site's addresses."""

    media: str
    write: Callable[[str], bytes]


CSV, JSON, CALENDAR = "text/csv; charset=utf-8", "application/json", "text/calendar; charset=utf-8"


def write_agenda(root: str) -> bytes:
    """Return agenda.ics: every public sitting (RFC 5545)."""
    sittings = Sitting.objects.public().annotate(versions=Count("agenda_versions")).order_by("starts_at")
    return calendar_of(sittings, f"Séances · {identity().name}")


def write_register(root: str) -> bytes:
    """Return registre.jsonl: one act a line, each checkable against the line before (docs/register.md)."""
    return "".join(jsonl()).encode()


def write_notice(root: str) -> bytes:
    """Return LISEZMOI.txt: what the bundle is, in words that a reader of files understands."""
    return (
        f"{identity().full} : données ouvertes, {root}/donnees/\n"
        "Licence Ouverte 2.0.\n\n"
        "avis.csv a les colonnes du schéma SCDL « Délibérations » 2.1.5, pour être lu par les mêmes outils.\n"
        "Les textes du conseil sont des avis, pas des délibérations : la délibération de l’assemblée qui a répondu\n"
        "à chacun est dans recommandations.csv, colonnes deliberation et deliberation_url.\n"
    ).encode()


FILES = {
    "recommandations.csv": File(CSV, recommendations.write),
    "recommandations.schema.json": File(JSON, recommendations.describe),
    "avis.csv": File(CSV, opinions.write),
    "composition.json": File(JSON, popolo.write_composition),
    "votes.json": File(JSON, popolo.write_votes),
    "acteurs.csv": File(CSV, actors.write),
    "acteurs.schema.json": File(JSON, actors.describe),
    "acteurs.geojson": File("application/geo+json", actors.write_geojson),
    "agenda.ics": File(CALENDAR, write_agenda),
    "registre.jsonl": File("application/jsonl", write_register),
    "LISEZMOI.txt": File("text/plain; charset=utf-8", write_notice),
}


def file_named(name: str) -> File | None:
    """The file of that name, or None."""
    return FILES.get(name)


def every_file(root: str) -> Iterator[tuple[str, bytes]]:
    """Give (path in the bundle, content) of the whole public record, one file after another."""
    for name, file in FILES.items():
        yield name, file.write(root)
    for ballot in public_ballots().select_related("version__recommendation", "amendment").order_by("pk").iterator():
        yield f"scrutins/{ballot.pk}.json", json.dumps(ballot_file_of(ballot), ensure_ascii=False, indent=1).encode()
    for text in Recommendation.objects.public().order_by("year", "sequence").iterator():
        yield f"recommandations/{text.number}.xml", recommendation_akn(text, text.versions.latest("number"))
    for minutes in Minutes.objects.published().select_related("sitting").order_by("sitting__starts_at").iterator():
        yield f"proces-verbaux/{minutes.sitting.slug}.xml", to_akn(*public_minutes(minutes.sitting))
