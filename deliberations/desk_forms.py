"""What is filled in at the desk while a sitting goes on: speakers, motions, hours of attendance."""

from datetime import datetime, timedelta

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from deliberations.enums import MotionKind, PresenceMode
from deliberations.forms import MethodForm, TimeInput
from governance.enums import WITHOUT_TEXT
from governance.methods import MANNERS

LIMITS = [("60", _("1 min")), ("120", _("2 min")), ("180", _("3 min")), ("300", _("5 min")), ("600", _("10 min"))]


class PresentChoice(forms.ChoiceField):
    """A choice among who is there; gives the key of the person. `people`: (key, words) pairs."""

    def __init__(self, *, people=(), **kwargs):
        super().__init__(choices=[("", _("Choisir une personne présente")), *people], **kwargs)


class SpeakerForm(forms.Form):
    """Who asks for the floor: somebody who is there, or a guest by name; and for how long."""

    guest = forms.CharField(
        label=_("ou une personne entendue"), required=False, max_length=150,
        help_text=_("Son nom et en quelle qualité, pour qui n’a pas de siège."),
    )  # fmt: skip
    limit = forms.TypedChoiceField(
        label=_("Durée"), required=False, coerce=int, empty_value=None, initial="180",
        choices=[*LIMITS, ("", _("sans limite"))],
    )  # fmt: skip
    field_order = ["person", "guest", "limit"]

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"] = PresentChoice(label=_("Membre"), people=people, required=False)
        self.order_fields(self.field_order)

    def clean(self):
        data = super().clean()
        if bool(data.get("person")) == bool(data.get("guest", "").strip()):
            raise forms.ValidationError(_("Choisissez une personne présente, ou écrivez un nom : l’un ou l’autre."))
        return data


class MotionForm(forms.Form):
    kind = forms.ChoiceField(label=_("Nature"), choices=MotionKind)
    text = forms.CharField(label=_("Objet"), required=False, max_length=300)
    field_order = ["kind", "person", "text"]

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"] = PresentChoice(label=_("Demandée par"), people=people)
        self.order_fields(self.field_order)


class StayForm(forms.Form):
    """The hours of a stay, as said by a clock: a departure earlier than the arrival is on the next day."""

    arrived = forms.TimeField(label=_("Arrivée"), widget=TimeInput)
    left = forms.TimeField(label=_("Départ"), required=False, widget=TimeInput, help_text=_("Vide : toujours là."))
    mode = forms.ChoiceField(label=_("Présence"), choices=PresenceMode, widget=forms.RadioSelect)

    def __init__(self, *args, stay, **kwargs):
        self.stay = stay
        came, left = timezone.localtime(stay.arrived_at), stay.left_at and timezone.localtime(stay.left_at)
        initial = {"arrived": came.time(), "left": left and left.time(), "mode": stay.mode}
        super().__init__(*args, initial=initial, **kwargs)

    def clean(self):
        data = super().clean()
        if "arrived" in data:
            came = self._moment(data.pop("arrived"), self.stay.arrived_at)
            left = data.pop("left", None)
            data |= {"arrived_at": came, "left_at": left and self._moment(left, self.stay.left_at or came, after=came)}
        return data

    def _moment(self, clock, known, after=None):
        """The moment that a clock says; one that was known to the second and is left alone stays as it was."""
        known = timezone.localtime(known)
        if known.time().replace(second=0, microsecond=0) == clock:
            return known
        moment = datetime.combine(timezone.localdate(self.stay.arrived_at), clock, timezone.get_current_timezone())
        return moment + timedelta(days=after is not None and moment < after)


class PreferenceForm(forms.Form):
    """A question with options to choose from (RULES V2)."""

    question = forms.CharField(label=_("Question"), max_length=300)
    options = forms.CharField(
        label=_("Options"), widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Une par ligne, de 2 à 20. Chaque membre donne une mention à chacune, en secret."),
    )  # fmt: skip
    on_paper = forms.BooleanField(
        label=_("Avec des bulletins en papier"), required=False,
        help_text=_("Le secrétariat dépouille et saisit combien de bulletins donnent quelle mention."),
    )  # fmt: skip

    def clean_options(self):
        return self.cleaned_data["options"].splitlines()


class NamesInput(forms.MultiWidget):
    """One line for each name, the browser proposing those of the council."""

    LINES = 8

    def __init__(self):
        first = _("1re candidature, la personne la plus âgée")
        labels = [first, *(format_lazy(_("{n}e candidature"), n=n) for n in range(2, self.LINES + 1))]
        super().__init__([forms.TextInput(attrs={"list": "personnes", "aria-label": label}) for label in labels])

    def decompress(self, value):
        return value or [None] * self.LINES


class NamesField(forms.MultiValueField):
    """Names in the order in which they are given; gives a list."""

    widget = NamesInput

    def __init__(self, **kwargs):
        lines = [forms.CharField(max_length=120, required=False) for _line in range(NamesInput.LINES)]
        super().__init__(lines, require_all_fields=False, **kwargs)

    def compress(self, data_list):
        return data_list


class ElectionForm(forms.Form):
    """A post, and who stands for it (RULES V2)."""

    post = forms.CharField(
        label=_("Fonction"), max_length=150, help_text=_("Par exemple « coprésidence » ou « trésorerie »."),
    )  # fmt: skip
    candidates = NamesField(
        label=_("Candidatures, de la personne la plus âgée à la plus jeune"),
        help_text=_(
            "Cet ordre départage une égalité au troisième tour. Il est publié, les dates de naissance ne le sont pas. "
            "Une personne du conseil, ou un nom en toutes lettres ; laissez vides les lignes de trop."
        ),
    )  # fmt: skip
    on_paper = forms.BooleanField(
        label=_("Avec des bulletins en papier"), required=False,
        help_text=_("Le secrétariat dépouille et saisit les voix de chaque candidature."),
    )  # fmt: skip


class NextRoundForm(forms.Form):
    """Who steps down before another round. `standing`: the candidates of an election, none in a consent round."""

    withdrawn = forms.MultipleChoiceField(
        label=_("Se retirent avant le tour suivant"), required=False, widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args, standing, **kwargs):
        super().__init__(*args, **kwargs)
        if standing:
            self.fields["withdrawn"].choices = [(who, who) for who in standing]
        else:
            del self.fields["withdrawn"]


class AmendmentBallotForm(MethodForm):
    """Which amendment is voted now, and how. `amendments`: (number, words) of those whose turn it is (RULES R4)."""

    amendment = forms.TypedChoiceField(label=_("Amendement"), coerce=int)
    field_order = ["amendment", "method"]

    def __init__(self, *args, amendments=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["amendment"].choices = amendments
        offered = self.fields["method"].choices
        self.fields["method"].choices = [(n, words) for n, words in offered if MANNERS[n].method not in WITHOUT_TEXT]
