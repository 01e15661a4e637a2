"""The columns of a spreadsheet of recommendations: what people write above them, and how their cells are read."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.spreadsheets import Column, choice, day, line, text, whole_number
from governance.enums import AnswerOutcome, Kind, State

NUMBER = re.compile(r"(\d{4})\s*[-–/]\s*0*([1-9]\d{0,3})")


def number(cell):
    """« 2024-007 », « 2024/7 » as (year, rank); None for an empty cell."""
    if not cell.strip():
        return None
    found = NUMBER.fullmatch(cell.strip())
    if not found:
        raise ValidationError(_("Écrivez l’année et le rang, par exemple 2024-007."))
    return int(found[1]), int(found[2])


def votes(cell):
    """How many voted so; None for an empty cell."""
    count = whole_number(cell)
    if count is not None and not 0 <= count <= 9999:
        raise ValidationError(_("Écrivez un nombre de voix, en chiffres."))
    return count


def several(cell):
    """Names separated by commas, semicolons or new lines."""
    return tuple(name for part in re.split(r"[;,\n]", text(cell)) if (name := line(part)))


COLUMNS = (
    Column("number", ("Numéro", "N°", "Référence"), True, _("Année et rang."), number, "2024-007"),
    Column(
        "kind",
        ("Nature", "Type"),
        False,
        _("recommandation, proposition, avis ou rapport d’initiative ; recommandation si la cellule est vide."),
        choice(
            {
                Kind.RECOMMENDATION.value: ("recommandation",),
                Kind.PROPOSAL.value: ("proposition",),
                Kind.OPINION.value: ("avis",),
                Kind.OWN_INITIATIVE.value: ("rapport d’initiative", "rapport"),
            }
        ),
        "recommandation",
    ),
    Column("title", ("Titre", "Intitulé", "Objet"), True, _("200 signes au plus."), line, "Ouvrir les marchés"),
    Column("summary", ("Résumé",), False, _("600 signes au plus."), text, "Réserver des lots."),
    Column(
        "body",
        ("Texte", "Ce que le conseil demande", "Dispositif"),
        True,
        _("Ce que le conseil demande, mot pour mot ; Markdown est accepté."),
        text,
        "1. Réserver deux lots.",
    ),
    Column("rationale", ("Exposé des motifs", "Motifs"), False, _("Mot pour mot ; Markdown est accepté."), text),
    Column(
        "themes",
        ("Thèmes", "Thème"),
        False,
        _("Séparés par des virgules ; un thème inconnu est créé."),
        several,
        "Emploi",
    ),
    Column(
        "places",
        ("Communes", "Commune"),
        False,
        _("Séparées par des virgules ; vide si toutes."),
        several,
        "Schiltigheim",
    ),
    Column(
        "author",
        ("Auteur", "Auteur ou autrice", "Autrice", "Proposée par"),
        True,
        _("Prénom et nom, ou courriel, d’une personne connue du conseil."),
        line,
        "Odile Weiss",
    ),
    Column(
        "organisation",
        ("Organisation", "Organisme", "Au nom de"),
        False,
        _("Organisation connue au nom de laquelle le texte était proposé."),
        line,
        "CRESS Grand Est",
    ),
    Column("submitted_on", ("Date de dépôt", "Déposée le", "Dépôt"), True, _("Jour du dépôt."), day, "11/03/2024"),
    Column(
        "state",
        ("État", "Statut"),
        True,
        _("recevable, adoptée, rejetée, transmise, répondue, en cours de mise en œuvre ou mise en œuvre."),
        choice(
            {
                State.ADMISSIBLE.value: ("recevable",),
                State.ADOPTED.value: ("adoptée", "adopté"),
                State.REJECTED.value: ("rejetée", "rejeté"),
                State.TRANSMITTED.value: ("transmise", "transmis"),
                State.ANSWERED.value: ("répondue", "répondu", "réponse reçue"),
                State.IN_IMPLEMENTATION.value: ("en cours de mise en œuvre", "en cours"),
                State.IMPLEMENTED.value: ("mise en œuvre", "mis en œuvre", "réalisée", "réalisé"),
            }
        ),
        "répondue",
    ),
    Column("voted_on", ("Date du vote", "Votée le", "Adoptée le"), False, _("À partir du vote."), day, "24/05/2024"),
    Column("votes_for", ("Pour",), False, _("Voix pour ; les trois nombres, ou aucun."), votes, "29"),
    Column("votes_against", ("Contre",), False, _("Voix contre."), votes, "6"),
    Column("abstentions", ("Abstention", "Abstentions"), False, _("Abstentions."), votes, "5"),
    Column(
        "sent_on", ("Date de transmission", "Transmise le"), False, _("À partir de la transmission."), day, "31/05/2024"
    ),
    Column(
        "due_on",
        ("Réponse attendue le", "Échéance"),
        False,
        _("Vide : le délai du profil de règles en vigueur ce jour-là, quatre mois à défaut."),
        day,
        "30/09/2024",
    ),
    Column(
        "outcome",
        ("Réponse", "Sens de la réponse"),
        False,
        _("acceptée, acceptée en partie, non retenue ou reportée."),
        choice(
            {
                AnswerOutcome.ACCEPTED.value: ("acceptée", "accepté"),
                AnswerOutcome.IN_PART.value: (
                    "acceptée en partie",
                    "accepté en partie",
                    "en partie",
                    "partiellement acceptée",
                ),
                AnswerOutcome.DECLINED.value: ("non retenue", "non retenu", "refusée", "refusé"),
                AnswerOutcome.POSTPONED.value: ("reportée", "reporté"),
            }
        ),
        "acceptée en partie",
    ),
    Column("answered_on", ("Date de réponse", "Répondue le"), False, _("Jour de la réponse."), day, "12/09/2024"),
    Column("postponed_to", ("Reportée au",), False, _("Si la réponse est reportée."), day),
    Column("deliberation_number", ("Délibération", "Délibération n°"), False, _("Son numéro."), line, "2024-112"),
    Column(
        "reason", ("Réponse motivée", "Motif de la réponse"), False, _("Nécessaire si le texte n’est pas retenu."), text
    ),
)
