"""Drawing the annual report: figures, answers, what is still owed, what was done. Same value, same bytes (M4)."""

from datetime import datetime, time

from django.conf import settings
from django.utils import translation
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

from common.formats import long_date
from governance.annual import AnnualReport
from reports.kit import Document, Furniture


def draw_annual(report: AnnualReport, *, url: str) -> bytes:
    """Draw the annual report; `url`: its public page. Returns the PDF's bytes."""
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Ce que deviennent les recommandations : %(year)s") % {"year": report.year}
        document = Document(
            title=title,
            language=settings.LANGUAGE_CODE,
            created=make_aware(datetime.combine(report.until, time())),
            issuer=report.council,
            eyebrow=_("Rapport annuel"),
            subtitle=report.council,
            furniture=Furniture(running=title, register=report.register, page_label=_("Page {page} sur {pages}")),
        )
        document.soft(_("Établi à partir du dossier de chaque texte, au %(day)s.") % {"day": long_date(report.until)})
        document.heading(_("En chiffres"))
        document.keyvalues(report.figures, share=0.6)
        _draw_answers(document, report)
        _draw_waiting(document, report)
        _draw_done(document, report)
        document.qr(url, alt=_("Code QR vers la page du rapport"), text=(_("Lire et vérifier :"), url))
        return document.render()


def _draw_answers(document, report):
    document.heading(_("Les réponses reçues"))
    if not report.answered:
        document.paragraph(_("Aucune réponse n’est arrivée cette année."))
    document.table(
        (_("N°"), _("Texte"), _("Réponse"), _("Le"), _("Jours")),
        [
            (line.number, line.title, line.label, line.on,
             str(line.days) if line.in_time else _("%(n)s, en retard") % {"n": line.days})
            for line in report.answered
        ],
        widths=(0.12, 0.42, 0.2, 0.14, 0.12),
    )  # fmt: skip


def _draw_waiting(document, report):
    document.heading(_("Les réponses encore attendues"))
    if not report.waiting:
        document.paragraph(_("Aucune : chaque texte transmis a reçu sa réponse."))
    document.table(
        (_("N°"), _("Texte"), _("Transmis le"), _("Attendue le")),
        [
            (line.number, line.title, line.sent, _("%(day)s, en retard") % {"day": line.due} if line.late else line.due)
            for line in report.waiting
        ],
        widths=(0.12, 0.5, 0.17, 0.21),
    )


def _draw_done(document, report):
    document.heading(_("Ce qui a été fait"))
    if not report.done:
        document.paragraph(_("Aucune étape de mise en œuvre n’a été achevée cette année."))
    document.table(
        (_("N°"), _("Étape"), _("Responsable"), _("Faite le")),
        [(line.number, line.step, line.owner, line.on) for line in report.done],
        widths=(0.12, 0.46, 0.26, 0.16),
    )
