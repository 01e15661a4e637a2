"""Agendas to start from: saved under a name, or taken from an earlier sitting, without the texts then voted."""

from django.db import transaction
from django.utils.translation import gettext as _

from common.lifecycle import refuse_if
from council.models import Person
from deliberations.enums import ItemKind
from deliberations.models import AgendaTemplate
from deliberations.rules import oversees

from .agenda import PREPARED, append_item
from .guards import authorise, in_state, keep, lock_sitting

OF_ONE_SITTING = (ItemKind.VOTE, ItemKind.MINUTES)  # a vote comes with its text, minutes come by themselves (S5, S7)
CARRIED = ("kind", "title", "note", "visibility", "duration")


def outline_of(sitting):
    """The lines of an agenda that another sitting can start from: neither texts voted, nor minutes, nor actions."""
    items = sitting.items.in_order().exclude(kind__in=OF_ONE_SITTING).filter(follows_up=None)
    return [{name: getattr(item, name) for name in CARRIED} | {"presenter": item.presenter_id} for item in items]


@transaction.atomic
def save_agenda_template(sitting, *, name, by, at):
    """Keep the agenda of a sitting as a template. Raises Refused when it is empty or the name is taken."""
    authorise(oversees(by, at), "save_agenda_template")
    lines = outline_of(sitting)
    refuse_if(not lines, _("Il n’y a rien à garder : un modèle ne reprend ni les textes votés ni les procès-verbaux."))
    template = AgendaTemplate(name=name, lines=lines, saved_at=at, saved_by=by)
    return keep(template, by=by, at=at, reason=_("modèle enregistré"))


def forget_agenda_template(template, *, by, at):
    """Delete a template; the sittings that started from it keep their agenda."""
    authorise(oversees(by, at), "forget_agenda_template")
    template.delete()


@transaction.atomic
def take_over_outline(sitting, *, lines, by, at):
    """Add the lines of a template or of an earlier sitting behind those that are there. Returns how many."""
    sitting = lock_sitting(sitting)
    authorise(oversees(by, at), "take_over_outline")
    in_state(sitting, PREPARED, _("L’ordre du jour ne change plus une fois la séance ouverte."))
    presenters = Person.objects.in_bulk([line["presenter"] for line in lines if line["presenter"]])
    for line in lines:
        words = {name: line[name] for name in CARRIED}
        append_item(sitting, by=by, at=at, **words, presenter=presenters.get(line["presenter"]))
    return len(lines)
