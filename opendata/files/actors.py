"""acteurs.csv and acteurs.geojson: the organisations of the territory that the council knows."""

import json

from territory.enums import EssStatus, OrganisationKind
from territory.models import Organisation
from territory.outlines import points

from .columns import REQUIRED, Column, schema, table
from .recommendations import PLAINLY, one_of


def point_of(organisation) -> list[float] | None:
    """Longitude and latitude of a point in the commune of an organisation, or None: the record knows no address."""
    point = points().get(organisation.place_id or "")
    return list(point) if point else None


def coordinate(rank: int):
    """A reader of one of the two, which gives None where neither is known."""
    return lambda organisation: (point_of(organisation) or (None, None))[rank]


COLUMNS = (
    Column("identifiant", lambda o: o.slug, "Identifiant dans ce répertoire.",
           constraints={**REQUIRED, "unique": True}),
    Column("nom", lambda o: o.name, "Nom.", constraints=REQUIRED),
    Column("sigle", lambda o: o.short_name, "Sigle."),
    Column("nature", lambda o: o.kind, "Nature de l’organisation.", constraints=one_of(OrganisationKind)),
    Column("siret", lambda o: o.siret, "SIRET de l’établissement.", constraints={"pattern": r"^\d{14}$"}),
    Column("rna", lambda o: o.rna, "Numéro RNA ; il n’y en a pas dans le 57, le 67 et le 68.",
           constraints={"pattern": r"^W\d{9}$"}),
    Column("registre_local", lambda o: o.local_register, "Tribunal, volume et folio, pour le droit local."),
    Column("ess", lambda o: o.ess_status, "Appartenance à l’économie sociale et solidaire.",
           constraints=one_of(EssStatus)),
    Column("commune_code", lambda o: o.place_id, "Code INSEE de la commune."),
    Column("commune", lambda o: o.place and o.place.name, "Commune."),
    Column("site", lambda o: o.website, "Site."),
    Column("longitude", coordinate(0),
           "Longitude d’un point de sa commune, en degrés (WGS 84) ; ce n’est pas une adresse.", "number"),
    Column("latitude", coordinate(1), "Latitude du même point.", "number"),
)  # fmt: skip


def organisations():
    """Every organisation, in a constant order."""
    return Organisation.objects.select_related("place").order_by("slug")


def write(root: str) -> bytes:
    """Return acteurs.csv."""
    return table(COLUMNS, organisations())


def describe(root: str) -> bytes:
    """Return the Table Schema of acteurs.csv."""
    title = "Organisations du territoire"
    return json.dumps(schema(COLUMNS, name="acteurs", title=title, key="identifiant"), **PLAINLY).encode()


def write_geojson(root: str) -> bytes:
    """Return acteurs.geojson (RFC 7946): each actor at a point of its commune, or unlocated where that is unknown."""
    features = [_feature(organisation) for organisation in organisations()]
    return json.dumps({"type": "FeatureCollection", "features": features}, **PLAINLY).encode()


def _feature(organisation):
    point = point_of(organisation)
    return {
        "type": "Feature",
        "id": organisation.slug,
        "geometry": point and {"type": "Point", "coordinates": point},
        "properties": {column.name: column.value(organisation) or None for column in COLUMNS[:-2]},
    }
