"""Reports for who oversees the sittings: how often members attended, as page, file and document (RULES S8)."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common.spreadsheets.writing import write_csv
from council.models import Body
from deliberations.papers.assiduity import (
    assemble_assiduity,
    assiduity_rows,
    cells,
    draw_assiduity,
    headings,
    what_is_counted,
)
from deliberations.wording import council_language

from .doors import for_overseers
from .minutes import pdf


def report_at(at):
    """The report of the plenary."""
    body = Body.objects.plenary().first()
    if body is None:
        raise Http404
    return assemble_assiduity(body, at)


@require_safe
@for_overseers
def attendance(request, at):
    """The report as a page."""
    report = report_at(at)
    context = {
        "report": report,
        "headings": headings(),
        "explained": what_is_counted(),
        "colleges": [(name, [*map(labelled, lines)], labelled(whole)) for name, lines, whole in report.colleges],
        "total": labelled(report.total),
    }
    return render(request, "deliberations/assiduity.html", context)


def labelled(line):
    """The cells of a line, each with the heading of its column."""
    return list(zip(headings(), cells(line), strict=True))


@require_safe
@for_overseers
def attendance_csv(request, at):
    """The report for a spreadsheet."""
    with council_language():
        content = write_csv(assiduity_rows(report_at(at)))
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="assiduite.csv"'
    return response


@require_safe
@for_overseers
def attendance_pdf(request, at):
    """The report as a document."""
    with council_language():
        report = report_at(at)
    return pdf(draw_assiduity(report, created=at), "assiduite")
