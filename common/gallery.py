"""Sample data of the gallery: plausible, invented, and covering every variant of every component."""

from django import forms


class SampleForm(forms.Form):
    """One field of each kind, as the form renderer draws them."""

    title = forms.CharField(label="Titre", max_length=200, help_text="Une phrase qui dit ce qui est demandé.")
    stage = forms.ChoiceField(label="Étape de l’action publique", choices=[("design", "Conception"), ("eval", "Évaluation")])
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
    {"time": "18 h 30", "title": "Procès-verbal du 13 octobre", "state": "done"},
    {"time": "18 h 40", "title": "Logement coopératif : rapport et vote", "url": "#agenda", "state": "current"},
    {"time": "19 h 25", "title": "Saisine sur le budget participatif", "note": "Rapporteure : Marthe Oberlé"},
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
    {"icon": "clock", "label": "Heure", "text": "18 h 30 – 21 h"},
    {"icon": "map-pin", "label": "Lieu", "text": "Centre administratif, salle des conseils · ouverte au public"},
]


def context():
    """What templates/components/gallery.html shows."""
    return {
        "families": ["accent", "river", "ochre", "moss", "plum", "stone", "alarm"],
        "states": STATES,
        "road_of_one": ROAD_OF_ONE,
        "late_road": LATE_ROAD,
        "agenda": AGENDA,
        "tabs": TABS,
        "facts": FACTS,
        "form": SampleForm(prefix="sample"),
        "form_with_errors": SampleForm({"wrong-title": ""}, prefix="wrong"),
    }
