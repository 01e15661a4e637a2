"""Preparing and convening a sitting: for the co-chairs and the secretariat (RULES S2, S3, S5)."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from common.doors import attempt
from common.formats import long_datetime
from common.lifecycle import AlreadyRecorded
from council.models import Body, Person
from deliberations import forms, services
from deliberations.models import Sitting
from deliberations.presenters.preparation import preparation_page
from deliberations.rules import oversees
from governance.models import Recommendation

from .doors import confirm_page, for_who_oversees, form_page


def address(sitting, anchor=""):
    return reverse("deliberations:preparation", args=[sitting.slug]) + anchor


@login_required
def new(request):
    """Begin a sitting of the plenary."""
    at = timezone.now()
    body = Body.objects.plenary().first()
    if body is None or not oversees(request.user, at):
        raise Http404
    form, made = forms.SittingForm(request.POST or None), []
    if request.method == "POST" and form.is_valid():

        def plan():
            try:
                made.append(services.plan_sitting(body=body, by=request.user, at=at, **form.cleaned_data))
            except AlreadyRecorded as again:
                made.append(again.record)
                raise

        if attempt(request, plan, done=_("La séance est en préparation."), form=form):
            return redirect(address(made[0]))
    context = {"form": form, "title": _("Préparer une séance"), "button": _("Créer la séance")}
    intro = _("Elle reste invisible du public jusqu’à sa convocation.")
    back = reverse("deliberations:sittings")
    return render(request, "deliberations/form_page.html", context | {"intro": intro, "back": back})


@for_who_oversees
def preparation(request, sitting, at):
    """The screen that says whether everything is ready."""
    return render(request, "deliberations/preparation.html", preparation_page(sitting, request.user, at))


@for_who_oversees
def facts(request, sitting, at):
    """Change when and where."""
    form = forms.SittingForm(request.POST or None, sitting=sitting)
    changed = []

    def change(**data):
        changed.append(services.change_sitting(sitting, by=request.user, at=at, **data))

    answer = form_page(
        request, sitting, form, change,
        title=_("Date, lieu et intitulé"), button=_("Enregistrer"), done=_("C’est enregistré."), back=address(sitting),
    )  # fmt: skip
    return redirect(address(changed[0])) if changed else answer  # a new date gives a new address


@for_who_oversees
def add_item(request, sitting, at):
    """Add an item to the agenda."""
    form = forms.ItemForm(request.POST or None, people=presenters_of(sitting))
    return form_page(
        request, sitting, form, lambda **data: services.add_item(sitting, by=request.user, at=at, **data),
        title=_("Ajouter un point"), done=_("Le point est ajouté."), back=address(sitting, "#ordre-du-jour"),
    )  # fmt: skip


@for_who_oversees
def change_item(request, sitting, at, pk):
    """Change the words of an item."""
    item = get_object_or_404(sitting.items, pk=pk)
    form = forms.ItemForm(request.POST or None, people=presenters_of(sitting), item=item)
    return form_page(
        request, sitting, form, lambda **data: services.change_item(item, by=request.user, at=at, **data),
        title=_("Modifier le point"), button=_("Enregistrer"), done=_("Le point est modifié."),
        back=address(sitting, f"#point-{item.pk}"),
    )  # fmt: skip


def presenters_of(sitting):
    return Person.objects.filter(terms__seat__college__body=sitting.body).distinct()


@require_POST
@for_who_oversees
def move_item(request, sitting, at, pk):
    """Move an item one place up or down."""
    item = get_object_or_404(sitting.items, pk=pk)
    to = "up" if request.POST.get("to") == "up" else "down"
    attempt(request, lambda: services.move_item(item, to=to, by=request.user, at=at), done=_("L’ordre est changé."))
    return redirect(address(sitting, f"#point-{item.pk}"))


@for_who_oversees
def remove_item(request, sitting, at, pk):
    """Take an item off the agenda, after saying what that does."""
    item = get_object_or_404(sitting.items.select_related("recommendation"), pk=pk)
    consequences = [_("Sa recommandation redevient prête : elle peut être inscrite à une autre séance.")]
    return confirm_page(
        request, sitting, lambda: services.remove_item(item, by=request.user, at=at),
        title=_("Retirer ce point"), text=f"« {item.title} »", done=_("Le point est retiré."),
        consequences=consequences if item.recommendation_id else (), back=address(sitting, "#ordre-du-jour"),
    )  # fmt: skip


@require_POST
@for_who_oversees
def place(request, sitting, at):
    """Place the ready recommendations that were ticked, in one gesture."""
    ticked = set(request.POST.getlist("recommendation"))
    for text in Recommendation.objects.ready().order_by("number"):
        if str(text.pk) not in ticked:
            continue
        done = _("%(number)s est à l’ordre du jour.") % {"number": text.number}
        attempt(request, lambda text=text: _place(sitting, text, request.user, at), done=done)
    return redirect(address(sitting, "#ordre-du-jour"))


def _place(sitting, text, by, at):
    return services.place_recommendation(sitting, recommendation=text, by=by, at=at)


@require_POST
@for_who_oversees
def sign(request, sitting, at):
    """A co-chair signs the convening."""
    attempt(
        request, lambda: services.sign_convening(sitting, by=request.user, at=at), done=_("Votre signature est notée.")
    )
    return redirect(address(sitting))


@for_who_oversees
def convene(request, sitting, at):
    """Say who will receive what, then convene."""
    people = list(services.recipients(sitting).order_by("last_name", "first_name"))
    without = [person for person in people if not person.email]
    consequences = [
        ngettext("%(n)s personne reçoit la convocation.", "%(n)s personnes reçoivent la convocation.", len(people))
        % {"n": len(people)},
        _("Chaque message porte l’ordre du jour, les textes à voter et une invitation pour l’agenda."),
        _("L’ordre du jour est figé : un point ajouté ensuite pourra être discuté, pas voté."),
    ]
    if without:
        consequences.append(_("Sans adresse : %(names)s.") % {"names": ", ".join(map(str, without))})
    return confirm_page(
        request, sitting, lambda: services.convene(sitting, by=request.user, at=at),
        title=_("Convoquer"), text=long_datetime(sitting.starts_at), consequences=consequences,
        done=_("La séance est convoquée."), back=address(sitting), extra=named(people),
    )  # fmt: skip


def named(people):
    lines = [f"{person} · {person.email}" if person.email else str(person) for person in people]
    return {"icon": "send", "details_title": _("Voir les destinataires"), "details": lines}


@for_who_oversees
def postpone(request, sitting, at):
    """Give the sitting another date, with a reason; everybody is told."""
    form = forms.PostponeForm(request.POST or None, initial=forms.PostponeForm.initial_of(sitting))
    return form_page(
        request, sitting, form, lambda **data: services.postpone(sitting, by=request.user, at=at, **data),
        title=_("Reporter à une autre date"), intro=_("Les personnes convoquées reçoivent la date et le motif."),
        done=_("La séance est reportée."), back=address(sitting),
    )  # fmt: skip


@for_who_oversees
def cancel(request, sitting, at):
    """Cancel the sitting, with a reason; who was convened is told."""
    form = forms.ReasonForm(request.POST or None)
    return form_page(
        request, sitting, form, lambda reason: services.cancel_sitting(sitting, by=request.user, at=at, note=reason),
        title=_("Annuler la séance"), intro=_("Ses textes redeviennent prêts pour une autre séance."),
        done=_("La séance est annulée."), back=address(sitting),
    )  # fmt: skip


@for_who_oversees
def second_call(request, sitting, at):
    """Plan the second call of a sitting that had no quorum."""
    form, made = forms.WhenForm(request.POST or None), []

    def plan(**data):
        made.append(services.plan_second_call(sitting, by=request.user, at=at, **data))

    answer = form_page(
        request, sitting, form, plan, title=_("Préparer la seconde convocation"),
        intro=_("Elle porte sur le même ordre du jour."), done=_("La seconde convocation est en préparation."),
        back=address(Sitting.objects.filter(second_call_of=sitting).first() or sitting),
    )  # fmt: skip
    return redirect(address(made[0])) if made else answer
