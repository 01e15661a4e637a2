"""The parameters by which lists are narrowed, said once: their form and what they mean."""

from datetime import date
from typing import Annotated

from ninja import Path, Schema
from pydantic import AfterValidator, Field

LARGEST = 2**63 - 1


def _without_nul(text: str) -> str:
    if "\x00" in text:
        raise ValueError("a text holds no NUL")
    return text


Words = Annotated[str, Field(max_length=200), AfterValidator(_without_nul)]
Slug = Annotated[str, Field(max_length=120, pattern=r"^[-\w]+$")]
Year = Annotated[int, Field(ge=1900, le=2999)]
Number = Annotated[str, Path(pattern=r"^[0-9]{4}-[0-9]{3,5}$", description="Number of a recommendation: 2026-014.")]
NumberAsked = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{3,5}$", examples=["2026-014"])]
Key = Annotated[int, Path(ge=1, le=LARGEST)]
SlugInPath = Annotated[str, Path(max_length=120, pattern=r"^[-\w]+$")]


class Asked(Schema):
    """Filters of one list: each narrows what the others left, none given means all."""


class Between(Asked):
    """Filters of a list that has days."""

    since: date | None = Field(None, description="From this day on.", examples=["2026-01-01"])
    until: date | None = Field(None, description="Up to this day, included.", examples=["2026-12-31"])
