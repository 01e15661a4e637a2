"""What the API says when it has no record to give."""

from ninja import Schema
from pydantic import Field


class ErrorOut(Schema):
    """One parameter that cannot be understood."""

    where: str = Field(examples=["query.page"])
    why: str = Field(examples=["Input should be greater than or equal to 1"])


class ProblemOut(Schema):
    """Why a request has no answer: a problem of RFC 9457."""

    title: str = Field(examples=["Not found"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["Nothing public is at this address."])
    errors: list[ErrorOut] | None = None


LIST = {422: ProblemOut, 429: ProblemOut}
ONE = {404: ProblemOut, **LIST}
