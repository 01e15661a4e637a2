"""One item of frozen minutes on its own paper, certified as an extract of them (RULES M6)."""

from django.utils.translation import gettext as _

from common.digests import digest
from deliberations.wording import council_language
from reports.kit import Document

from .document import Item, MinutesDocument, Seal
from .pdf import draw_item, draw_proof, furniture, signatories


@council_language()
def draw_extract(minutes: MinutesDocument, seal: Seal, item: Item) -> bytes:
    """Draw an item with its vote; return the PDF's bytes. Same minutes and item, same bytes."""
    number = f"{minutes.slug}/{item.number}"
    title = _("Extrait du procès-verbal, point %(n)s") % {"n": item.number}
    document = Document(
        title=title,
        language="fr",
        created=seal.created,
        issuer=minutes.council,
        eyebrow=minutes.body,
        subtitle=f"{minutes.title}, {minutes.day}",
        furniture=furniture(_("Extrait n° %(number)s") % {"number": number}, seal),
    )
    document.keyvalues(_facts(minutes, seal, item, number))
    draw_item(document, item)
    with document.together():
        certified = _("Extrait certifié conforme au procès-verbal. %(status)s.") % {"status": seal.status}
        document.paragraph(certified, "decision")
        document.signature_block(signatories(minutes))
        draw_proof(document, minutes, seal)
    return document.render()


def _facts(minutes, seal, item, number):
    quorum = minutes.quorum[0].sentence if minutes.quorum else ""
    facts = [
        (_("Extrait n°"), number),
        (_("Séance"), ", ".join(part for part in (minutes.day, minutes.hours, minutes.place) if part)),
        (_("Présidence"), ", ".join(chair.name for chair in minutes.chairs)),
        (_("Secrétariat de séance"), minutes.secretary),
        (_("Sièges"), minutes.figures),
        (_("Quorum"), quorum),
        (_("Empreinte de ce point"), digest(item)),
    ]
    return [(name, value) for name, value in facts if value]
