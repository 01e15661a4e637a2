"""The public doors of the council."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from council.models import CouncilPage, Person, portrait


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
