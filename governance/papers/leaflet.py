"""Drawing a recommendation for paper: where it stands, the text, the vote, the answer. Same value, same bytes (M4)."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from common.markdown import render
from reports.kit import Document

from .parts import draw_opinions, draw_proof, draw_text, draw_vote, furniture
from .values import Leaflet


def draw_leaflet(leaflet: Leaflet) -> bytes:
    """Draw the public document of a recommendation; return the PDF's bytes."""
    with translation.override(settings.LANGUAGE_CODE):
        text = leaflet.text
        name = f"{text.kind} {text.number}"
        document = Document(
            title=text.title,
            language="fr",
            created=leaflet.seal.created,
            issuer=leaflet.council,
            eyebrow=name,
            subtitle=leaflet.state,
            furniture=furniture(text, leaflet.seal, f"{name} · {text.title}"),
        )
        document.keyvalues([*text.facts, *leaflet.road])
        draw_text(document, text)
        if leaflet.vote:
            draw_vote(document, leaflet.vote)
        draw_opinions(document, leaflet.opinions)
        if leaflet.reply:
            _draw_reply(document, leaflet.reply)
        draw_proof(document, text, leaflet.seal)
        return document.render()


def _draw_reply(document, reply):
    document.heading(_("La réponse de l’assemblée"))
    document.decision(reply.sentence)
    document.html(render(reply.reason, prefix="reponse"))
    document.table(
        (_("Le conseil demandait"), _("L’assemblée a répondu")),
        [(point.asked, point.answered) for point in reply.points],
        widths=(0.5, 0.5),
        header_columns=0,
    )
