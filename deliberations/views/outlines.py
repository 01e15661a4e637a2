"""Agendas to start from: save one as a template, take one over, delete a template."""

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from deliberations import agenda_forms, services
from deliberations.models import AgendaTemplate
from deliberations.presenters.outlines import sources

from .agenda import AGENDA, address
from .doors import confirm_page, for_who_oversees, form_page


@for_who_oversees
def save(request, sitting, at):
    """Keep this agenda under a name."""
    form = agenda_forms.TemplateForm(request.POST or None)
    return form_page(
        request, sitting, form, lambda name: services.save_agenda_template(sitting, name=name, by=request.user, at=at),
        title=_("Enregistrer comme modèle"), button=_("Enregistrer"), done=_("Le modèle est enregistré."),
        intro=_("Il garde les points, leur durée et qui les présente ; ni les textes votés, ni les procès-verbaux."),
        back=address(sitting, AGENDA),
    )  # fmt: skip


@for_who_oversees
def take_over(request, sitting, at):
    """Add the items of a template or of an earlier sitting."""
    form = agenda_forms.SourceForm(request.POST or None, sources=sources(sitting.body, but=sitting))
    return form_page(
        request, sitting, form, lambda lines: services.take_over_outline(sitting, lines=lines, by=request.user, at=at),
        title=_("Reprendre un ordre du jour"), button=_("Ajouter ces points"), done=_("Les points sont ajoutés."),
        intro=_("Ses points s’ajoutent derrière ceux qui sont là, sans les textes alors votés."),
        back=address(sitting, AGENDA),
    )  # fmt: skip


@for_who_oversees
def templates(request, sitting, at):
    """The templates there are, each to be deleted."""
    context = {"sitting": sitting, "templates": AgendaTemplate.objects.select_related("saved_by")}
    return render(request, "deliberations/agenda_templates.html", context)


@for_who_oversees
def forget(request, sitting, at, pk):
    """Delete a template, after saying what that does."""
    template = get_object_or_404(AgendaTemplate, pk=pk)
    return confirm_page(
        request, sitting, lambda: services.forget_agenda_template(template, by=request.user, at=at),
        title=_("Supprimer ce modèle"), text=f"« {template} »", done=_("Le modèle est supprimé."),
        consequences=[_("Les séances qui en sont parties gardent leur ordre du jour.")],
        back=address(sitting, AGENDA),
    )  # fmt: skip
