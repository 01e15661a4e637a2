"""The notes that become the minutes, from a form or from a script that saves as one types (RULES M2, S10)."""

from django.http.response import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from common.doors import attempt
from common.formats import clock
from common.lifecycle import Refused
from common.worddiff import compare
from deliberations import forms, services
from deliberations.services import EditConflict

from .desk import address, desk
from .doors import for_who_oversees


@require_POST
@for_who_oversees
def discussion(request, sitting, at, pk):
    """Keep the substance of the discussion, as it is noted at the desk."""
    item = get_object_or_404(sitting.items, pk=pk)

    def again(form, conflict):
        return desk(request, sitting, at, item=item, discussion=form, conflict=conflict and shown(conflict))

    return keep_discussion(request, item, at, back=address(sitting, item, "#debats"), again=again)


def keep_discussion(request, item, at, *, back, again):
    """Keep what was written of an item; two people at the same place are shown both texts (RULES S10).

    `back`: where to go when done; `again(form, conflict)`: the page with what was typed.
    """
    form, conflicts = forms.DiscussionForm(request.POST, auto_id="discussion_%s"), []
    if not form.is_valid():
        return again(form, None)
    if request.headers.get("Accept") == "application/json":
        return _autosave(request, item, at, form.cleaned_data)

    def write():
        try:
            services.write_discussion(item, by=request.user, at=at, **form.cleaned_data)
        except EditConflict as conflict:
            conflicts.append(conflict)
            raise

    if attempt(request, write, done=_("Les débats sont enregistrés à %(at)s.") % {"at": clock(at)}, form=form):
        return redirect(back)
    if conflicts:
        initial = {"text": conflicts[0].typed, "expected": conflicts[0].edit}
        form = forms.DiscussionForm(initial=initial, auto_id="discussion_%s")
    return again(form, conflicts[0] if conflicts else None)


def shown(conflict):
    """What the fragment of a conflict shows: who, when, both texts word by word, and both kept one after the other."""
    return {"about": conflict, "comparison": compare(conflict.stored, conflict.typed)}


def _autosave(request, item, at, data):
    """Answer a script: saved, and from which text the next writing starts; or 409 with both texts to choose from."""
    try:
        written = services.write_discussion(item, by=request.user, at=at, **data)
    except EditConflict as conflict:
        page = {"conflict": shown(conflict), "expected": conflict.edit}
        panel = render_to_string("deliberations/_desk_conflict.html", page, request)
        return JsonResponse({"stored": conflict.stored, "message": conflict.messages[0], "panel": panel}, status=409)
    except Refused as refusal:
        return JsonResponse({"message": " ".join(refusal.messages)}, status=422)
    saved = _("enregistré à %(at)s") % {"at": clock(at)}
    if written.merged_with:
        saved = _("réuni avec ce qu’a écrit %(who)s, %(saved)s") % {"who": written.merged_with, "saved": saved}
    return JsonResponse({"saved": saved, "expected": written.edit, "text": written.item.discussion})
