"""The register in words: what each act is called, what it is about, in which function somebody acted."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from common.formats import long_datetime, number, short_digest
from council.rules import MEMBER, SYSTEM
from governance.rules import FUNCTION_LABELS

ACTS = {
    "recommendation.submit": _("Dépôt d’une recommandation"),
    "recommendation.admit": _("Déclaration de recevabilité"),
    "recommendation.refuse": _("Déclaration d’irrecevabilité"),
    "recommendation.assign": _("Rédaction confiée"),
    "recommendation.ready": _("Texte prêt pour le vote"),
    "recommendation.schedule": _("Inscription à l’ordre du jour"),
    "recommendation.unschedule": _("Retrait de l’ordre du jour"),
    "recommendation.adopt": _("Adoption"),
    "recommendation.reject": _("Rejet"),
    "recommendation.defer": _("Report à une autre séance"),
    "recommendation.send_back": _("Renvoi en rédaction"),
    "recommendation.transmit": _("Transmission à l’assemblée"),
    "recommendation.acknowledge": _("Accusé de réception de l’assemblée"),
    "recommendation.answer": _("Réponse de l’assemblée"),
    "recommendation.implement": _("Début de la mise en œuvre"),
    "recommendation.complete": _("Fin de la mise en œuvre"),
    "recommendation.abandon": _("Abandon de la mise en œuvre"),
    "recommendation.evaluate": _("Évaluation"),
    "recommendation.withdraw": _("Retrait par l’auteur ou l’autrice"),
    "recommendation.withdraw_agreed": _("Retrait d’un commun accord"),
    "recommendation.merge": _("Fusion avec une autre recommandation"),
    "recommendation.taken_over": _("Reprise d’un registre antérieur"),
    "amendment.submit": _("Dépôt d’un amendement"),
    "amendment.accept": _("Amendement accepté"),
    "amendment.put_to_vote": _("Amendement mis aux voix"),
    "amendment.reject": _("Amendement rejeté"),
    "amendment.reopen": _("Retour sur une décision"),
    "amendment.lapse": _("Amendement sans objet"),
    "amendment.adopt": _("Amendement adopté"),
    "amendment.defeat": _("Amendement rejeté par le vote"),
    "amendment.integrate": _("Amendement intégré au texte"),
    "amendment.carry": _("Amendement adopté, intégré au texte"),
    "amendment.withdraw": _("Amendement retiré"),
    "amendment.restated": _("Amendement repris sur une nouvelle version"),
    "contribution.hidden": _("Contribution masquée"),
    "opinion.attached": _("Position minoritaire jointe"),
    "link.sent": _("Envoi d’un lien à l’assemblée"),
    "link.reminded": _("Relance de l’assemblée"),
    "link.renewed": _("Prolongation d’un lien de l’assemblée"),
    "link.revoked": _("Révocation d’un lien de l’assemblée"),
    "referral.asked": _("Saisine du conseil"),
    "own_initiative.decided": _("Décision d’autosaisine"),
    "followup.added": _("Étape de suite ajoutée"),
    "followup.updated": _("Étape de suite mise à jour"),
    "ballot.opened": _("Ouverture d’un scrutin"),
    "ballot.closed": _("Clôture d’un scrutin"),
    "ballot.casting_vote": _("Voix prépondérante"),
    "ballot.proclaimed": _("Proclamation d’un résultat"),
    "ballot.objection_met": _("Objection levée par un changement du texte"),
    "ballot.void": _("Annulation d’un scrutin"),
    "sitting.sign": _("Signature de la convocation"),
    "sitting.convene": _("Convocation"),
    "sitting.postpone": _("Report de la séance"),
    "sitting.cancel": _("Annulation de la séance"),
    "sitting.open": _("Ouverture de la séance"),
    "sitting.adjourn": _("Ajournement faute de quorum"),
    "sitting.close": _("Levée de la séance"),
    "sitting.approve": _("Approbation du procès-verbal"),
    "item_request.accepted": _("Demande de point acceptée"),
    "item_request.refused": _("Demande de point refusée"),
    "minutes.circulated": _("Procès-verbal soumis à relecture"),
    "minutes.published": _("Publication du procès-verbal"),
    "minutes.examined": _("Publication de ce qui a été examiné"),
    "minutes.signed": _("Versement de l’exemplaire signé"),
    "proxy.given": _("Pouvoir donné"),
    "proxy.ended": _("Pouvoir révoqué"),
    "proxy.restored": _("Pouvoir rétabli"),
    "motion": _("Motion tranchée"),
    "recusal": _("Déport"),
    "recusal.ended": _("Fin d’un déport"),
    "term.started": _("Entrée en fonction d’un membre"),
    "term.ended": _("Fin de fonction d’un membre"),
    "term.corrected": _("Correction de la durée d’une fonction"),
    "office.started": _("Début d’une charge"),
    "office.ended": _("Fin d’une charge"),
    "membership.started": _("Entrée dans une instance"),
    "membership.ended": _("Sortie d’une instance"),
    "profile.adopted": _("Règles adoptées"),
}
SUBJECTS = {
    "recommendation": _("recommandation"),
    "amendment": _("amendement"),
    "referral": _("saisine"),
    "ballot": _("scrutin"),
    "sitting": _("séance"),
    "seat": _("siège"),
    "body": _("instance"),
    "profile": _("règles"),
}
FUNCTIONS = FUNCTION_LABELS | {MEMBER: _("membre"), SYSTEM: _("le logiciel")}


class Line(NamedTuple):
    """One act as the page shows it."""

    number: str
    on: str
    act: str
    subject: str
    function: str
    digest: str


def lines_of(entries) -> list[Line]:
    """Return some entries in words; what has no word here is shown as it is recorded."""
    return [
        Line(
            number(entry.number), long_datetime(entry.at), str(ACTS.get(entry.act, entry.act)), said_of(entry.subject),
            str(FUNCTIONS.get(entry.actor_function, entry.actor_function)), short_digest(entry.digest),
        )
        for entry in entries
    ]  # fmt: skip


def said_of(subject: str) -> str:
    """Return what an act is about, in words: « recommandation 2026-014 »."""
    kind, _space, name = subject.partition(" ")
    return f"{SUBJECTS.get(kind, kind)} {name}".strip()
