"""Preparing and convening a sitting: for the co-chairs and the secretariat (RULES S2, S3, S5)."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from common.doors import attempt
from common.formats import long_datetime
from common.lifecycle import AlreadyRecorded
from council.models import Body
from deliberations import agenda_forms, forms, services
from deliberations.models import Sitting
from deliberations.presenters.outlines import sources
from deliberations.presenters.preparation import preparation_page
from deliberations.rules import oversees
from deliberations.services import last_edit

from .agenda import address, agenda_context
from .doors import confirm_page, for_who_oversees, form_page


@login_required
def new(request):
    """Begin a sitting of the plenary."""
    at = timezone.now()
    body = Body.objects.plenary().first()
    if body is None or not oversees(request.user, at):
        raise Http404
    form, made = agenda_forms.NewSittingForm(request.POST or None, sources=sources(body), required=False), []
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
    context = preparation_page(sitting, agenda_context(sitting, request.user, at), request.user, at)
    return render(request, "deliberations/preparation.html", context)


@for_who_oversees
def facts(request, sitting, at):
    """Change when and where."""
    form = forms.SittingForm(request.POST or None, sitting=sitting, expected=last_edit(sitting))
    changed = []

    def change(**data):
        changed.append(services.change_sitting(sitting, by=request.user, at=at, **data))

    answer = form_page(
        request, sitting, form, change,
        title=_("Date, lieu et intitulé"), button=_("Enregistrer"), done=_("C’est enregistré."), back=address(sitting),
    )  # fmt: skip
    return redirect(address(changed[0])) if changed else answer  # a new date gives a new address


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
