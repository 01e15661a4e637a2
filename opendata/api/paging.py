"""Long lists come a page at a time, and say where the next one is."""

from typing import Any

from django.conf import settings
from ninja import Schema
from ninja.pagination import PaginationBase, paginate
from pydantic import Field

from .door import link_to

MOST = 100  # items of a page


class Pages(PaginationBase):
    """`page` and `page_size`; the answer counts, and links to its neighbours in its body and in its Link header."""

    class Input(Schema):
        page: int = Field(1, ge=1, le=1_000_000, description="Which page, the first one being 1.")
        page_size: int = Field(settings.NINJA_PAGINATION_PER_PAGE, ge=1, le=MOST, description="How many items a page.")

    class Output(Schema):
        items: list[Any]
        count: int = Field(description="How many there are in all, on every page.")
        next: str | None = Field(description="Address of the next page; null on the last one.")
        previous: str | None = Field(description="Address of the page before; null on the first one.")

    def paginate_queryset(self, queryset, pagination, request, **params):
        size, page, count = pagination.page_size, pagination.page, self._items_count(queryset)
        last = max(1, -(-count // size))
        links = {
            "first": _address(request, 1),
            "prev": _address(request, min(page - 1, last)) if page > 1 else None,
            "next": _address(request, page + 1) if page < last else None,
            "last": _address(request, last),
        }
        link_to(request, **links)
        items = queryset[(page - 1) * size : page * size]
        return {"items": items, "count": count, "next": links["next"], "previous": links["prev"]}


def paged(operation):
    """Mark an operation as a list that comes in pages."""
    return paginate(Pages)(operation)


def _address(request, page):
    query = request.GET.copy()
    query["page"] = str(page)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
