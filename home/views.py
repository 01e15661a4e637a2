"""Doors of the top floor: the desk, the register, the health of the installation."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import connection
from django.http import JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from home.acts import lines_of
from home.desk import desk as desk_of
from home.register_search import RegisterQuery, acts_offered, found
from register.services import current_head, jsonl

ENTRIES_A_PAGE = 50


@login_required
@never_cache
def desk(request):
    """What awaits the person who signed in."""
    return render(request, "home/desk.html", desk_of(request.user, timezone.now()))


@require_safe
def register(request):
    """The register of official acts, newest first, with its head (RULES A3); searched by act, subject and dates."""
    asked = RegisterQuery.read(request.GET)
    page = Paginator(found(asked), ENTRIES_A_PAGE).get_page(request.GET.get("page"))
    context = {"page_of_entries": page, "lines": lines_of(page), "head": current_head(), "asked": asked}
    return render(request, "home/register.html", context | {"acts": acts_offered()})


@require_safe
def register_lines(request):
    """The whole register as a file, one act a line, checked by a few lines of program without this site (RULES A2)."""
    response = StreamingHttpResponse(jsonl(), content_type="application/x-ndjson; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="registre.jsonl"'
    return response


@require_safe
@never_cache
def health(request):
    """Say that the process answers and the database too; 500 by itself when it does not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok", "register": current_head().count})
