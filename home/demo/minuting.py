"""What becomes of the minutes of the demo: the list, corrections, a disagreement, a redaction, a signed copy."""

from datetime import timedelta

from django.core.files.base import ContentFile

from accounts.models import User
from deliberations import services
from reports.kit import Document

WHO = ("patrick.wendling@exemple.fr", "anouk.delattre@exemple.fr", "marthe.oberling@exemple.fr")
CORRECTION = {
    "stands": "",
    "wanted": "Une membre demande que le calendrier de mise en œuvre soit joint au texte.",
    "reason": "Cette demande a été faite en séance et n’apparaît pas.",
}
REFUSED = {
    "stands": "",
    "wanted": "Le débat a duré plus d’une heure.",
    "reason": "La durée montre l’intérêt du conseil.",
}
ANSWER = "Les heures de chaque point figurent déjà au procès-verbal : le débat a duré vingt minutes."
DISSENT = "Je n’ai pas voté ce texte : le coût pour les petites structures n’a pas été chiffré."


def proofread(sitting, *, clerk, at):
    """Members read the last draft: one correction waits, one was answered, one disagreement is recorded."""
    asking, refused, dissenting = (User.objects.get(email=email) for email in WHO)
    item = sitting.items.exclude(recommendation=None).in_order().first() or sitting.items.in_order().first()
    services.ask_correction(sitting, item=item, person=asking.person, by=asking, at=at, **CORRECTION)
    asked = services.ask_correction(sitting, item=item, person=refused.person, by=refused, at=at, **REFUSED)
    services.decline_correction(asked, answer=ANSWER, by=clerk, at=at + timedelta(hours=3))
    services.record_dissent(item, person=dissenting.person, text=DISSENT, by=dissenting, at=at)


def hide_a_passage(sitting, *, clerk, at):
    """Before publication, the last sentence of a discussion leaves the public rendition."""
    item = next(item for item in sitting.items.in_order() if item.recommendation and item.discussion.count(". "))
    passage = item.discussion.rstrip(".").rpartition(". ")[2]
    services.redact(sitting, item=item, passage=passage, reason="situation d’un tiers", by=clerk, at=at)


def sign(sitting, *, council, clerk, at):
    """The signed paper comes back, scanned."""
    scan = Document(title="Exemplaire signé, numérisation de démonstration", language="fr", created=at, issuer=council)
    scan.paragraph("Dans une vraie installation, ce fichier est la numérisation du procès-verbal signé.")
    services.attach_signed(sitting, kind="scan", file=ContentFile(scan.render()), by=clerk, at=at)
