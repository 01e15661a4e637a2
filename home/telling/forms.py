"""What is chosen about being told."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .audience import cadences
from .enums import EXPLAINED, Cadence, NewsKind

PUBLIC_CADENCES = [(c.value, c.label.capitalize()) for c in (Cadence.IMMEDIATE, Cadence.DAILY, Cadence.WEEKLY)]


class SubscriptionForm(forms.Form):
    """An address, and how often it is written to."""

    address = forms.EmailField(
        label=_("Votre adresse électronique"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Elle ne sert qu’à ces messages, et elle est effacée dès que vous les arrêtez."),
    )
    cadence = forms.ChoiceField(
        label=_("Quand vous écrire"), choices=PUBLIC_CADENCES, initial=Cadence.IMMEDIATE, widget=forms.RadioSelect
    )


class PreferencesForm(forms.Form):
    """How often one person is told of each kind of news."""

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        present = cadences({person.pk})
        for kind in NewsKind:
            self.fields[kind.value] = forms.ChoiceField(
                label=kind.label, help_text=EXPLAINED[kind], widget=forms.RadioSelect,
                choices=[(c.value, c.label.capitalize()) for c in Cadence], initial=present[person.pk, kind],
            )  # fmt: skip
