"""Who acts on the territory: the columns of acteurs.csv."""

from typing import Annotated

from ninja import ModelSchema
from pydantic import Field

from opendata.files.actors import point_of
from territory.models import Organisation


class OrganisationOut(ModelSchema):
    """An organisation the council knows. `place`: INSEE code of its commune."""

    place: str | None = None
    place_name: str | None = None
    coordinates: Annotated[
        list[float] | None,
        Field(description="Longitude and latitude (WGS 84) of a point in its commune.", examples=[[7.7507, 48.5846]]),
    ] = None

    class Meta:
        model = Organisation
        fields = ["slug", "name", "short_name", "kind", "siret", "rna", "local_register", "ess_status", "website"]

    @staticmethod
    def resolve_place(organisation):
        return organisation.place_id

    @staticmethod
    def resolve_place_name(organisation):
        return organisation.place and organisation.place.name

    @staticmethod
    def resolve_coordinates(organisation):
        return point_of(organisation)
