"""The register, checkable without this software (RULES A2, A3), and the way in."""

from typing import Annotated

from django.http import HttpRequest
from django.urls import reverse
from ninja import Query, Router

from opendata import records
from opendata.schemas.answers import LIST
from opendata.schemas.chain import EntryOut, HeadOut
from register.services import current_head

from .asked import LARGEST
from .door import link_to

LISTS = (
    "recommendations", "transmissions", "followup", "themes", "ballots", "sittings", "minutes", "composition", "people",
    "organisations", "register_head", "register_entries", "openapi-json", "openapi-view",
)  # fmt: skip
After = Annotated[int, Query(ge=0, le=LARGEST, description="Number of the last act received; 0 to begin.")]
router = Router(tags=["register"])


@router.get("/", response={200: dict[str, str], **LIST}, url_name="index")
def index(request: HttpRequest):
    """The lists there are, each with its address."""
    return {name: request.build_absolute_uri(reverse(f"api:{name}")) for name in LISTS}


@router.get("/register/head", response={200: HeadOut, **LIST}, url_name="register_head")
def register_head(request: HttpRequest):
    """How many official acts are recorded, and the digest of the last: an anchor to keep outside (RULES A3)."""
    return current_head()


@router.get("/register/entries", response={200: list[EntryOut], **LIST}, url_name="register_entries")
def register_entries(request: HttpRequest, after: After = 0):
    """The acts recorded after number `after`, in order, at most five hundred: ask again after the last one given.

    The Link header gives the address of what follows; an empty list is the end. Each line can be checked against the
    one before it, without this software.
    """
    entries = records.entries_after(after)
    if entries:
        link_to(request, next=request.build_absolute_uri(f"{request.path}?after={entries[-1]['number']}"))
    return entries
