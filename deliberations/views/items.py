"""One item at the desk: taking it up, what is said, who steps aside, what is put off (RULES S8, S10, S12, V9)."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404
from django.http.response import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from common.doors import attempt
from common.formats import clock
from common.lifecycle import Refused
from deliberations import forms, services
from deliberations.models import ActionPoint, Recusal
from deliberations.models.room import read_room
from deliberations.presenters.desk import voting_seats
from deliberations.services import EditConflict, last_edit

from .desk import address, desk, desk_form
from .doors import for_who_oversees


@dataclass(frozen=True)
class ItemAct:
    """A gesture or a form on an item: its form, its verb, what is said when done."""

    act: Callable
    done: str | Promise
    form: type | None = None


ACTS = {
    "start": ItemAct(services.start_item, gettext_lazy("Le point est abordé.")),
    "end": ItemAct(services.end_item, gettext_lazy("Le point est terminé.")),
    "action": ItemAct(services.add_action_point, gettext_lazy("L’action est notée."), forms.ActionForm),
    "defer": ItemAct(services.defer_item, gettext_lazy("La décision est reportée."), forms.ReasonForm),
    "send_back": ItemAct(services.send_back_item, gettext_lazy("Le texte est renvoyé en rédaction."), forms.ReasonForm),
    "request": ItemAct(services.request_method, gettext_lazy("La demande est notée."), forms.MethodRequestForm),
    "method": ItemAct(services.open_item_ballot, gettext_lazy("Le scrutin est ouvert."), forms.MethodForm),
}


@require_POST
@for_who_oversees
def act(request, sitting, at, pk, name):
    """Take an act of the table on an item of the agenda."""
    item = get_object_or_404(sitting.items, pk=pk)
    line = ACTS.get(name)
    if line is None:
        raise Http404
    if line.form is None:
        attempt(request, lambda: line.act(item, by=request.user, at=at), done=line.done)
        return redirect(address(sitting, item))
    return desk_form(
        request, sitting, at, name, line.form(request.POST, auto_id=f"{name}_%s"),
        lambda data: line.act(item, by=request.user, at=at, **data), done=line.done, item=item, anchor="#point",
    )  # fmt: skip


@require_POST
@for_who_oversees
def discussion(request, sitting, at, pk):
    """Keep the substance of the discussion; two people at once are shown both texts (RULES S10)."""
    item = get_object_or_404(sitting.items, pk=pk)
    form = forms.DiscussionForm(request.POST, auto_id="discussion_%s")
    if not form.is_valid():
        return desk(request, sitting, at, item=item, discussion=form)
    by_script = request.headers.get("Accept") == "application/json"
    if by_script:
        return _autosave(item, request.user, at, form.cleaned_data)
    conflicts = []

    def write():
        try:
            return services.write_discussion(item, by=request.user, at=at, **form.cleaned_data)
        except EditConflict as conflict:
            conflicts.append(conflict)
            raise

    if attempt(request, write, done=_("Les débats sont enregistrés à %(at)s.") % {"at": clock(at)}, form=form):
        return redirect(address(sitting, item, "#debats"))
    if conflicts:
        form = _after(conflicts[0], item)
    return desk(request, sitting, at, item=item, discussion=form, conflict=next(iter(conflicts), None))


def _after(conflict, item):
    """The same words again, now to be saved over the text that the writer has been shown."""
    return forms.DiscussionForm(initial={"text": conflict.typed, "expected": last_edit(item)}, auto_id="discussion_%s")


def _autosave(item, by, at, data):
    """Answer a script: saved when, and from which text the next writing starts; or 409 with the other text."""
    try:
        services.write_discussion(item, by=by, at=at, **data)
    except EditConflict as conflict:
        return JsonResponse({"stored": conflict.stored, "message": conflict.messages[0]}, status=409)
    except Refused as refusal:
        return JsonResponse({"message": " ".join(refusal.messages)}, status=422)
    return JsonResponse({"saved": _("enregistré à %(at)s") % {"at": clock(at)}, "expected": last_edit(item)})


@require_POST
@for_who_oversees
def recuse(request, sitting, at, pk):
    """Note that a member steps aside from the item."""
    item = get_object_or_404(sitting.items, pk=pk)
    room = read_room(sitting)
    form = forms.RecusalForm(request.POST, seats=voting_seats(room), auto_id="recusal_%s")

    def step_aside(data):
        code = data["seat"]
        return services.recuse(
            item,
            seat=room.lines[code].seat,
            person=room.occupant(code, at) or room.titular(code),
            category=data["category"],
            by=request.user,
            at=at,
        )

    return desk_form(
        request, sitting, at, "recusal", form, step_aside, done=_("Le déport est noté."), item=item, anchor="#point"
    )


@require_POST
@for_who_oversees
def come_back(request, sitting, at, pk):
    """Note the return of a member who had stepped aside."""
    recusal = get_object_or_404(Recusal.objects.select_related("item"), pk=pk, item__sitting=sitting)
    back = lambda: services.return_from_recusal(recusal, by=request.user, at=at)  # noqa: E731
    attempt(request, back, done=_("Le retour est noté."))
    return redirect(address(sitting, recusal.item, "#point"))


@require_POST
@for_who_oversees
def action_done(request, sitting, at, pk):
    """Note that an action decided earlier was done; back to the preparation that shows it."""
    point = get_object_or_404(ActionPoint, pk=pk, item__sitting__body=sitting.body)
    act = lambda: services.complete_action_point(point, by=request.user, at=at, done_on=timezone.localdate(at))  # noqa: E731
    attempt(request, act, done=_("L’action est faite."))
    return redirect("deliberations:preparation", sitting.slug)
