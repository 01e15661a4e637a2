"""The list of decisions of a sitting, on its own paper: each item with what came of it, and what is to be done."""

from django.utils.translation import gettext as _

from deliberations.minutes import MinutesDocument, Seal, examined
from deliberations.minutes.pdf import furniture, proof_address
from deliberations.wording import council_language
from reports.kit import Document
from reports.text import lines, link, plain, soft, strong


@council_language()
def draw_decisions(minutes: MinutesDocument, seal: Seal) -> bytes:
    """Draw the list from the assembled minutes; return the PDF's bytes. Same value, same bytes."""
    document = Document(
        title=_("Relevé de décisions · %(title)s") % {"title": minutes.title},
        language="fr",
        created=seal.created,
        issuer=minutes.council,
        eyebrow=minutes.body,
        subtitle=f"{minutes.day}, {minutes.hours}" if minutes.hours else minutes.day,
        furniture=furniture(minutes.heading, seal),
    )
    place = proof_address(minutes, seal) if seal.digest else ""
    facts = [(_("État"), seal.status), (_("Sièges"), minutes.figures), (_("Vérifier"), link(place, place))]
    document.keyvalues([(name, value) for name, value in facts if value])
    document.table(
        (_("N°"), _("Point"), _("Suite donnée")),
        [(str(item.number), _subject(item), lines(*item.outcomes) or "—") for item in examined(minutes).items],
        widths=(0.07, 0.45, 0.48),
    )
    actions = [(action.what, action.who, action.due) for item in minutes.items for action in item.actions]
    if actions:
        document.heading(_("À faire"))
        document.table((_("Action"), _("Par"), _("Pour le")), actions)
    return document.render()


def _subject(item):
    about = f"{item.kind}, {item.text}" if item.text else item.kind
    return lines(strong(item.title), soft(plain(about)))
