"""Drawing the minutes as PDF from the assembled value alone: same value and seal, same bytes (RULES M4)."""

from django.utils.translation import gettext as _

from common.formats import short_digest
from common.markdown import render
from deliberations.wording import council_language
from reports.kit import Document, Furniture
from reports.text import lines, plain, soft, strong

from .document import Item, MinutesDocument, Seal

CHOICES = ("Pour", "Contre", "Abstention")


@council_language()
def draw(minutes: MinutesDocument, seal: Seal) -> bytes:
    """Draw the minutes; return the PDF's bytes."""
    document = Document(
        title=_("Procès-verbal · %(title)s") % {"title": minutes.title},
        language="fr",
        created=seal.created,
        issuer=minutes.council,
        eyebrow=minutes.body,
        subtitle=f"{minutes.day}, {minutes.hours}" if minutes.hours else minutes.day,
        furniture=furniture(minutes.heading, seal),
    )
    document.keyvalues(_facts(minutes, seal))
    _draw_attendance(document, minutes)
    _draw_quorum(document, minutes)
    document.heading(_("Ordre du jour"))
    document.items([f"{line.title} ({line.kind})" for line in minutes.agenda], ordered=True)
    _draw_words(document, minutes.opening_words, "ouverture")
    for item in minutes.items:
        draw_item(document, item)
    _draw_words(document, minutes.closing_words, "cloture")
    _draw_end(document, minutes, seal)
    return document.render()


def furniture(running: str, seal: Seal) -> Furniture:
    """What surrounds each page: what it is, the digest of the content, the head of the register (RULES A3, M4)."""
    return Furniture(
        running=running,
        version=seal.status,
        digest=_("Empreinte SHA-256 du contenu : %(digest)s") % {"digest": seal.digest} if seal.digest else "",
        register=seal.register,
        page_label=_("Page {page} sur {pages}"),
        watermark=seal.watermark,
    )


def _facts(minutes, seal):
    chairs = lines(*(_chair(chair) for chair in minutes.chairs)) if minutes.chairs else ""
    facts = [
        (_("État"), seal.status),
        (_("Date"), minutes.day),
        (_("Heures"), minutes.hours),
        (_("Lieu"), minutes.place),
        (_("À distance"), minutes.remote_link),
        (_("Public"), minutes.openness),
        (_("Convocation"), minutes.convened),
        (_("Règles appliquées"), minutes.rules),
        (_("Présidence"), chairs),
        (_("Secrétariat de séance"), minutes.secretary),
        (_("Sièges"), minutes.figures),
    ]
    return [(name, value) for name, value in facts if value]


def _chair(chair):
    return plain(chair.name) + soft(", ".join(["", chair.quality, *([chair.span] if chair.span else [])]))


def _draw_attendance(document, minutes):
    document.heading(_("Présences"))
    for college in minutes.colleges:
        document.heading(college.name, level=3, bookmark=False)
        groups = [
            (_("Présences"), college.present),
            (_("Par pouvoir"), college.represented),
            (_("Excuses"), college.excused),
            (_("Absences"), college.absent),
        ]
        rows = [(f"{name}\u2002{len(people)}", _names(people)) for name, people in groups if people]
        document.table((), rows, widths=(0.18, 0.82), size=8.8)
    if minutes.attending:
        document.heading(_("Assistaient sans voix délibérative"), level=3, bookmark=False)
        document.items([person.words for person in minutes.attending])


def _names(people):
    return " · ".join(person.words for person in people)


def _draw_quorum(document, minutes):
    document.heading(_("Quorum"))
    document.table(
        (_("Heure"), _("Constat")),
        [(finding.when, lines(plain(finding.sentence), soft(finding.occasion))) for finding in minutes.quorum],
        widths=(0.14, 0.86),
    )


def _draw_words(document, markdown, prefix):
    if markdown.strip():
        document.html(render(markdown, prefix=prefix))


def draw_item(document: Document, item: Item) -> None:
    """One item as it was dealt with."""
    circumstances = " · ".join(part for part in (item.kind, _presented(item), item.times, item.late) if part)
    document.heading(item.title, number=str(item.number), under=circumstances)
    _draw_recused(document, item.recused)
    _draw_debate(document, item)
    for ballot in item.ballots:
        _draw_ballot(document, ballot)
    for dissent in item.dissents:
        document.paragraph(strong(_("Désaccord consigné")) + plain(f"\u00a0: {dissent.words}"))
    if item.conclusion:
        document.decision(item.conclusion)
    if item.actions:
        document.table(
            (_("À faire"), _("Par"), _("Pour le")), [(a.what, a.who, a.due) for a in item.actions], caption=_("Suites")
        )


def _draw_recused(document, recusals):
    for recused in recusals:
        document.paragraph(
            strong(_("Déport")) + plain(f" : {recused.name} ({recused.label}), {recused.category} ; {recused.times}.")
        )


def _draw_debate(document, item):
    """The text, what was said of it, the motions raised and the ways of voting asked for."""
    if item.text:
        _draw_text(document, item.text)
    if item.text and item.discussion.strip():
        document.heading(_("Débats"), level=3, bookmark=False)
    _draw_words(document, item.discussion, item.anchor)
    for sentence in (*item.motions, *item.requests):
        document.paragraph(plain(sentence))


def _presented(item):
    return _("présenté par %(who)s") % {"who": item.presenter} if item.presenter else ""


def _draw_text(document, text):
    kept = _("Version %(n)s, empreinte SHA-256 %(digest)s") % {"n": text.version, "digest": short_digest(text.digest)}
    document.heading(
        _("Texte %(number)s : %(title)s") % {"number": text.number, "title": text.title}, level=3, under=kept
    )
    document.html(render(text.body, level=4, prefix=f"t{text.number}"))
    document.paragraph(strong(_("En bref")) + plain(f" : {text.summary}"))


def _draw_ballot(document, ballot):
    with document.together():
        document.heading(_("Scrutin"), level=3, bookmark=False)
        document.paragraph(strong(ballot.question))
        for sentence in ballot.amends:
            document.paragraph(plain(sentence))
        document.soft(" · ".join((ballot.method, ballot.times, ballot.electorate)))
        if ballot.quorum:
            document.soft(ballot.quorum)
        _draw_counts(document, ballot)
    if ballot.void:
        document.paragraph(ballot.void)
        return
    for said in ballot.said:
        document.paragraph(said)
    document.roll_call([(group.choice, len(group.names), group.names) for group in ballot.roll])
    if ballot.casting_vote:
        document.paragraph(ballot.casting_vote)
    if ballot.sentence:
        document.decision(ballot.sentence)


def _draw_counts(document, ballot):
    """The table of votes, by college where there are several; or the figures that the method has instead."""
    for table in ballot.tables:
        document.table(table.head, table.rows, caption=table.caption, size=8.8)
    if ballot.total is None:
        return
    rows = [(row.name, row.numbers) for row in ballot.rows] or [(ballot.total.name, ballot.total.numbers)]
    total = (ballot.total.name, ballot.total.numbers) if ballot.rows else None
    document.vote_table([_(choice) for choice in CHOICES], rows, corner=_("Collège"), total=total)


def _draw_end(document, minutes, seal):
    with document.together():
        if minutes.closing:
            document.paragraph(minutes.closing)
        document.signature_block(signatories(minutes))
        draw_proof(document, minutes, seal)


def signatories(minutes: MinutesDocument) -> list[tuple[str, str]]:
    """Who signs, as (function, name): each who presided, and the secretary of the sitting (RULES M3)."""
    chairs = [(lines(_("Présidence de séance"), chair.quality), chair.name) for chair in minutes.chairs]
    return [*chairs, (_("Secrétariat de séance"), minutes.secretary)]


def proof_address(minutes: MinutesDocument, seal: Seal) -> str:
    """Where a copy of frozen minutes is checked, with the digest to check."""
    return f"{minutes.verifying}?empreinte={seal.digest}" if minutes.verifying else minutes.address


def draw_proof(document: Document, minutes: MinutesDocument, seal: Seal) -> None:
    """Where anybody who holds the paper can check it; nothing for what can still change (RULES M4)."""
    if not seal.digest:
        return
    document.qr(
        proof_address(minutes, seal),
        alt=_("Code QR vers la page de vérification"),
        text=(
            _("Vérifier ce procès-verbal :"),
            minutes.verifying or minutes.address,
            minutes.address,
            seal.register,
        ),
    )
