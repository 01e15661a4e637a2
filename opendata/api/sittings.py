"""Sittings and their published minutes, as an anonymous reader finds them (RULES S3, S5, M3)."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from deliberations.enums import SittingState
from opendata import sittings as read
from opendata.schemas.answers import LIST, ONE
from opendata.schemas.sittings import MinutesOut, SittingBriefOut, SittingOut

from .asked import Between, Slug, SlugInPath
from .paging import paged

router = Router(tags=["sittings"])


class SittingsAsked(Between):
    """How the list of sittings may be narrowed; days are those on which they begin."""

    state: SittingState | None = Field(None, description="Where it stands.")
    body: Slug | None = Field(None, description="Slug of the body that meets.")


@router.get("/sittings", response={200: list[SittingBriefOut], **LIST}, url_name="sittings")
@paged
def sittings(request: HttpRequest, asked: Query[SittingsAsked]):
    """Every sitting that was convened, the latest first; one in preparation is nowhere."""
    return read.sittings_asked(asked)


@router.get("/sittings/{slug}", response={200: SittingOut, **ONE}, url_name="sitting")
def sitting(request: HttpRequest, slug: SlugInPath):
    """One sitting: its public agenda, and once it was held who was there and what was decided."""
    return read.whole(get_object_or_404(read.public_sittings(), slug=slug), timezone.now())


@router.get("/minutes", response={200: list[MinutesOut], **LIST}, url_name="minutes")
@paged
def minutes(request: HttpRequest, asked: Query[Between]):
    """The published minutes, those of the latest sitting first; days are those of the sitting."""
    return read.minutes_asked(asked)
