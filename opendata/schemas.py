"""The form in which the public API gives its records."""

from datetime import date, datetime

from ninja import ModelSchema, Schema

from governance.models import Recommendation


class HeadOut(Schema):
    """The head of the register."""

    count: int
    digest: str


class RecommendationOut(ModelSchema):
    """A recommendation as the public reads it."""

    author: str
    themes: list[str]
    url: str
    answer_due_on: date | None = None
    public_since: datetime

    class Meta:
        model = Recommendation
        fields = ["number", "kind", "state", "title", "summary", "body", "rationale", "stage", "addressee"]

    @staticmethod
    def resolve_author(record):
        return str(record.author)

    @staticmethod
    def resolve_themes(record):
        return [theme.slug for theme in record.themes.all()]

    @staticmethod
    def resolve_url(record):
        return record.get_absolute_url()

    @staticmethod
    def resolve_answer_due_on(record):
        transmission = getattr(record, "transmission", None)
        return transmission.due_on if transmission else None
