"""The list of recommendations as page and file; the follow-up board."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from common.keeping import asked_as
from common.spreadsheets.writing import write_csv
from governance.annual import annual_report, years_reported
from governance.catalogue import Query
from governance.presenters.board import board as figures_shown
from governance.presenters.catalogue import listed, table


@require_safe
def recommendations(request):
    """Every public recommendation, searched, narrowed and ordered by the address."""
    query = Query.read(request.GET)
    context = listed(query, request.GET.get("page", "1"), timezone.localdate())
    if context["rows"] and not query.words and not query.addressee:
        asked_as(address_of(query, context["page_of_rows"].number))
    return render(request, "governance/recommendation_list.html", context)


def address_of(query, page):
    """The parameters of one page of a list, as its own links write them."""
    return "&".join(filter(None, [query.encoded(), f"page={page}" if page > 1 else ""]))


@require_safe
def as_csv(request):
    """The same list, whole, for a spreadsheet: what is filtered is what comes."""
    root = request.build_absolute_uri("/").rstrip("/")
    rows = table(Query.read(request.GET), root, timezone.localdate())
    response = HttpResponse(write_csv(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="recommandations.csv"'
    return response


@require_safe
def board(request):
    """Does the assembly answer? (RULES R8)"""
    return render(request, "governance/board.html", figures_shown(timezone.localdate()))


@require_safe
def annual(request, year):
    """One year, from the record (RULES R8)."""
    on = timezone.localdate()
    years = years_reported(on)
    if year not in years:
        raise Http404
    return render(request, "governance/annual_report.html", {"report": annual_report(year, on), "years": years})
