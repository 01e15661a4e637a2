"""The papers of a sitting: convening notice, attendance sheet, ballot papers, list of decisions (RULES S3, S8, V2)."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from deliberations import minutes_forms as forms
from deliberations.papers.attendance import assemble_sheet, draw_sheet
from deliberations.papers.ballot_papers import draw_papers, papers_of
from deliberations.papers.decisions import draw_decisions
from deliberations.papers.notice import assemble_notice, draw_notice

from .doors import for_who_oversees, show_form
from .minutes import found, pdf


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


@require_safe
def decisions_pdf(request, slug):
    """The list of decisions, from the rendition of the minutes that one may read."""
    _sitting, _record, read = found(request, slug, timezone.now())
    return pdf(draw_decisions(*read.content), f"releve-de-decisions-{read.filename}")


@for_who_oversees
def ballot_papers(request, sitting, at, pk):
    """Ballot papers to print and cut, for a vote that is not held on the site."""
    item = get_object_or_404(sitting.items.select_related("recommendation"), pk=pk)
    form = forms.PapersForm(request.POST or None, initial=papers_of(item))
    if request.method == "POST" and form.is_valid():
        content = draw_papers(sitting, item, created=at, **form.cleaned_data)
        return pdf(content, f"bulletins-{sitting.slug}-{item.position}")
    return show_form(
        request, sitting, form, title=_("Imprimer les bulletins"), button=_("Faire le PDF"),
        back=sitting.get_absolute_url(), intro=_("Quatre bulletins par feuille A4, à couper sur les repères."),
    )  # fmt: skip
