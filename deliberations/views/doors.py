"""What every door of this floor does the same way: find, refuse in words, answer a gesture by a return to its place."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from common.doors import attempt
from deliberations.models import Sitting
from deliberations.rules import oversees

WITH_NAMES = ("body", "profile", "presiding", "secretary", "second_call_of")


def for_who_oversees(view):
    """Hand a view its sitting and the moment; whoever neither prepares nor keeps sittings does not find it (E4)."""

    @login_required
    @never_cache
    @wraps(view)
    def door(request, slug, **kwargs):
        at = timezone.now()
        if not oversees(request.user, at):
            raise Http404
        sitting = get_object_or_404(Sitting.objects.select_related(*WITH_NAMES), slug=slug)
        return view(request, sitting, at, **kwargs)

    return door


def form_page(request, sitting, form, act, *, done, back, **shown):
    """A page with one form: show it, take it, return to `back`; a refusal keeps what was typed."""
    posted = request.method == "POST" and form.is_valid()
    if posted and attempt(request, lambda: act(**form.cleaned_data), done=done, form=form):
        return redirect(back)
    return show_form(request, sitting, form, back=back, **shown)


def show_form(request, sitting, form, *, title, back, intro="", button=None, corrections=()):
    """Draw a page with one form; `corrections` are shown above it, for who decides on them (RULES M3)."""
    context = {"sitting": sitting, "form": form, "title": title, "back": back, "intro": intro}
    more = {"button": button or title, "corrections": corrections}
    return render(request, "deliberations/form_page.html", context | more)


def confirm_page(request, sitting, act, *, title, done, back, text="", consequences=(), final=False, extra=None):
    """A page that says what an act does before it is done (RULES V15 for what cannot be undone)."""
    if request.method == "POST":
        attempt(request, act, done=done)
        return redirect(back)
    context = {"sitting": sitting, "title": title, "back": back, "text": text, "consequences": consequences}
    return render(request, "deliberations/confirm_page.html", context | {"final": final} | (extra or {}))
