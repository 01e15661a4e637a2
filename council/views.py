"""Public pages of the council that are not pages of the CMS."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from council.models import Person, portrait


@require_safe
def member(request, slug):
    """For whom a person speaks: seats, functions, terms past and present (RULES C6)."""
    person = get_object_or_404(Person.objects.public(), slug=slug)
    return render(
        request, "council/member.html", {"person": person, "portrait": portrait(person, timezone.localdate())}
    )
