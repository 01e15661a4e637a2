"""What every door of this floor does the same way: find, refuse in words, answer a gesture by a return to its place."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from common.doors import attempt
from deliberations.models import Sitting
from deliberations.presenters.conflict import both_versions
from deliberations.rules import oversees
from deliberations.services import WordsConflict

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


def for_overseers(view):
    """Hand a view the moment, for a page that is about no sitting in particular; for the same people (E4)."""

    @login_required
    @never_cache
    @wraps(view)
    def door(request, **kwargs):
        at = timezone.now()
        if not oversees(request.user, at):
            raise Http404
        return view(request, at, **kwargs)

    return door


def form_page(request, sitting, form, act, *, done, back, **shown):
    """A page with one form: show it, take it, return to `back`; a refusal keeps what was typed.

    Where somebody else wrote meanwhile, both versions are shown; sending the form again then insists (RULES S10).
    """
    conflicts = []

    def run():
        try:
            return act(**form.cleaned_data)
        except WordsConflict as conflict:
            conflicts.append(conflict)
            raise

    if request.method == "POST" and form.is_valid() and attempt(request, run, done=done, form=form):
        return redirect(back)
    return show_form(request, sitting, form, back=back, conflicts=conflicts, **shown)


def show_form(request, sitting, form, *, title, back, intro="", button=None, corrections=(), conflicts=()):
    """Draw a page with one form; above it `corrections`, for who decides on them (RULES M3), or the two versions."""
    context = {"sitting": sitting, "form": form, "title": title, "back": back, "intro": intro}
    context |= {"button": button or title, "corrections": corrections}
    for conflict in conflicts:
        form.data = form.data.copy()
        form.data["expected"] = conflict.latest
        context["conflict"] = both_versions(conflict)
    return render(request, "deliberations/form_page.html", context)


def confirm_page(
    request, sitting, act, *, title, done, back, text="", consequences=(), final=False, extra=None, ask=False
):
    """A page that says what an act does before it is done (RULES V15 for what cannot be undone).

    `ask`: show it even to a post, one that was not confirmed yet.
    """
    if request.method == "POST" and not ask:
        attempt(request, act, done=done)
        return redirect(back)
    context = {"sitting": sitting, "title": title, "back": back, "text": text, "consequences": consequences}
    return render(request, "deliberations/confirm_page.html", context | {"final": final} | (extra or {}))
