"""Doors of the top floor: the desk, the register, the health of the installation."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import connection
from django.http import JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from home.acts import lines_of
from home.desk import desk as desk_of
from register.models import Entry
from register.services import current_head

ENTRIES_A_PAGE = 50


@login_required
@never_cache
def desk(request):
    """What awaits the person who signed in."""
    return render(request, "home/desk.html", desk_of(request.user, timezone.now()))


@require_safe
def register(request):
    """The register of official acts, newest first, with its head (RULES A3)."""
    page = Paginator(Entry.objects.order_by("-number"), ENTRIES_A_PAGE).get_page(request.GET.get("page"))
    context = {"page_of_entries": page, "lines": lines_of(page), "head": current_head()}
    return render(request, "home/register.html", context)


@require_safe
@never_cache
def health(request):
    """Say that the process answers and the database too; 500 by itself when it does not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok", "register": current_head().count})
