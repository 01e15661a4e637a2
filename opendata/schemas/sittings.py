"""Sittings as everybody reads them: public items, counts of attendance, published minutes (RULES S3, S5, M3)."""

from datetime import date, datetime
from typing import Annotated

from django.urls import reverse
from django.utils.timezone import localdate
from ninja import ModelSchema, Schema
from pydantic import Field

from deliberations.models import Sitting

from .addresses import absolute
from .ballots import BallotBriefOut


class SittingBriefOut(ModelSchema):
    """When and where a body meets or met, and where that stands."""

    body: str
    state_label: Annotated[str, Field(description="The state in French words.", examples=["convoquée"])]
    presided_by: Annotated[str | None, Field(description="Who presides or presided.")] = None
    minutes: Annotated[str | None, Field(description="Address of the published minutes.")] = None
    url: str

    class Meta:
        model = Sitting
        fields = ["slug", "title", "state", "starts_at", "ends_at", "place", "is_public", "convened_at", "opened_at",
                  "closed_at"]  # fmt: skip

    @staticmethod
    def resolve_body(sitting):
        return sitting.body.name

    @staticmethod
    def resolve_state_label(sitting):
        return sitting.get_state_display()

    @staticmethod
    def resolve_presided_by(sitting):
        return sitting.presiding and str(sitting.presiding)

    @staticmethod
    def resolve_minutes(sitting, context):
        minutes = getattr(sitting, "minutes", None)
        if minutes is None or minutes.published_at is None:
            return None
        return absolute(context, reverse("deliberations:minutes", args=[sitting.slug]))

    @staticmethod
    def resolve_url(sitting, context):
        return absolute(context, sitting.get_absolute_url())


class PaperOut(Schema):
    """A document joined to an item, as anybody may read it."""

    title: str
    sha256: str
    size: Annotated[int, Field(description="In bytes.")]
    url: str

    @staticmethod
    def resolve_url(paper, context):
        return absolute(context, reverse("deliberations:paper", args=[paper.item.sitting.slug, paper.pk]))


class ItemOut(Schema):
    """A public item of the agenda. Items for the members only are not given; their time passes all the same."""

    position: int
    planned_at: datetime
    kind: Annotated[str, Field(description="minutes, information, discussion, vote, other or break.")]
    title: str
    minutes: Annotated[int, Field(description="Planned length.")]
    presented_by: str | None
    recommendation: Annotated[str | None, Field(description="Number of the text it carries.")]
    papers: list[PaperOut]


class AttendanceOut(Schema):
    """How many voting seats were there, as the page of the sitting says; names are in the published minutes."""

    present: int
    represented: int
    excused: int
    absent: int
    quorum: Annotated[str, Field(description="What was found at the opening, in French words.")]


class SittingOut(SittingBriefOut):
    """A sitting with its public agenda and, once it was held, who was there and what was decided."""

    agenda: list[ItemOut]
    attendance: AttendanceOut | None
    ballots: Annotated[list[BallotBriefOut], Field(description="Proclaimed on public items, in their order.")]


class MinutesOut(Schema):
    """Published minutes: the public rendition (RULES M5)."""

    sitting: Annotated[str, Field(description="Slug of the sitting.", examples=["2026-03-24-pleniere"])]
    title: str
    held_on: date
    approved_at: datetime
    published_at: datetime
    url: str
    pdf: str
    akoma_ntoso: str

    @staticmethod
    def resolve_sitting(minutes):
        return minutes.sitting.slug

    @staticmethod
    def resolve_title(minutes):
        return minutes.sitting.title

    @staticmethod
    def resolve_held_on(minutes):
        return localdate(minutes.sitting.starts_at)

    @staticmethod
    def resolve_url(minutes, context):
        return absolute(context, reverse("deliberations:minutes", args=[minutes.sitting.slug]))

    @staticmethod
    def resolve_pdf(minutes, context):
        return absolute(context, reverse("deliberations:minutes_pdf", args=[minutes.sitting.slug]))

    @staticmethod
    def resolve_akoma_ntoso(minutes, context):
        return absolute(context, reverse("deliberations:minutes_xml", args=[minutes.sitting.slug]))
