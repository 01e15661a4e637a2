"""Drawing the minutes as PDF from the assembled value alone: same value and seal, same bytes (RULES M4)."""

from django.utils.translation import gettext as _

from common.formats import short_digest
from common.markdown import render
from deliberations.wording import council_language
from reports.kit import Document, Furniture
from reports.text import lines, plain, soft, strong

from .document import MinutesDocument, Seal

CHOICES = ("Pour", "Contre", "Abstention")


@council_language()
def draw(minutes: MinutesDocument, seal: Seal) -> bytes:
    """Draw the minutes; return the PDF's bytes."""
    document = Document(
        title=_("Procès-verbal · %(title)s") % {"title": minutes.title},
        language="fr",
        created=seal.created,
        issuer=minutes.council,
        eyebrow=minutes.body,
        subtitle=f"{minutes.day}, {minutes.hours}" if minutes.hours else minutes.day,
        furniture=_furniture(minutes, seal),
    )
    document.keyvalues(_facts(minutes, seal))
    _draw_attendance(document, minutes)
    _draw_quorum(document, minutes)
    document.heading(_("Ordre du jour"))
    document.items([f"{line.title} ({line.kind})" for line in minutes.agenda], ordered=True)
    _draw_words(document, minutes.opening_words, "ouverture")
    for item in minutes.items:
        _draw_item(document, item)
    _draw_words(document, minutes.closing_words, "cloture")
    _draw_end(document, minutes, seal)
    return document.render()


def _furniture(minutes, seal):
    return Furniture(
        running=minutes.heading,
        version=seal.status,
        digest=_("Empreinte SHA-256 du contenu : %(digest)s") % {"digest": seal.digest} if seal.digest else "",
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


def _draw_item(document, item):
    document.heading(item.title, number=str(item.number))
    document.soft(" · ".join(part for part in (item.kind, _presented(item), item.times, item.late) if part))
    for recused in item.recused:
        document.paragraph(
            strong(_("Déport")) + plain(f" : {recused.name} ({recused.label}), {recused.category} ; {recused.times}.")
        )
    if item.text:
        _draw_text(document, item.text)
    if item.text and item.discussion.strip():
        document.heading(_("Débats"), level=3, bookmark=False)
    _draw_words(document, item.discussion, item.anchor)
    for request in item.requests:
        document.paragraph(plain(request))
    for ballot in item.ballots:
        _draw_ballot(document, ballot)
    if item.conclusion:
        document.decision(item.conclusion)
    if item.actions:
        document.table(
            (_("À faire"), _("Par"), _("Pour le")), [(a.what, a.who, a.due) for a in item.actions], caption=_("Suites")
        )


def _presented(item):
    return _("présenté par %(who)s") % {"who": item.presenter} if item.presenter else ""


def _draw_text(document, text):
    document.heading(_("Texte %(number)s : %(title)s") % {"number": text.number, "title": text.title}, level=3)
    document.soft(
        _("Version %(n)s, empreinte SHA-256 %(digest)s") % {"n": text.version, "digest": short_digest(text.digest)}
    )
    document.html(render(text.body, level=4, prefix=f"t{text.number}"))
    document.paragraph(strong(_("En bref")) + plain(f" : {text.summary}"))


def _draw_ballot(document, ballot):
    with document.together():
        document.heading(_("Scrutin"), level=3, bookmark=False)
        document.paragraph(strong(ballot.question))
        document.soft(" · ".join((ballot.method, ballot.times, ballot.electorate)))
        if ballot.quorum:
            document.soft(ballot.quorum)
        _draw_counts(document, ballot)
    if ballot.void:
        document.paragraph(ballot.void)
        return
    document.roll_call([(group.choice, len(group.names), group.names) for group in ballot.roll])
    if ballot.casting_vote:
        document.paragraph(ballot.casting_vote)
    if ballot.sentence:
        document.decision(ballot.sentence)


def _draw_counts(document, ballot):
    """The table of votes, by college where there are several."""
    if ballot.total is None:
        return
    rows = [(row.name, row.numbers) for row in ballot.rows] or [(ballot.total.name, ballot.total.numbers)]
    total = (ballot.total.name, ballot.total.numbers) if ballot.rows else None
    document.vote_table([_(choice) for choice in CHOICES], rows, corner=_("Collège"), total=total)


def _draw_end(document, minutes, seal):
    if minutes.closing:
        document.paragraph(minutes.closing)
    signatories = [(_("Présidence de séance"), chair.name) for chair in minutes.chairs]
    document.signature_block([*signatories, (_("Secrétariat de séance"), minutes.secretary)])
    if seal.address:
        document.qr(
            seal.address,
            alt=_("Code QR vers la page de vérification"),
            text=(
                _("Vérifier ce procès-verbal :"),
                seal.address,
                seal.register,
            ),
        )
