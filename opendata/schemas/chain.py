"""The register, as it is digested."""

from typing import Annotated

from ninja import Schema
from pydantic import Field


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
