"""The editor of the minutes: what the record gives, what is missing and where to fill it, the next step (RULES M1)."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from council.models import Person, Term
from deliberations.enums import MinutesState, SittingState
from deliberations.minutes import assemble, checks, current_minutes, draft_seal, to_html
from deliberations.models import Dissent, ExaminedList, Minutes, Redaction
from deliberations.rules import day_of
from deliberations.services import last_edit, list_is_due

from .minutes import PUBLIC, approving_sittings, road

FILLED_AT = {"agenda": "preparation", "texts": "preparation"}  # the others: at the desk, where they were noted


@dataclass(frozen=True)
class Next:
    """The one button of the page: what it does, where, and by when."""

    label: str
    button: str = ""
    url: str = ""
    icon: str = ""
    posts: bool = False
    why: str = ""
    due: object = None


def preview(sitting, minutes=None):
    """Return what follows each thing that is saved: the document as it would be drawn now, and its checks."""
    document = assemble(sitting)
    html = to_html(document, draft_seal(sitting, minutes))
    return {"sitting": sitting, "document": html, "checks": checks_of(sitting, document), "assembled": document}


def checks_of(sitting, document):
    """The ten contents, each with its gaps and the place where they are filled (RULES M1)."""
    return [
        {
            "label": check.label,
            "done": check.done,
            "gaps": [{"sentence": gap.sentence, "url": _place(sitting, check.name, gap.item)} for gap in check.missing],
        }
        for check in checks(document)
    ]


def _place(sitting, name, item):
    if name == "words":
        return f"#redaction-{item}"
    return reverse(f"deliberations:{FILLED_AT.get(name, 'conduct')}", args=[sitting.slug])


def editor_page(sitting, minutes):
    """Return everything the editor shows, in a number of queries that does not depend on the agenda's length."""
    shown = preview(sitting, minutes)
    ready = all(check["done"] for check in shown["checks"])
    corrections = list(minutes.corrections.in_order()) if minutes.pk else []
    return shown | {
        "minutes": minutes,
        "road": road(minutes),
        "next": next_step(sitting, minutes, ready),
        "items": _items(sitting, shown["assembled"], corrections),
        "corrections": corrections,
        "waiting": sum(correction.state == "asked" for correction in corrections),
        "dissents": list(Dissent.objects.filter(item__sitting=sitting).select_related("item", "person")),
        "examined": ExaminedList.objects.filter(sitting=sitting).first(),
    }


def _items(sitting, document, corrections):
    """Each item with what the record gives of it and the field for what is written."""
    assembled = {item.number: item for item in document.items}
    edits = _edits(sitting)
    return [
        {
            "record": item,
            "given": assembled[item.position],
            "expected": edits.get(item.pk),
            "corrections": [each for each in corrections if each.item_id == item.pk and each.state == "asked"],
        }
        for item in sitting.items.in_order()
        if assembled[item.position].needs_words
    ]


def _edits(sitting):
    """The history id of the last edit of each item: one query."""
    history = sitting.items.model.history.filter(sitting=sitting).order_by("history_id")
    return dict(history.values_list("id", "history_id"))


def next_step(sitting, minutes, ready):
    """What comes next on the road of the minutes: the list, proofreading, approval (RULES M3)."""

    def at(name):
        return reverse(f"deliberations:{name}", args=[sitting.slug])

    if sitting.state == SittingState.OPEN:
        return Next(_("La séance est en cours"), why=_("Le projet se relit une fois la séance levée."))
    if not ExaminedList.objects.filter(sitting=sitting).exists():
        title, why = _("Publier la liste de ce qui a été examiné"), _("La date, l’objet et la suite de chaque point.")
        return Next(title, _("Publier la liste"), at("publish_list"), "globe", True, why, list_is_due(sitting))
    if minutes.state == MinutesState.DRAFT:
        why = "" if ready else _("Il manque encore quelque chose ; les membres peuvent relire, pas approuver.")
        title = _("Soumettre le projet à relecture")
        return Next(title, _("Soumettre à relecture"), at("circulate_minutes"), "send", True, why)
    if approving_sittings(sitting).exists():
        return Next(_("Approuver le procès-verbal"), _("Approuver"), at("approve_minutes"), "badge-check")
    return Next(_("Prochaine étape : l’approbation"), why=_("À la séance suivante, dont ce sera le premier point."))


def last_words(minutes):
    """The history id of the words around the minutes, to hand to a form and back (RULES S10)."""
    return last_edit(minutes) if minutes.pk else None


def redaction_page(sitting):
    """Return what the screen of redactions shows: the texts to choose from, and the log of what is hidden."""
    document, _seal = current_minutes(sitting)
    return {
        "sitting": sitting,
        "minutes": Minutes.objects.filter(sitting=sitting).first() or Minutes(sitting=sitting),
        "texts": [item for item in document.items if item.discussion.strip()],
        "log": list(Redaction.objects.filter(minutes__sitting=sitting).select_related("item", "by", "lifted_by")),
        "public_url": reverse("deliberations:minutes", args=[sitting.slug]) + f"?exemplaire={PUBLIC}",
    }


def people_of_the_day(sitting):
    """Those who held a seat on the day of the sitting, as a queryset."""
    terms = Term.objects.of_body(sitting.body).in_force(day_of(sitting))
    return Person.objects.filter(pk__in=terms.values("person"))
