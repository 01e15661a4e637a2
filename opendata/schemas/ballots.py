"""A closed ballot: what was asked, of whom, what came of it. Open ones are nowhere (RULES V10)."""

from typing import Annotated, Any

from ninja import ModelSchema
from pydantic import Field

from governance.models import Ballot
from opendata.records import export_path

from .addresses import absolute


class BallotBriefOut(ModelSchema):
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
        return absolute(context, export_path(ballot))

    @staticmethod
    def resolve_url(ballot, context):
        return absolute(context, ballot.get_absolute_url())


class BallotOut(BallotBriefOut):
    """A closed ballot with its figures; `rule` and `result` are those of docs/recount.md."""

    recommendation: Annotated[str | None, Field(description="Number of the text; null for a question alone.")] = None
    version: Annotated[int | None, Field(description="Which of its texts was voted on.")] = None
    rule: Annotated[dict[str, Any], Field(description="Majority, base, quorum, tie: docs/recount.md.")]
    result: Annotated[dict[str, Any] | None, Field(description="The counts and why they decide so.")] = None

    class Meta(BallotBriefOut.Meta):
        fields = [*BallotBriefOut.Meta.fields, "text_digest", "entitled", "present", "represented", "opened_at",
                  "closed_at", "proclaimed_at", "evidence_url"]  # fmt: skip

    @staticmethod
    def resolve_recommendation(ballot):
        return ballot.recommendation and ballot.recommendation.number

    @staticmethod
    def resolve_version(ballot):
        return ballot.version and ballot.version.number
