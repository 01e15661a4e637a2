"""What members say of draft minutes, and what is answered (RULES M1, M3)."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from common.doors import attempt
from council.rules import person_of
from deliberations import minutes_forms as forms
from deliberations import services
from deliberations.models import Correction, Dissent, Sitting
from deliberations.presenters.minutes import readable_minutes
from deliberations.presenters.minutes_editor import people_of_the_day
from deliberations.rules import may_have_dissent_recorded, may_proofread, oversees

from .doors import for_who_oversees, form_page
from .minutes_writing import address


def for_who_reads(view):
    """Hand a view its sitting, somebody of the council who may read its minutes, and the moment; else 404 (E4)."""

    @login_required
    @never_cache
    def door(request, slug, **kwargs):
        at = timezone.now()
        sitting = get_object_or_404(Sitting.objects.select_related("body", "profile"), slug=slug)
        person = person_of(request.user)
        if readable_minutes(sitting, request.user, at) is None or (person is None and not oversees(request.user, at)):
            raise Http404
        return view(request, sitting, person, at, **kwargs)

    return door


@for_who_reads
def ask(request, sitting, person, at):
    """Ask for a correction of the draft."""
    if person is None or not may_proofread(request.user, person, sitting, at):
        raise Http404
    wanted = request.GET.get("point")
    form = forms.CorrectionForm(
        request.POST or None, items=sitting.items.in_order(),
        initial={"item": wanted if wanted and wanted.isdecimal() else None},
    )  # fmt: skip
    return form_page(
        request, sitting, form,
        lambda **data: services.ask_correction(sitting, person=person, by=request.user, at=at, **data),
        title=_("Demander une correction"), done=_("Votre demande est transmise au secrétariat."),
        back=address(sitting, "#vos-corrections"), button=_("Envoyer la demande"),
        intro=_("Le secrétariat l’accepte ou dit pourquoi il ne la retient pas ; vous lisez sa réponse ici."),
    )  # fmt: skip


@for_who_oversees
def accept(request, sitting, at, pk):
    """Accept a correction."""
    correction = _of(sitting, pk)
    return form_page(
        request, sitting, forms.AcceptForm(request.POST or None, initial={"write": correction.fits}),
        lambda **data: services.accept_correction(correction, by=request.user, at=at, **data),
        title=_("Accepter la correction"), done=_("La correction est acceptée."),
        back=address(sitting, "#corrections"), corrections=[correction],
    )  # fmt: skip


@for_who_oversees
def decline(request, sitting, at, pk):
    """Decline a correction, saying why."""
    correction = _of(sitting, pk)
    return form_page(
        request, sitting, forms.DeclineForm(request.POST or None),
        lambda **data: services.decline_correction(correction, by=request.user, at=at, **data),
        title=_("Ne pas retenir la correction"), done=_("La réponse est enregistrée."),
        back=address(sitting, "#corrections"), corrections=[correction],
    )  # fmt: skip


def _of(sitting, pk):
    found = Correction.objects.select_related("minutes", "item", "person")
    return get_object_or_404(found, pk=pk, minutes__sitting=sitting)


@for_who_reads
def dissent(request, sitting, person, at):
    """Have a disagreement recorded: one's own, or for who keeps the minutes that of a member."""
    clerk = oversees(request.user, at)
    if not clerk and not may_have_dissent_recorded(request.user, person, sitting, at):
        raise Http404
    people = people_of_the_day(sitting) if clerk else None
    form = forms.DissentForm(request.POST or None, items=sitting.items.in_order(), people=people)

    def record(item, text, on_vote, person=person):
        link = item.item_ballots.last() if on_vote else None
        ballot = link.ballot if link else None
        return services.record_dissent(item, person=person, text=text, ballot=ballot, by=request.user, at=at)

    return form_page(
        request, sitting, form, record, title=_("Faire consigner un désaccord"),
        done=_("Le désaccord est consigné au procès-verbal."), back=address(sitting, "#desaccords"),
        button=_("Consigner"),
    )  # fmt: skip


@require_POST
@for_who_reads
def withdraw(request, sitting, person, at, pk):
    """Take a disagreement out of the minutes again."""
    found = get_object_or_404(Dissent.objects.select_related("item", "person"), pk=pk, item__sitting=sitting)
    attempt(
        request, lambda: services.withdraw_dissent(found, by=request.user, at=at), done=_("Le désaccord est retiré.")
    )
    return redirect(address(sitting, "#desaccords"))
