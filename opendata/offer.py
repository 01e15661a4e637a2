"""What can be taken away, in words: each file with its form and what it holds."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from opendata.records import latest_ballot_path

LICENCE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"


class Offer(NamedTuple):
    """One file or interface; `form` says in which format, `url` is empty where there is nothing yet."""

    title: str
    form: str
    text: str
    url: str


def offer() -> list[Offer]:
    """Everything on offer today, what people use most first. One query."""
    return [*files(), *interfaces()]


def files() -> list[Offer]:
    """What opens in a spreadsheet, a feed reader or a calendar."""
    return [
        Offer(
            _("Les recommandations"),
            "CSV",
            _("Chaque recommandation publique : état, dates, destinataire, réponse de l’assemblée, adresse."),
            reverse("governance:recommendations_csv"),
        ),
        Offer(
            _("Les étapes, à mesure"),
            "Atom",
            _("Un fil à suivre sans compte : chaque étape publique, la dernière d’abord."),
            reverse("governance:feed"),
        ),
        Offer(
            _("L’agenda des séances"),
            "iCalendar",
            _("À ajouter une fois à son agenda : les séances s’y inscrivent et s’y corrigent d’elles-mêmes."),
            reverse("deliberations:calendar"),
        ),
    ]


def interfaces() -> list[Offer]:
    """What programs read: the texts, the ballots, the register, and their description."""
    return [
        Offer(
            _("Les textes complets"),
            "JSON",
            _("Pour chaque recommandation : le texte figé, les scrutins, la transmission, la réponse, les suites."),
            reverse("api:recommendations"),
        ),
        Offer(
            _("Les scrutins"),
            "JSON",
            _("Un fichier par scrutin clos : la règle, les effectifs, chaque vote. Voici celui du dernier."),
            latest_ballot_path(),
        ),
        Offer(
            _("Le registre des actes, entier"),
            "JSON Lines",
            _("Un acte par ligne, avec son empreinte et celle du précédent : tout ce qu’il faut pour le vérifier."),
            reverse("home:register_lines"),
        ),
        Offer(
            _("Le registre des actes"),
            "JSON",
            _("Chaque acte officiel avec son empreinte et celle du précédent, cinq cents à la fois."),
            reverse("api:register_entries"),
        ),
        Offer(
            _("La description de l’interface"),
            "OpenAPI",
            _("Les adresses, les champs et ce qu’ils veulent dire, lisibles par une machine."),
            reverse("api:openapi-json"),
        ),
    ]
