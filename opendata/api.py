"""The public API: what anyone may read, described by itself at /api/v1/docs and /api/v1/openapi.json."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import NinjaAPI, Router

from governance.export import ballot_file_of
from governance.models import Ballot, Recommendation
from opendata.schemas import HeadOut, RecommendationOut
from register.services import current_head

api = NinjaAPI(title="Coconseil", version="1", urls_namespace="api", description="Licence Ouverte 2.0")
records, chain = Router(tags=["record"]), Router(tags=["register"])


@records.get("/recommendations", response=list[RecommendationOut])
def recommendations(request: HttpRequest):
    """Every recommendation that the council has made public, newest first."""
    return Recommendation.objects.public().for_lists()


@records.get("/recommendations/{number}", response=RecommendationOut)
def recommendation(request: HttpRequest, number: str):
    """One public recommendation by its number, such as 2026-014."""
    return get_object_or_404(Recommendation.objects.public().for_lists(), number=number)


@records.get("/ballots/{ballot}/export")
def ballot_export(request: HttpRequest, ballot: int):
    """A closed ballot as the file that anyone can recount (docs/recount.md). An open one is not found."""
    found = get_object_or_404(Ballot.objects.closed().select_related("version__recommendation"), pk=ballot)
    return ballot_file_of(found)


@chain.get("/register/head", response=HeadOut)
def register_head(request: HttpRequest):
    """How many official acts are recorded, and the digest of the last: an anchor to keep outside (RULES A3)."""
    return current_head()


api.add_router("", records)
api.add_router("", chain)
