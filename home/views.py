"""Doors of the top floor: the desk, the register, checking a document, the health of the installation."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from common.contrast import deeper, tint
from home.acts import lines_of
from home.desk import desk as desk_of
from home.finding import Asked, results
from home.register_search import RegisterQuery, acts_offered, found
from home.verifying import LARGEST, cleaned, digest_of, find
from register.services import current_head

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
def search(request):
    """Everything public that answers some words, whatever their accents and slips."""
    context = results(Asked.read(request.GET), request.GET.get("page", "1"), timezone.localdate())
    return render(request, "home/search.html", context)


@csrf_exempt  # it changes nothing and keeps nothing, and a reader without an account gets no cookie (RULES G4)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request):
    """Say whether a file, or the digest printed on it, is the council's own (RULES M4)."""
    typed, digest, refusal = request.GET.get("empreinte", ""), "", ""
    if request.method == "POST":
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
            refusal = _("Ce fichier dépasse 50 Mo : donnez plutôt son empreinte.")
        elif "file" not in request.FILES:
            refusal = _("Choisissez un fichier.")
        else:
            digest = digest_of(request.FILES["file"])
    elif typed:
        digest = cleaned(typed)
        refusal = "" if digest else _("Une empreinte SHA-256 compte soixante-quatre chiffres et lettres de a à f.")
    finding = find(digest) if digest else None
    context = {"digest": digest, "finding": finding, "refusal": refusal, "typed": typed[:200]}
    return render(request, "home/verify.html", context)


@require_safe
@cache_control(public=True, max_age=365 * 24 * 3600, immutable=True)
def accent(request, light, dark):
    """The council's own accent in both themes, over that of the tokens; the address says the colours."""
    shown = {theme: f"#{colour}" for theme, colour in (("light", light), ("dark", dark))}
    both = {
        "accent": shown,
        "accent-wash": {theme: tint(colour, theme) for theme, colour in shown.items()},
        "accent-hover": {theme: deeper(colour, theme) for theme, colour in shown.items()},
        "panel-accent": {"light": shown["dark"], "dark": shown["dark"]},
    }
    rules = "".join(f"--{name}:light-dark({pair['light']},{pair['dark']});" for name, pair in both.items())
    return HttpResponse(f":root{{{rules}}}", content_type="text/css; charset=utf-8")


@require_safe
@never_cache
def health(request):
    """Say that the process answers and the database too; 500 by itself when it does not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok", "register": current_head().count})
