"""One item at the desk: taking it up, who steps aside, what is put off, what is to do (RULES S8, S12, V9)."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from common.doors import attempt
from deliberations import desk_forms, forms, services
from deliberations.models import ActionPoint, Recusal
from deliberations.models.room import read_room
from deliberations.presenters.desk import voting_seats

from .desk import address, desk_form
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
    "preference": ItemAct(services.open_preference, gettext_lazy("Le scrutin est ouvert."), desk_forms.PreferenceForm),
    "election": ItemAct(services.open_election, gettext_lazy("Le scrutin est ouvert."), desk_forms.ElectionForm),
    "carry": ItemAct(services.carry_amendments, gettext_lazy("La version suivante est figée.")),
    "method": ItemAct(services.open_item_ballot, gettext_lazy("Le scrutin est ouvert."), forms.MethodForm),
}


OPENING = ("method", "preference", "election")  # what opens a ballot


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
        return redirect(address(sitting, None if name == "start" else item))
    return desk_form(
        request, sitting, at, name, line.form(request.POST, auto_id=f"{name}_%s"),
        lambda data: line.act(item, by=request.user, at=at, **data), done=line.done, item=item,
        anchor="#scrutin" if name in OPENING else "#point",
    )  # fmt: skip


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
    attempt(
        request, lambda: services.return_from_recusal(recusal, by=request.user, at=at), done=_("Le retour est noté.")
    )
    return redirect(address(sitting, recusal.item, "#point"))


@require_POST
@for_who_oversees
def action_done(request, sitting, at, pk):
    """Note that an action decided earlier was done; back to the preparation that shows it."""
    point = get_object_or_404(ActionPoint, pk=pk, item__sitting__body=sitting.body)
    attempt(
        request,
        lambda: services.complete_action_point(point, by=request.user, at=at, done_on=timezone.localdate(at)),
        done=_("L’action est faite."),
    )
    return redirect("deliberations:preparation", sitting.slug)
