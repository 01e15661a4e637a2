"""Drawing the document of a transmission: letter, adopted text, vote (RULES T1). Same value, same bytes (M4)."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from common.markdown import render
from reports.kit import Document
from reports.text import join, lines, plain, soft, strong

from .parts import draw_opinions, draw_proof, draw_text, draw_vote, furniture
from .values import Letter


def draw_letter(letter: Letter) -> bytes:
    """Draw the document that leaves for the assembly; return the PDF's bytes."""
    with translation.override(settings.LANGUAGE_CODE):
        text = letter.text
        document = Document(
            title=_("Transmission %(number)s · %(title)s") % {"number": text.number, "title": text.title},
            language="fr",
            created=letter.seal.created,
            issuer=letter.council,
            show_title=False,
            furniture=furniture(text, letter.seal, _("Transmission %(number)s") % {"number": text.number}),
        )
        _draw_words(document, letter)
        _draw_annex(document, letter)
        return document.render()


def _draw_words(document, letter):
    """The letter itself: to whom, when, about what, by when an answer is expected, from whom, how to check it."""
    document.paragraph(lines(strong(letter.addressee)), "address")
    document.space(14)
    document.paragraph(plain(_("Le %(day)s") % {"day": letter.day}), "address")
    document.space(20)
    text = letter.text
    about = join(" ", (plain(f"{text.kind} {text.number}"), soft("·"), plain(text.title)))
    enclosed = _("Texte adopté, résultat du vote")
    if letter.opinions:
        enclosed = _("Texte adopté, résultat du vote, positions minoritaires")
    document.keyvalues([
        (_("Objet"), about),
        (_("Pièce jointe"), enclosed),
        (_("Réponse attendue"), _("avant la fin du %(day)s") % {"day": letter.due}),
    ], share=0.2)  # fmt: skip
    document.space(10)
    document.html(render(letter.words, prefix="lettre"))
    if letter.signatories:
        document.signature_block(letter.signatories)
    draw_proof(document, text, letter.seal)


def _draw_annex(document, letter):
    text = letter.text
    document.page_break()
    document.paragraph(strong(f"{text.kind} {text.number}"), "eyebrow")
    document.heading(text.title)
    document.keyvalues(text.facts, share=0.2)
    document.space(6)
    draw_text(document, text, level=3)
    draw_vote(document, letter.vote, level=3)
    draw_opinions(document, letter.opinions, level=3)
