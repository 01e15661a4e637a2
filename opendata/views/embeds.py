"""Small pages made to stand inside the pages of other sites: no cookie, no script, nothing but what is public."""

from csp.decorators import csp_replace
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from governance.figures import figures
from governance.presenters.board import stats

from .reading import public_record

THEMES = ("light", "dark")


def inside_any_page(view):
    """The only doors that the pages of other sites may show in a frame."""
    return xframe_options_exempt(csp_replace({"frame-ancestors": ["*"]})(view))


@require_safe
@inside_any_page
def recommendation(request, number):
    """A recommendation in a few lines: what is asked, where it stands, what the assembly answered."""
    return _small(request, "opendata/embed_recommendation.html", {"record": public_record(number)})


@require_safe
@inside_any_page
def board(request):
    """Does the assembly answer? The figures of the follow-up board."""
    total = figures(timezone.localdate())
    shown = stats(total) if total.transmitted else []
    return _small(request, "opendata/embed_board.html", {"stats": shown, "board_url": reverse("governance:board")})


def _small(request, template, context):
    """The page; ?theme=light or ?theme=dark for a host whose own theme does not follow the reader's."""
    theme = request.GET.get("theme", "")
    return render(request, template, context | {"theme": theme if theme in THEMES else ""})
