"""What the documents of a recommendation have in common, drawn from values alone."""

from django.utils.translation import gettext as _

from common.markdown import render
from reports.kit import Furniture


def furniture(text, seal, running):
    """What surrounds each page: number and version, digest of the text, head of the register."""
    return Furniture(
        running=running,
        version=seal.status,
        digest=_("Empreinte SHA-256 du texte : %(digest)s") % {"digest": text.digest},
        register=seal.register,
        page_label=_("Page {page} sur {pages}"),
        watermark=seal.watermark,
    )


def draw_text(document, text, *, level=2):
    """What the council asks and why."""
    if text.summary:
        document.lead(text.summary)
    document.heading(_("Ce que le conseil demande"), level=level)
    document.html(render(text.body, level=level + 1, prefix="demande"))
    if text.rationale:
        document.heading(_("Exposé des motifs"), level=level)
        document.html(render(text.rationale, level=level + 1, prefix="motifs"))


def draw_vote(document, vote, *, level=2):
    """The vote with its arithmetic; names where they were called (RULES V15, M1)."""
    document.heading(_("Le vote"), level=level)
    if vote.question:
        document.paragraph(vote.question, "lead")
        document.soft(vote.circumstances)
    if vote.total:
        rows = vote.rows or ((_("Ensemble"), vote.total),)
        total = (_("Ensemble"), vote.total) if vote.rows else None
        document.vote_table(vote.choices, rows, corner=_("Collège") if vote.rows else "", total=total)
    document.decision(vote.sentence)
    for sentence in (vote.arithmetic, vote.quorum):
        if sentence:
            document.html(f"<p>{sentence}</p>")
    if vote.casting_vote:
        document.paragraph(vote.casting_vote)
    document.roll_call([(choice, len(names), names) for choice, names in vote.roll])


def draw_opinions(document, opinions, *, level=2):
    """What voters wanted read beside the decision, each under its author's name (RULES R6, T1)."""
    if opinions:
        document.heading(_("Positions minoritaires"), level=level)
    for rank, opinion in enumerate(opinions, start=1):
        document.heading(opinion.name, level=level + 1)
        document.soft(_("Jointe le %(day)s") % {"day": opinion.day})
        document.html(render(opinion.words, level=level + 2, prefix=f"position-{rank}"))


def draw_proof(document, text, seal):
    """Where to read and check the text, by whoever holds the paper."""
    document.qr(
        text.url,
        alt=_("Code QR vers la page publique de la recommandation"),
        text=tuple(
            line
            for line in (
                _("Lire, suivre et vérifier ce texte :"),
                text.url,
                _("Empreinte SHA-256 du texte : %(digest)s") % {"digest": text.digest},
                seal.register,
            )
            if line
        ),
    )
