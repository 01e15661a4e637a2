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
    """What opens in a spreadsheet, a feed reader or a calendar, or in the tools of open data."""
    return [
        Offer(
            _("Les recommandations"),
            "CSV",
            _("Chaque recommandation publique : état, dates, destinataire, réponse de l’assemblée, adresse."),
            _file("recommandations.csv"),
        ),
        Offer(
            _("Les avis votés"),
            "CSV · SCDL 2.1.5",
            _(
                "Chaque texte mis aux voix avec son décompte, dans les colonnes que lisent les outils "
                "des délibérations. Un avis du conseil n’en est pas une."
            ),
            _file("avis.csv"),
        ),
        Offer(
            _("La composition du conseil"),
            "JSON · Popolo",
            _("Qui siège et qui a siégé : personnes, collèges, sièges, fonctions, avec leurs dates."),
            _file("composition.json"),
        ),
        Offer(
            _("Les votes"),
            "JSON · Popolo",
            _("Chaque scrutin clos avec ses totaux ; chaque vote nommé quand le scrutin était public."),
            _file("votes.json"),
        ),
        Offer(
            _("Les acteurs du territoire"),
            "CSV",
            _("Les organisations que le conseil connaît : nature, SIRET, commune."),
            _file("acteurs.csv"),
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
        Offer(
            _("Le registre, d’un seul tenant"),
            "JSON Lines",
            _("Chaque acte officiel sur une ligne : toute la chaîne, à vérifier sans connexion."),
            _file("registre.jsonl"),
        ),
    ]


def _file(name):
    return reverse("opendata:file", args=[name])


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
