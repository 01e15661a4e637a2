"""The agenda on the preparation desk: its items, their words, their order (RULES S5, S7, S10)."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from common.doors import attempt
from common.lifecycle import Refused
from council.models import Person
from deliberations import agenda_forms as forms
from deliberations import services
from deliberations.models import ActionPoint
from deliberations.presenters.plan import agenda_of
from deliberations.services import OrderConflict, last_edit
from governance.models import Recommendation

from .doors import confirm_page, for_who_oversees, form_page

AGENDA = "#ordre-du-jour"
CONFLICT = 409


def address(sitting, anchor=""):
    """The preparation desk of a sitting, at a place on the page."""
    return reverse("deliberations:preparation", args=[sitting.slug]) + anchor


def agenda_context(sitting, user, at):
    """What the fragment of the agenda shows, with the form of a break."""
    shown = agenda_of(sitting, user, at)
    items = [line.item for line in shown["agenda"]]
    return shown | {"break_form": forms.BreakForm(items=items, auto_id="pause_%s")}


@for_who_oversees
def add_item(request, sitting, at):
    """Add an item to the agenda."""
    form = forms.ItemForm(request.POST or None, people=presenters_of(sitting))
    return form_page(
        request, sitting, form, lambda **data: services.add_item(sitting, by=request.user, at=at, **data),
        title=_("Ajouter un point"), done=_("Le point est ajouté."), back=address(sitting, AGENDA),
    )  # fmt: skip


@require_POST
@for_who_oversees
def add_break(request, sitting, at):
    """Add a break behind an item, in one gesture."""
    items = list(sitting.items.in_order())
    form = forms.BreakForm(request.POST, items=items)
    if form.is_valid():
        position = (form.cleaned_data["after"] or len(items)) + 1
        duration = form.cleaned_data["duration"]
        attempt(
            request,
            lambda: services.add_break(sitting, duration=duration, position=position, by=request.user, at=at),
            done=_("La pause est ajoutée."),
        )
    return redirect(address(sitting, AGENDA))


@for_who_oversees
def change_item(request, sitting, at, pk):
    """Change the words of an item."""
    item = get_object_or_404(sitting.items, pk=pk)
    form = forms.ItemForm(request.POST or None, people=presenters_of(sitting), item=item, expected=last_edit(item))
    return form_page(
        request, sitting, form, lambda **data: services.change_item(item, by=request.user, at=at, **data),
        title=_("Modifier le point"), button=_("Enregistrer"), done=_("Le point est modifié."),
        back=address(sitting, f"#point-{item.pk}"),
    )  # fmt: skip


@require_POST
@for_who_oversees
def move_item(request, sitting, at, pk):
    """Move an item one place up or down."""
    item = get_object_or_404(sitting.items, pk=pk)
    to = "up" if request.POST.get("to") == "up" else "down"
    attempt(request, lambda: services.move_item(item, to=to, by=request.user, at=at), done=_("L’ordre est changé."))
    return redirect(address(sitting, f"#point-{item.pk}"))


@require_POST
@for_who_oversees
def order(request, sitting, at):
    """Save the whole order at once, or show both orders (RULES S10). A script gets the agenda back."""
    form, conflicts = forms.OrderForm(request.POST), []
    if not form.is_valid():
        return redirect(address(sitting, AGENDA))

    def save():
        try:
            services.order_items(sitting, by=request.user, at=at, **form.cleaned_data)
        except OrderConflict as conflict:
            conflicts.append(conflict)
            raise

    if request.headers.get("X-Requested-With") == "fetch":
        return _order_by_script(request, sitting, at, save)
    if not attempt(request, save, done=_("L’ordre est enregistré.")) and conflicts:
        return render(request, "deliberations/order_conflict.html", {"sitting": sitting, "conflict": conflicts[0]})
    return redirect(address(sitting, AGENDA))


def _order_by_script(request, sitting, at, save):
    """The agenda as it is now, or a status: the script then sends the form like a person, who is told why."""
    try:
        save()
    except Refused:
        return HttpResponse(status=CONFLICT)
    return render(request, "deliberations/_preparation_agenda.html", agenda_context(sitting, request.user, at))


@for_who_oversees
def remove_item(request, sitting, at, pk):
    """Take an item off the agenda, after saying what that does."""
    item = get_object_or_404(sitting.items.select_related("recommendation"), pk=pk)
    consequences = [_("Sa recommandation redevient prête : elle peut être inscrite à une autre séance.")]
    return confirm_page(
        request, sitting, lambda: services.remove_item(item, by=request.user, at=at),
        title=_("Retirer ce point"), text=f"« {item.title} »", done=_("Le point est retiré."),
        consequences=consequences if item.recommendation_id else (), back=address(sitting, AGENDA),
    )  # fmt: skip


@require_POST
@for_who_oversees
def place(request, sitting, at):
    """Place the ready recommendations that were ticked, or the one that was dropped somewhere, in one gesture."""
    ticked, position = set(request.POST.getlist("recommendation")), request.POST.get("position", "")
    for text in Recommendation.objects.ready().order_by("number"):
        if str(text.pk) not in ticked:
            continue
        done = _("%(number)s est à l’ordre du jour.") % {"number": text.number}
        put = partial(services.place_recommendation, sitting, recommendation=text, by=request.user, at=at)
        attempt(request, partial(put, position=int(position) if position.isdecimal() else None), done=done)
    return redirect(address(sitting, AGENDA))


@require_POST
@for_who_oversees
def resume_action(request, sitting, at, pk):
    """Put an action that an earlier sitting left to do back on the agenda."""
    point = get_object_or_404(ActionPoint, pk=pk, item__sitting__body=sitting.body)
    resume = partial(services.resume_action_point, sitting, point=point, by=request.user, at=at)
    attempt(request, resume, done=_("L’action est remise à l’ordre du jour."))
    return redirect(address(sitting, AGENDA))


def presenters_of(sitting):
    """Who may present an item: whoever holds or held a seat of the body."""
    return Person.objects.filter(terms__seat__college__body=sitting.body).distinct()
