"""The public API: what anyone may read, described by itself at /api/v1/docs and /api/v1/openapi.json."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import NinjaAPI, Path, Query, Router
from ninja.pagination import PageNumberPagination, paginate

from governance.export import ballot_file_of
from opendata.records import entries_after, public_ballots, public_recommendations
from opendata.schemas import EntryOut, HeadOut, ProblemOut, RecommendationOut
from register.services import current_head

ABOUT = "The public record of the council. No key, no account. Licence Ouverte 2.0. Records are what any reader finds."
LARGEST = 2**63 - 1

api = NinjaAPI(title="Coconseil", version="1", urls_namespace="api", description=ABOUT)
records, chain = Router(tags=["record"]), Router(tags=["register"])


@records.get("/recommendations", response=list[RecommendationOut], url_name="recommendations")
@paginate(PageNumberPagination)
def recommendations(request: HttpRequest):
    """Every recommendation that the council has made public, newest first, fifty a page."""
    return public_recommendations()


@records.get("/recommendations/{number}", response={200: RecommendationOut, 404: ProblemOut}, url_name="recommendation")
def recommendation(request: HttpRequest, number: Annotated[str, Path(pattern=r"^[0-9]{4}-[0-9]{3,5}$")]):
    """One public recommendation by its number, such as 2026-014."""
    return get_object_or_404(public_recommendations(), number=number)


@records.get("/ballots/{ballot}/export", response={200: dict[str, Any], 404: ProblemOut}, url_name="ballot_export")
def ballot_export(request: HttpRequest, ballot: Annotated[int, Path(ge=1, le=LARGEST)]):
    """A closed ballot as the file that anyone can recount (docs/recount.md). An open one is not found."""
    found = public_ballots().select_related("version__recommendation", "amendment")
    return ballot_file_of(get_object_or_404(found, pk=ballot))


@chain.get("/register/head", response=HeadOut, url_name="register_head")
def register_head(request: HttpRequest):
    """How many official acts are recorded, and the digest of the last: an anchor to keep outside (RULES A3)."""
    return current_head()


@chain.get("/register/entries", response=list[EntryOut], url_name="register_entries")
def register_entries(request: HttpRequest, after: Annotated[int, Query(ge=0, le=LARGEST)] = 0):
    """The acts recorded after number `after`, in order, at most five hundred: ask again after the last one given.

    An empty list is the end. Each line can be checked against the one before it, without this software.
    """
    return entries_after(after)


api.add_router("", records)
api.add_router("", chain)
