"""The public doors of the council."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone, translation
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from common.spreadsheets.writing import write_csv
from council.models import Body, CouncilPage, Person, composition, overview, portrait
from council.parity import draw_parity, parity_lines, parity_rows


@require_safe
def council(request):
    """The editors' page on the council, at an address that stays in every language, whatever its slug."""
    page = get_object_or_404(CouncilPage.objects.live().order_by("path")[:1])
    return page.serve(request)


@require_safe
def member(request, slug):
    """For whom a person speaks: seats, functions, terms past and present (RULES C6)."""
    person = get_object_or_404(Person.objects.public(), slug=slug)
    words = {"person": person, "portrait": portrait(person, timezone.localdate())}
    return render(request, "council/member.html", words)


@require_safe
def parity(request):
    """Women, men and vacancies, college by college and in all, on the day asked (RULES C8)."""
    on = day_asked(request)
    context = {"on": on, "lines": parity_lines(seats_on(on)), "query": request.GET.urlencode()}
    return render(request, "council/parity.html", context)


@require_safe
def parity_csv(request):
    """The same report, for a spreadsheet."""
    with translation.override(settings.LANGUAGE_CODE):
        content = write_csv(parity_rows(parity_lines(seats_on(day_asked(request)))))
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="parite.csv"'
    return response


@require_safe
def parity_pdf(request):
    """The same report, as a document."""
    on = day_asked(request)
    with translation.override(settings.LANGUAGE_CODE):
        content = draw_parity(parity_lines(seats_on(on)), on=on, created=timezone.now())
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="parite.pdf"'
    return response


def seats_on(on):
    """The plenary as it was on a day."""
    body = Body.objects.plenary().first()
    if body is None:
        raise Http404
    return overview(composition(body, on))


def day_asked(request):
    """The day of ?au=, or today; what is no day is today."""
    try:
        return parse_date(request.GET.get("au", "")) or timezone.localdate()
    except ValueError:
        return timezone.localdate()
