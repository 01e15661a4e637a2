"""Sample data of the gallery: plausible, invented, and covering every variant of every component."""

from django import forms
from django.core.paginator import Paginator

from common.hemicycle import Seat, groups, hemicycle
from common.worddiff import compare


class SampleForm(forms.Form):
    """One field of each kind, as the form renderer draws them."""

    title = forms.CharField(label="Titre", max_length=200, help_text="Une phrase qui dit ce qui est demandé.")
    stage = forms.ChoiceField(
        label="Étape de l’action publique", choices=[("design", "Conception"), ("eval", "Évaluation")]
    )
    deadline = forms.DateField(label="Échéance", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    themes = forms.MultipleChoiceField(
        label="Thèmes",
        choices=[("food", "Alimentation"), ("housing", "Logement"), ("work", "Insertion")],
        widget=forms.CheckboxSelectMultiple,
    )
    method = forms.ChoiceField(
        label="Mode de scrutin",
        choices=[("roll_call", "Scrutin public"), ("show_of_hands", "Main levée")],
        widget=forms.RadioSelect,
        help_text="Le scrutin public nomme chaque vote au procès-verbal.",
    )
    paper = forms.FileField(label="Pièce jointe", required=False)
    text = forms.CharField(label="Exposé des motifs", widget=forms.Textarea(attrs={"rows": 5}))
    agreed = forms.BooleanField(label="Le texte peut être rendu public après l’examen de recevabilité")


STATES = [
    ("draft", "brouillon"),
    ("submitted", "déposée"),
    ("admissible", "recevable"),
    ("inadmissible", "irrecevable"),
    ("drafting", "en rédaction"),
    ("ready", "prête"),
    ("scheduled", "à l’ordre du jour"),
    ("adopted", "adoptée"),
    ("rejected", "rejetée"),
    ("transmitted", "transmise"),
    ("acknowledged", "accusée de réception"),
    ("answered", "répondue"),
    ("in_implementation", "en cours de mise en œuvre"),
    ("implemented", "mise en œuvre"),
    ("evaluated", "évaluée"),
    ("abandoned", "abandonnée"),
    ("withdrawn", "retirée"),
    ("merged", "fusionnée"),
]
ROAD_OF_ONE = [
    {"label": "Déposée", "date": "12 janv. 2026", "status": "done"},
    {"label": "Recevable", "date": "19 janv.", "status": "done"},
    {"label": "Rédigée", "date": "9 mars", "status": "done"},
    {"label": "Votée", "date": "24 mars", "status": "done"},
    {"label": "Transmise", "date": "2 avril", "status": "done"},
    {"label": "Réponse", "date": "18 juin", "status": "done"},
    {"label": "Mise en œuvre", "date": "2 étapes sur 5", "status": "current"},
    {"label": "Évaluée", "date": "prévue 2027", "status": "todo"},
]
LATE_ROAD = [
    {"label": "Votée", "date": "14 avril 2026", "status": "done"},
    {"label": "Transmise", "date": "14 mai", "status": "done"},
    {"label": "Réponse", "date": "attendue le 14 septembre", "status": "late"},
    {"label": "Mise en œuvre", "date": "", "status": "todo"},
]
AGENDA = [
    {"time": "18 h 30", "title": "Procès-verbal du 13 octobre", "state": "done"},
    {"time": "18 h 40", "title": "Logement coopératif : rapport et vote", "url": "#agenda", "state": "current"},
    {"time": "19 h 25", "title": "Saisine sur le budget participatif", "note": "Rapporteure : Marthe Oberlé"},
]
TABS = [
    {"label": "L’essentiel", "url": "#tabs", "current": True},
    {"label": "Texte adopté", "url": "#tabs"},
    {"label": "Versions", "url": "#tabs", "count": 6},
    {"label": "Amendements", "url": "#tabs", "count": 9},
    {"label": "Scrutin", "url": "#tabs"},
    {"label": "Documents", "url": "#tabs"},
]
FACTS = [
    {"icon": "clock", "label": "Heure", "text": "18 h 30 – 21 h"},
    {"icon": "map-pin", "label": "Lieu", "text": "Centre administratif, salle des conseils · ouverte au public"},
]


STATIONS = [
    {"count": 12, "label": "en discussion", "url": "#road", "family": "ochre"},
    {"count": 54, "label": "adoptées", "url": "#road", "family": "moss"},
    {"count": 49, "label": "transmises", "url": "#road", "family": "river"},
    {"count": 38, "label": "ont reçu une réponse", "url": "#road", "family": "plum"},
    {"count": 17, "label": "mises en œuvre", "url": "#road", "family": "moss"},
]
STATS = [
    {"figure": "78 %", "caption": "des recommandations transmises ont reçu une réponse"},
    {"figure": "104 j", "caption": "de délai médian, pour 122 prévus"},
    {"figure": "61 %", "caption": "acceptées, en tout ou partie", "href": "#stat"},
    {"figure": "5", "caption": "réponses en retard aujourd’hui", "href": "#stat", "family": "alarm"},
]
IN_SHORT = [
    {"term": "Adressée à", "value": "Conseil de l’Eurométropole"},
    {"term": "Rapporteure", "value": "Marthe Oberlé, SCIC Le Grenier"},
    {"term": "Groupe", "value": "Achats responsables", "href": "#definitions"},
    {"term": "Thèmes", "links": [{"label": "Commande publique", "url": "#a"}, {"label": "Alimentation", "url": "#b"}]},
]
CHOICES = [
    {
        "value": "for",
        "label": "Pour",
        "icon": "check",
        "family": "moss",
        "hint": "J’approuve le texte tel qu’il est affiché.",
    },
    {"value": "against", "label": "Contre", "icon": "x", "family": "accent"},
    {"value": "abstain", "label": "Abstention", "icon": "minus", "family": "stone", "hint": "Compte dans le quorum."},
]
EVENTS = [
    {"when": "18 juin 2026", "what": "Réponse de l’assemblée", "detail": "Délibération 2026-118", "family": "plum"},
    {"when": "2 avril 2026", "what": "Transmise", "href": "#timeline", "family": "river"},
    {"when": "24 mars 2026", "what": "Adoptée", "detail": "31 pour, 4 contre, 5 abstentions", "family": "moss"},
    {"when": "12 janvier 2026", "what": "Déposée", "detail": "Par Marthe Oberlé"},
]
COMMITMENTS = [
    {"what": "Clause inscrite au cahier des charges", "who": "Commande publique", "value": 1, "max": 1}
    | {"status": "done", "label": "fait"},
    {
        "what": "Réunions d’information",
        "who": "CRESS · 3 sur 5 tenues",
        "value": 3,
        "max": 5,
        "when": "avant déc. 2026",
    },
    {"what": "Avance de 20 %", "who": "Finances", "value": 0, "max": 1, "status": "late", "label": "en retard"},
]
VOTE = [
    {"count": 31, "label": "pour", "family": "moss"},
    {"count": 5, "label": "abstentions", "family": "abstention"},
    {"count": 4, "label": "contre", "family": "accent"},
]
SHARES = [
    {"label": "31 pour", "family": "moss", "start": 0, "share": 77.5},
    {"label": "5 abstentions", "family": "abstention", "start": 77.5, "share": 12.5},
    {"label": "4 contre", "family": "accent", "start": 90, "share": 10},
]
SPOKEN = [
    {"label": "Collège des acteurs", "family": "accent", "words": "18 min", "percent": 57},
    {"label": "Collège des communes", "family": "river", "words": "13 min 20", "percent": 43},
    {"label": "Personnes qualifiées", "family": "ochre", "words": "0 s", "percent": 0},
]
COLLEGES = [("accent", "A", 18), ("ochre", "B", 15), ("moss", "C", 17), ("river", "D", 10)]
PRESENCES = [
    {"value": "present", "label": "là", "spoken": "présent", "pressed": True, "family": "moss"},
    {"value": "proxy", "label": "rep.", "spoken": "a donné pouvoir", "family": "ochre"},
    {"value": "absent", "label": "–", "spoken": "absent"},
]
SECTIONS = [
    {"label": "Exposé des motifs", "url": "#section_nav", "current": True},
    {"label": "Ce que le conseil demande", "url": "#section_nav"},
    {"label": "Financement", "url": "#section_nav", "deep": True},
]
FACETS = [
    {
        "title": "État",
        "choices": [
            {"label": "Adoptées", "url": "#facets", "count": 54, "current": True},
            {"label": "Transmises", "url": "#facets", "count": 49},
        ],
    }
]
PAGES_OF_A_FORM = [
    {"label": "Le sujet", "url": "#steps", "status": "done"},
    {"label": "Le texte", "status": "current"},
    {"label": "Vérifier et déposer", "status": "todo"},
]
TRAIL = [{"label": "Accueil", "url": "/"}, {"label": "Recommandations", "url": "#breadcrumb"}, {"label": "2026-014"}]
PROSE = """<p>Le conseil demande que les marchés de restauration <strong>réservent des lots</strong>
aux structures d’insertion, <a href="#prose">comme la loi le permet</a>.</p>
<h3>Ce que le conseil demande</h3><ol><li>Deux lots par an ;</li><li>une avance de 30 %.</li></ol>
<blockquote><p>Une petite structure ne peut pas attendre trois mois.</p></blockquote>"""
BEFORE = "La métropole réserve un lot par an aux structures d’insertion.\n\nUne avance de 20 % est versée."
AFTER = "La métropole réserve au moins deux lots par an aux structures d’insertion.\n\nUne avance de 30 % est versée."


class EditorForm(forms.Form):
    """A long text in Markdown."""

    text = forms.CharField(label="Texte de la proposition", widget=forms.Textarea, help_text="Trois pages au plus.")


class SearchForm(forms.Form):
    """What narrows a list."""

    q = forms.CharField(label="Mots", required=False)
    state = forms.ChoiceField(label="État", required=False, choices=[("", "Tous"), ("adopted", "Adoptée")])
    year = forms.ChoiceField(label="Année", required=False, choices=[("", "Toutes"), ("2026", "2026")])


def _drawings():
    seats = [
        Seat(family, f"Siège {college}-{number:02}", href="#hemicycle")
        for family, college, count in COLLEGES
        for number in range(1, count + 1)
    ]
    vote = groups((group["family"], group["label"], group["count"]) for group in VOTE)
    return {
        "vote_drawing": hemicycle(vote),
        "seats_drawing": hemicycle(seats),
        "colleges": [{"family": family, "label": f"Collège {college}"} for family, college, _count in COLLEGES],
    }


SCALE = [
    {"words": words, "tone": tone}
    for tone, words in enumerate(("Très bien", "Bien", "Assez bien", "Passable", "Insuffisant", "À rejeter"), 1)
]


def judged(option, grade, *counts):
    """An option with its bar; `counts`: how many papers gave it each grade."""
    total, parts = sum(counts), []
    for tone, count in enumerate(counts, 1):
        start = sum(part["share"] for part in parts)
        words = f"{count} {SCALE[tone - 1]['words']}"
        parts += [{"tone": tone, "start": start, "share": round(100 * count / total, 2), "words": words}] * bool(count)
    return {"option": option, "grade": SCALE[grade - 1], "parts": parts, "described": option}


JUDGMENT = {
    "scale": SCALE,
    "options": [
        judged("La halle du Marché-Gare", 2, 9, 12, 4, 3, 2, 0),
        judged("La maison des associations de Schiltigheim", 3, 6, 7, 8, 4, 3, 2),
        judged("Le centre administratif", 4, 1, 4, 8, 9, 6, 2),
    ],
}


def context():
    """What templates/components/gallery.html shows."""
    return _drawings() | {
        "families": ["accent", "river", "ochre", "moss", "plum", "stone", "alarm"],
        "states": STATES,
        "road_of_one": ROAD_OF_ONE,
        "late_road": LATE_ROAD,
        "agenda": AGENDA,
        "tabs": TABS,
        "facts": FACTS,
        "stations": STATIONS,
        "stats": STATS,
        "in_short": IN_SHORT,
        "choices": CHOICES,
        "events": EVENTS,
        "commitments": COMMITMENTS,
        "vote": VOTE,
        "shares": SHARES,
        "judgment": JUDGMENT,
        "spoken": SPOKEN,
        "presences": PRESENCES,
        "sections": SECTIONS,
        "facets": FACETS,
        "pages_of_a_form": PAGES_OF_A_FORM,
        "trail": TRAIL,
        "prose": PROSE,
        "comparison": compare(BEFORE, AFTER),
        "second_page": Paginator(range(240), 25).page(5),
        "form": SampleForm(prefix="sample"),
        "form_with_errors": SampleForm({"wrong-title": ""}, prefix="wrong"),
        "editor_form": EditorForm(prefix="editor"),
        "search_form": SearchForm(prefix="search"),
        "chips": [{"label": "Adoptée", "url": "#filters"}],
        "consequences": ["Le résultat est calculé et affiché.", "Aucun vote ne peut plus être ajouté."],
    }
