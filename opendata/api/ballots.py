"""Closed ballots and their files (RULES V10, V13)."""

from typing import Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from pydantic import Field

from governance.enums import Method
from governance.export import ballot_file_of
from opendata import records
from opendata.schemas.answers import LIST, ONE
from opendata.schemas.ballots import BallotOut

from .asked import Between, Key, NumberAsked
from .paging import paged

router = Router(tags=["ballots"])


class BallotsAsked(Between):
    """How the list of ballots may be narrowed; days are those of the vote."""

    recommendation: NumberAsked | None = Field(None, description="Number of the text that was voted on.")
    method: Method | None = Field(None, description="How it was voted.")
    outcome: Literal["adopted", "rejected", "no_quorum"] | None = Field(None, description="Of ballots on a text.")


@router.get("/ballots", response={200: list[BallotOut], **LIST}, url_name="ballots")
@paged
def ballots(request: HttpRequest, asked: Query[BallotsAsked]):
    """Every closed ballot, the latest first. An open one is nowhere."""
    return records.ballots_asked(asked)


@router.get("/ballots/{ballot}", response={200: BallotOut, **ONE}, url_name="ballot")
def ballot(request: HttpRequest, ballot: Key):
    """One closed ballot with its figures."""
    return get_object_or_404(records.ballots_with_text(), pk=ballot)


@router.get("/ballots/{ballot}/export", response={200: dict[str, Any], **ONE}, url_name="ballot_export")
def ballot_export(request: HttpRequest, ballot: Key):
    """A closed ballot as the file that anyone can recount (docs/recount.md). An open one is not found."""
    return ballot_file_of(get_object_or_404(records.ballots_with_text(), pk=ballot))
