"""What can be taken away, in words: each file with its form and what it holds."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from opendata.records import latest_ballot_path

LICENCE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"


class Offer(NamedTuple):
    """One file or interface; `form` says in which format, `url` is empty where there is nothing yet."""

    title: str | Promise
    form: str
    text: str | Promise
    url: str


# What opens in a spreadsheet, in the tools of open data, in a feed reader or a calendar: form, title, text, address.
FILES = (
    ("CSV", _("Les recommandations"),
     _("Chaque recommandation publique : état, dates, destinataire, réponse de l’assemblée, adresse."),
     "recommandations.csv"),
    ("CSV · SCDL 2.1.5", _("Les avis votés"),
     _("Chaque texte mis aux voix avec son décompte, dans les colonnes que lisent les outils des délibérations. "
       "Un avis du conseil n’en est pas une."),
     "avis.csv"),
    ("JSON · Popolo", _("La composition du conseil"),
     _("Qui siège et qui a siégé : personnes, collèges, sièges, fonctions, avec leurs dates."), "composition.json"),
    ("JSON · Popolo", _("Les votes"),
     _("Chaque scrutin clos avec ses totaux ; chaque vote nommé quand le scrutin était public."), "votes.json"),
    ("CSV", _("Les acteurs du territoire"),
     _("Les organisations que le conseil connaît : nature, SIRET, commune."), "acteurs.csv"),
    ("GeoJSON", _("Les acteurs sur une carte"),
     _("Les mêmes organisations, chacune à un point de sa commune."), "acteurs.geojson"),
    ("JSON Lines", _("Le registre, d’un seul tenant"),
     _("Chaque acte officiel sur une ligne : toute la chaîne, à vérifier sans connexion."), "registre.jsonl"),
)  # fmt: skip
STREAMS = (
    ("Atom", _("Les étapes, à mesure"),
     _("Un fil à suivre sans compte : chaque étape publique, la dernière d’abord."), "governance:feed"),
    ("iCalendar", _("L’agenda des séances"),
     _("À ajouter une fois à son agenda : les séances s’y inscrivent et s’y corrigent d’elles-mêmes."),
     "deliberations:calendar"),
)  # fmt: skip
# What programs read: the texts, the ballots, the register, and their description.
INTERFACES = (
    ("JSON", _("Les textes complets"),
     _("Pour chaque recommandation : le texte figé, les scrutins, la transmission, la réponse, les suites."),
     "api:recommendations"),
    ("JSON", _("Les scrutins"),
     _("Un fichier par scrutin clos : la règle, les effectifs, chaque vote. Voici celui du dernier."), ""),
    ("JSON", _("Le registre des actes"),
     _("Chaque acte officiel avec son empreinte et celle du précédent, cinq cents à la fois."),
     "api:register_entries"),
    ("OpenAPI", _("La description de l’interface"),
     _("Les adresses, les champs et ce qu’ils veulent dire, lisibles par une machine."), "api:openapi-json"),
)  # fmt: skip


def offer() -> list[Offer]:
    """Everything on offer today, what people use most first. One query."""
    files = [Offer(title, form, text, reverse("opendata:file", args=[name])) for form, title, text, name in FILES]
    ways = [
        Offer(title, form, text, reverse(name) if name else latest_ballot_path())
        for form, title, text, name in STREAMS + INTERFACES
    ]
    return files + ways
