"""The columns of a spreadsheet of members: what people write above them, and how their cells are read."""

import re

from django.utils.translation import gettext_lazy as _

from common.spreadsheets import Column, choice, day, email, line, siret, yes_no
from council.enums import Civility, SeatRole

PARTICLES = {"de", "du", "des", "von", "van", "zu"}


def proper_case(name):
    """A name typed in capitals, as people write it: N’DIAYE gives N’Diaye; any other is left as typed."""
    if name != name.upper() or name == name.lower():
        return name
    return re.sub(r"[^\W\d_]+", lambda word: _cased(word[0], first=word.start() == 0), name)


def _cased(word, first):
    return word.lower() if word.lower() in PARTICLES and not first else word.capitalize()


def name_of(cell):
    return proper_case(line(cell))


COLUMNS = (
    Column("college", ("Collège",), True, _("Nom du collège."), line, "Réseaux de l’ESS"),
    Column(
        "seat",
        ("Siège n°", "Siège", "Numéro de siège", "Code du siège"),
        True,
        _("Code du siège\u202f; ses premières lettres sont celles du collège."),
        line,
        "B-01",
    ),
    Column(
        "organisation",
        ("Organisme", "Organisation", "Structure", "Employeur"),
        False,
        _("Organisation pour laquelle le siège existe\u202f; vide pour une personne qualifiée."),
        line,
        "CRESS Grand Est",
    ),
    Column("siret", ("SIRET", "N° SIRET"), False, _("14 chiffres, avec ou sans espaces\u202f; facultatif."), siret),
    Column(
        "civility",
        ("Civilité",),
        False,
        _("Mme ou M.\u202f; vide si la personne ne le précise pas."),
        choice({Civility.MRS.value: ("Mme", "Madame", "Frau"), Civility.MR.value: ("M.", "Mr", "Monsieur", "Herr")}),
        "Mme",
    ),
    Column("first_name", ("Prénom",), True, _("Prénom."), name_of, "Odile"),
    Column(
        "last_name",
        ("Nom", "Nom de famille", "Nom d’usage"),
        True,
        _("Nom, même en capitales."),
        name_of,
        "Weiss",
    ),
    Column(
        "email",
        ("Courriel", "Adresse électronique", "E-mail", "Mail", "Adresse mail"),
        False,
        _("Une adresse par personne\u202f; facultative, nécessaire pour ouvrir un compte."),
        email,
        "odile.weiss@exemple.fr",
    ),
    Column("quality", ("Qualité", "Fonction"), False, _("À quel titre la personne siège."), line, "délégué·e"),
    Column(
        "role",
        ("Titulaire / suppléant", "Rôle", "Titulaire ou suppléant", "Titulaire"),
        False,
        _("titulaire ou suppléant·e\u202f; titulaire si la cellule est vide."),
        choice(
            {
                SeatRole.TITULAR.value: ("titulaire", "T"),
                SeatRole.ALTERNATE.value: ("suppléant·e", "suppléance", "S"),
            }
        ),
        "titulaire",
    ),
    Column(
        "starts_on",
        ("Début de mandat", "Début", "Depuis le", "Date de début", "Date de nomination"),
        True,
        _("Premier jour."),
        day,
        "11/03/2023",
    ),
    Column(
        "ends_on",
        ("Fin de mandat", "Fin", "Jusqu’au", "Date de fin"),
        False,
        _("Dernier jour prévu\u202f; vide si aucun n’est fixé."),
        day,
        "10/03/2029",
    ),
    Column(
        "co_chair",
        ("Coprésidence", "Coprésident"),
        False,
        _("oui ou non\u202f; vide\u202f: non."),
        yes_no,
        "non",
    ),
)
