"""Everything that happened to a recommendation, and its life as a drawing (RULES R2, R3)."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from governance.presenters.diagram import diagram_of
from governance.presenters.history import A_PAGE, happenings, keys_of

from .reading import record_or_404


@require_safe
def history(request, number):
    """Every step and every version with who, when and why, the latest first; the road taken as a drawing."""
    record = record_or_404(request, number)
    page = Paginator(keys_of(record), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "record": record,
        "tabs": record.tabs("history"),
        "page": page,
        "happenings": happenings(list(page), record),
        "diagram": diagram_of(record.recommendation, record.moves),
    }
    return render(request, "governance/history.html", context)
