"""Who sits and sat (RULES C6), and who acts on the territory."""

from datetime import date

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from council.models import Body, composition
from opendata import council as read
from opendata.schemas.answers import LIST, ONE
from opendata.schemas.council import CompositionOut, PersonBriefOut, PersonOut
from opendata.schemas.territory import OrganisationOut
from territory.enums import EssStatus, OrganisationKind

from .asked import Asked, Slug, SlugInPath, Words
from .paging import paged

router = Router(tags=["council"])


class DayAsked(Asked):
    """On which day the composition is read."""

    on: date | None = Field(None, description="The day; today without it.", examples=["2026-03-24"])
    au: date | None = Field(None, description="The same, as the page /conseil/ says it; `on` wins.")


class PeopleAsked(Asked):
    """How the list of people may be narrowed."""

    on: date | None = Field(None, description="Held a seat of the council on this day.")
    college: Slug | None = Field(None, description="Letter of the college in which they hold or held a seat.")


class OrganisationsAsked(Asked):
    """How the list of organisations may be narrowed."""

    q: Words | None = Field(None, description="Part of the name or of the short name.")
    kind: OrganisationKind | None = Field(None, description="What sort of actor it is.")
    ess: EssStatus | None = Field(None, description="Whether it belongs to the social and solidarity economy.")
    place: str | None = Field(None, pattern=r"^[0-9AB]{5}$", description="INSEE code of its commune.")


@router.get("/composition", response={200: CompositionOut, **ONE}, url_name="composition")
def composition_on(request: HttpRequest, asked: Query[DayAsked]):
    """The plenary on a day: colleges, seats, titulars and alternates, vacancies, co-chairs."""
    body = Body.objects.plenary().first()
    if body is None:
        raise Http404
    return composition(body, asked.on or asked.au or timezone.localdate())


@router.get("/people", response={200: list[PersonBriefOut], **LIST}, url_name="people")
@paged
def people(request: HttpRequest, asked: Query[PeopleAsked]):
    """Everybody who sits, sat or held a function, by name."""
    return read.people_asked(asked)


@router.get("/people/{slug}", response={200: PersonOut, **ONE}, url_name="person")
def person(request: HttpRequest, slug: SlugInPath):
    """For whom somebody speaks and spoke: seats, functions, working groups with their dates."""
    return get_object_or_404(read.people_with_terms(), slug=slug)


@router.get("/organisations", response={200: list[OrganisationOut], **LIST}, url_name="organisations")
@paged
def organisations(request: HttpRequest, asked: Query[OrganisationsAsked]):
    """The organisations of the territory that the council knows, by name."""
    return read.organisations_asked(asked)


@router.get("/organisations/{slug}", response={200: OrganisationOut, **ONE}, url_name="organisation")
def organisation(request: HttpRequest, slug: SlugInPath):
    """One organisation."""
    return get_object_or_404(read.organisations(), slug=slug)
