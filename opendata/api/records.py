"""Recommendations, their texts, what was sent to the assembly, what it answered, what is done about it."""

from datetime import date, datetime

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from governance.enums import AnswerOutcome, Kind, Stage, State
from governance.models import Theme
from opendata import records
from opendata.schemas.answers import LIST, ONE
from opendata.schemas.records import FollowedOut, RecommendationOut, SentOut, ThemeOut, VersionOut

from .asked import Asked, Key, Number, NumberAsked, Slug, Words, Year
from .paging import paged

router = Router(tags=["record"])


class RecommendationsAsked(Asked):
    """How the list of recommendations may be narrowed."""

    q: Words | None = Field(None, description="Words of the number, title or summary; accents do not matter.")
    state: State | None = Field(None, description="Where it stands.")
    kind: Kind | None = Field(None, description="What sort of text it is.")
    stage: Stage | None = Field(None, description="The stage of public policy it bears on.")
    theme: Slug | None = Field(None, description="Slug of a theme; see /themes.")
    year: Year | None = Field(None, description="Year of the number.")
    addressee: Words | None = Field(None, description="Exactly as it is written.")
    overdue: bool | None = Field(None, description="Transmitted, unanswered, past the day the answer was due.")
    moved_since: datetime | None = Field(None, description="Took a step at or after this moment: what a copy lacks.")


class TransmissionsAsked(Asked):
    """How the list of transmissions may be narrowed."""

    answered: bool | None = Field(None, description="Whether the assembly has answered.")
    outcome: AnswerOutcome | None = Field(None, description="What it answered.")
    overdue: bool | None = Field(None, description="Unanswered past the day the answer was due.")
    since: date | None = Field(None, description="Sent from this day on.")
    until: date | None = Field(None, description="Sent up to this day, included.")


class StepsAsked(Asked):
    """How the list of commitments may be narrowed."""

    recommendation: NumberAsked | None = Field(None, description="Number of the recommendation they carry out.")
    done: bool | None = Field(None, description="Whether it is done.")
    late: bool | None = Field(None, description="Not done, past the day it was due.")


@router.get("/recommendations", response={200: list[RecommendationOut], **LIST}, url_name="recommendations")
@paged
def recommendations(request: HttpRequest, asked: Query[RecommendationsAsked]):
    """Every recommendation that the council has made public, newest first."""
    return records.recommendations_asked(asked, timezone.localdate())


@router.get("/recommendations/{number}", response={200: RecommendationOut, **ONE}, url_name="recommendation")
def recommendation(request: HttpRequest, number: Number):
    """One public recommendation by its number, such as 2026-014."""
    return get_object_or_404(records.public_recommendations(), number=number)


@router.get("/recommendations/{number}/versions", response={200: list[VersionOut], **ONE}, url_name="versions")
def versions(request: HttpRequest, number: Number):
    """The frozen texts of a recommendation that the public may read, the first one first (RULES R3)."""
    return records.public_versions(number)


@router.get(
    "/recommendations/{number}/versions/{version}", response={200: VersionOut, **ONE}, url_name="version"
)  # fmt: skip
def version(request: HttpRequest, number: Number, version: Key):
    """One frozen text by its rank: what `/versions/` of the recommendation's page shows."""
    return get_object_or_404(records.public_versions(number), number=version)


@router.get("/transmissions", response={200: list[SentOut], **LIST}, url_name="transmissions")
@paged
def transmissions(request: HttpRequest, asked: Query[TransmissionsAsked]):
    """Every text sent to the assembly with the answer it got, the latest first."""
    return records.transmissions_asked(asked, timezone.localdate())


@router.get("/followup", response={200: list[FollowedOut], **LIST}, url_name="followup")
@paged
def followup(request: HttpRequest, asked: Query[StepsAsked]):
    """Every commitment that followed an answer, the latest recommendation first."""
    return records.steps_asked(asked, timezone.localdate())


@router.get("/themes", response={200: list[ThemeOut], **LIST}, url_name="themes")
def themes(request: HttpRequest):
    """The subjects by which recommendations are found."""
    return Theme.objects.order_by("name")
