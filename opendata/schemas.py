"""The form in which the public API gives its records. Texts are frozen versions, never drafts (RULES R3)."""

from datetime import date, datetime
from typing import Annotated

from django.urls import reverse
from django.utils import timezone
from ninja import ModelSchema, Schema
from pydantic import Field

from governance.models import Answer, AnswerPoint, Ballot, FollowUpStep, Recommendation, Transmission, Version
from opendata.records import export_path

VOTES = ("adopt", "reject")


class ProblemOut(Schema):
    """Why a request has no answer."""

    detail: str


class HeadOut(Schema):
    """The head of the register."""

    count: Annotated[int, Field(description="How many official acts are recorded.")]
    digest: Annotated[str, Field(description="SHA-256 of the last one, in hexadecimal; 64 zeros before the first.")]


class EntryOut(Schema):
    """One official act. `digest` covers the seven fields above it; docs/register.md shows how to compute it."""

    number: int
    at: Annotated[str, Field(description="ISO 8601, UTC, with microseconds: exactly what the digest covers.")]
    act: str
    subject: str
    actor_function: Annotated[str, Field(description="In which function somebody acted; never who (RULES A4).")]
    content_digest: Annotated[str, Field(description="SHA-256 of what was decided or sent.")]
    previous_digest: Annotated[str, Field(description="The digest of the entry before; 64 zeros for the first.")]
    digest: str


class TextOut(ModelSchema):
    """The text as last frozen: the adopted one once it is adopted."""

    class Meta:
        model = Version
        fields = ["number", "title", "summary", "body", "rationale", "digest", "frozen_at"]


class BallotOut(ModelSchema):
    """A closed ballot; its `export` holds everything needed to count it again (docs/recount.md)."""

    outcome: Annotated[
        str,
        Field(description="adopted, rejected or no_quorum; chosen, tie, elected, next_round or not_elected; computed."),
    ]
    amendment: Annotated[str | None, Field(description="A3 where an amendment was voted; null: the text itself.")]
    export: Annotated[str, Field(description="Address of the ballot file.")]
    url: str

    class Meta:
        model = Ballot
        fields = ["id", "question", "method", "occasion", "occasion_date", "state"]

    @staticmethod
    def resolve_amendment(ballot):
        return ballot.amendment and ballot.amendment.label

    @staticmethod
    def resolve_export(ballot, context):
        return context["request"].build_absolute_uri(export_path(ballot))

    @staticmethod
    def resolve_url(ballot, context):
        return context["request"].build_absolute_uri(ballot.get_absolute_url())


class TransmissionOut(ModelSchema):
    """When the adopted text left, for whom, and until when an answer is expected."""

    class Meta:
        model = Transmission
        fields = ["addressee", "sent_on", "due_on", "acknowledged_on", "text_digest"]


class AnswerPointOut(ModelSchema):
    """What was asked in one point, what was answered to it."""

    class Meta:
        model = AnswerPoint
        fields = ["position", "asked", "outcome", "text"]


class AnswerOut(ModelSchema):
    """What the assembly answered: accepted, in_part, declined or postponed."""

    outcome_label: str
    points: list[AnswerPointOut]

    class Meta:
        model = Answer
        fields = ["outcome", "answered_on", "reason", "postponed_to", "deliberation_number", "deliberation_url"]

    @staticmethod
    def resolve_outcome_label(answer):
        return answer.get_outcome_display()


class StepOut(ModelSchema):
    """One commitment of the implementation."""

    class Meta:
        model = FollowUpStep
        fields = ["title", "owner", "due_on", "done_on", "progress", "evidence"]


class RecommendationOut(ModelSchema):
    """A recommendation as the public reads it."""

    state_label: Annotated[str, Field(description="The state in French words.")]
    author: str
    co_authors: Annotated[list[str], Field(description="Who wrote it with its author.")]
    on_behalf_of: str | None = None
    themes: list[str]
    public_since: datetime
    submitted_on: date | None = None
    voted_on: date | None = None
    text: TextOut
    ballots: Annotated[list[BallotOut], Field(description="Every closed ballot on it, the first one first.")]
    transmission: TransmissionOut | None = None
    answer: AnswerOut | None = None
    followup: list[StepOut]
    url: str

    class Meta:
        model = Recommendation
        fields = ["number", "kind", "state", "stage", "addressee"]

    @staticmethod
    def resolve_state_label(record):
        return record.get_state_display()

    @staticmethod
    def resolve_author(record):
        return str(record.author)

    @staticmethod
    def resolve_co_authors(record):
        return [str(one.person) for one in record.writing]

    @staticmethod
    def resolve_on_behalf_of(record):
        return record.on_behalf_of and record.on_behalf_of.label

    @staticmethod
    def resolve_themes(record):
        return [theme.slug for theme in record.themes.all()]

    @staticmethod
    def resolve_submitted_on(record):
        return last_day(record, ("submit",))

    @staticmethod
    def resolve_voted_on(record):
        return last_day(record, VOTES)

    @staticmethod
    def resolve_text(record):
        return list(record.versions.all())[-1]

    @staticmethod
    def resolve_ballots(record):
        return [ballot for version in record.versions.all() for ballot in version.ballots.all()]

    @staticmethod
    def resolve_transmission(record):
        return getattr(record, "transmission", None)

    @staticmethod
    def resolve_answer(record):
        return getattr(getattr(record, "transmission", None), "answer", None)

    @staticmethod
    def resolve_url(record, context):
        return context["request"].build_absolute_uri(reverse("governance:recommendation", args=[record.number]))


def last_day(record, steps):
    """Return the day of the last move by one of these steps, or None."""
    moments = [move.at for move in record.moves.all() if move.step in steps]
    return timezone.localdate(moments[-1]) if moments else None
