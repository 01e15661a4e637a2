"""A recommendation, its frozen texts, what was sent, answered and done."""

from datetime import date, datetime
from typing import Annotated

from django.urls import reverse
from django.utils import timezone
from ninja import ModelSchema
from pydantic import Field

from governance.models import Answer, AnswerPoint, FollowUpStep, Recommendation, Theme, Transmission, Version

from .addresses import absolute
from .ballots import BallotBriefOut

VOTES = ("adopt", "reject")


class TextOut(ModelSchema):
    """The text as last frozen: the adopted one once it is adopted. Body and rationale are Markdown."""

    class Meta:
        model = Version
        fields = ["number", "title", "summary", "body", "rationale", "digest", "frozen_at"]


class VersionOut(TextOut):
    """A frozen text that is or was public; a vote binds to it by its digest (RULES V1)."""

    url: str

    class Meta(TextOut.Meta):
        fields = [*TextOut.Meta.fields, "reason"]

    @staticmethod
    def resolve_url(version, context):
        return absolute(context, version.get_absolute_url())


class ThemeOut(ModelSchema):
    """A subject by which recommendations are found."""

    class Meta:
        model = Theme
        fields = ["slug", "name"]


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
    """One commitment of the implementation. `parent`: the step it is a part of; `progress`: out of a hundred."""

    evidence_file: Annotated[str | None, Field(description="Address of the document that shows it.")] = None

    class Meta:
        model = FollowUpStep
        fields = ["id", "parent", "weight", "title", "owner", "due_on", "recorded_on", "done_on", "progress",
                  "evidence", "evidence_url"]  # fmt: skip

    @staticmethod
    def resolve_evidence_file(step, context):
        if not step.evidence_file:
            return None
        return absolute(context, reverse("governance:evidence", args=[step.recommendation.number, step.pk]))


class FollowedOut(StepOut):
    """A commitment, with the recommendation it carries out."""

    recommendation: Annotated[str, Field(description="Number of the recommendation.", examples=["2026-014"])]

    @staticmethod
    def resolve_recommendation(step):
        return step.recommendation.number


class SentOut(TransmissionOut):
    """A transmission with the recommendation it carried and the answer it got."""

    recommendation: Annotated[str, Field(description="Number of the recommendation.", examples=["2026-014"])]
    answer: AnswerOut | None = None

    @staticmethod
    def resolve_recommendation(transmission):
        return transmission.recommendation.number

    @staticmethod
    def resolve_answer(transmission):
        return getattr(transmission, "answer", None)


class RecommendationOut(ModelSchema):
    """A recommendation as the public reads it."""

    number: Annotated[str, Field(description="Its permanent name.", examples=["2026-014"])]
    state_label: Annotated[str, Field(description="The state in French words.", examples=["répondue"])]
    merged_into: Annotated[str | None, Field(description="Number of the text it was merged into.")] = None
    moved_at: Annotated[datetime, Field(description="When it last took a step: what `moved_since` compares.")]
    author: str
    co_authors: Annotated[list[str], Field(description="Who wrote it with its author.")]
    on_behalf_of: str | None = None
    themes: list[str]
    public_since: datetime
    submitted_on: date | None = None
    voted_on: date | None = None
    text: TextOut
    ballots: Annotated[list[BallotBriefOut], Field(description="Every closed ballot on it, the first one first.")]
    transmission: TransmissionOut | None = None
    answer: AnswerOut | None = None
    followup: list[StepOut]
    versions: Annotated[str, Field(description="Address of all its public texts.")]
    akoma_ntoso: Annotated[str, Field(description="Address of the text as Akoma Ntoso 3.0.")]
    url: str

    class Meta:
        model = Recommendation
        fields = ["kind", "state", "stage", "addressee"]

    @staticmethod
    def resolve_merged_into(record):
        return record.merged_into and record.merged_into.number

    @staticmethod
    def resolve_moved_at(record):
        return list(record.moves.all())[-1].at

    @staticmethod
    def resolve_versions(record, context):
        return absolute(context, reverse("api:versions", args=[record.number]))

    @staticmethod
    def resolve_akoma_ntoso(record, context):
        return absolute(context, reverse("opendata:akoma_ntoso", args=[record.number]))

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
        return absolute(context, reverse("governance:recommendation", args=[record.number]))


def last_day(record, steps):
    """Return the day of the last move by one of these steps, or None."""
    moments = [move.at for move in record.moves.all() if move.step in steps]
    return timezone.localdate(moments[-1]) if moments else None
