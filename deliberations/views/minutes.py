"""The papers of a sitting: its minutes, its convening notice, its attendance sheet (RULES S3, M)."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.doors import attempt
from deliberations import forms, services
from deliberations.minutes import current_minutes, draw
from deliberations.papers.attendance import assemble_sheet, draw_sheet
from deliberations.papers.notice import assemble_notice, draw_notice
from deliberations.presenters.minutes import approving_sittings, minutes_page, readable_minutes
from deliberations.rules import visible_to_user

from .doors import confirm_page, for_who_oversees, form_page


def address(sitting):
    return reverse("deliberations:minutes", args=[sitting.slug])


def found(request, slug, at):
    """The sitting and its minutes, or 404 for who may not read them yet."""
    sitting = get_object_or_404(visible_to_user(request.user, at).select_related("body", "profile"), slug=slug)
    record = readable_minutes(sitting, request.user, at)
    if record is None:
        raise Http404
    return sitting, record


@require_safe
def minutes(request, slug):
    """The minutes as a page; for who keeps them, with what is missing and the next step."""
    at = timezone.now()
    sitting, record = found(request, slug, at)
    context = minutes_page(sitting, record, request.user, at)
    if context["keeps"] and not record.frozen:
        context["form"] = forms.WordsForm(initial={name: getattr(record, name) for name in forms.WordsForm.base_fields})
    return render(request, "deliberations/minutes.html", context)


@require_safe
def minutes_pdf(request, slug):
    """The minutes as PDF: the frozen document once approved, drawn from the record before (RULES M4)."""
    sitting, record = found(request, slug, timezone.now())
    if record.frozen:
        return pdf(record.document.read(), f"proces-verbal-{sitting.slug}")
    with translation.override(settings.LANGUAGE_CODE):
        return pdf(draw(*current_minutes(sitting)), f"proces-verbal-{sitting.slug}")


@require_POST
@for_who_oversees
def words(request, sitting, at):
    """Keep the words before the first item and after the last."""
    form = forms.WordsForm(request.POST)
    if form.is_valid():
        act = lambda: services.write_words(sitting, by=request.user, at=at, **form.cleaned_data)  # noqa: E731
        attempt(request, act, done=_("Le texte est enregistré."))
    return redirect(address(sitting))


@require_POST
@for_who_oversees
def circulate(request, sitting, at):
    """Let the members read the draft."""
    act = lambda: services.circulate(sitting, by=request.user, at=at)  # noqa: E731
    attempt(request, act, done=_("Les membres peuvent lire le projet."))
    return redirect(address(sitting))


@for_who_oversees
def approve(request, sitting, at):
    """Approve at a later sitting, the one chosen."""
    form = forms.ApprovalForm(request.POST or None, sittings=approving_sittings(sitting))
    return form_page(
        request, sitting, form, lambda **data: services.approve_minutes(sitting, by=request.user, at=at, **data),
        title=_("Approuver le procès-verbal"), done=_("Le procès-verbal est approuvé et figé."), back=address(sitting),
        intro=_("Une fois approuvé, ni le texte, ni les présences, ni les scrutins ne changent plus."),
    )  # fmt: skip


@for_who_oversees
def publish(request, sitting, at):
    """Publish for good, after saying so."""
    return confirm_page(
        request, sitting, lambda: services.publish_minutes(sitting, by=request.user, at=at),
        title=_("Publier le procès-verbal"), consequences=[_("Chacun peut le lire ; il ne peut plus être retiré.")],
        done=_("Le procès-verbal est publié."), back=address(sitting), final=True,
    )  # fmt: skip


@require_safe
@for_who_oversees
def notice_pdf(request, sitting, at):
    """The convening notice of the agenda that was sent last."""
    version = sitting.agenda_versions.last()
    if version is None:
        raise Http404
    return pdf(draw_notice(assemble_notice(version)), f"convocation-{sitting.slug}")


@require_safe
@for_who_oversees
def sheet_pdf(request, sitting, at):
    """The attendance sheet to sign, with what is known now."""
    return pdf(draw_sheet(assemble_sheet(sitting), created=at), f"feuille-de-presence-{sitting.slug}")


def pdf(content, name):
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response
