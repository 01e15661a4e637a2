"""What is filled in about the agenda of a sitting, and what surrounds its items."""

from django import forms
from django.utils.translation import gettext_lazy as _

from council.enums import Visibility
from council.models import Person
from deliberations.enums import ItemKind
from deliberations.forms import SittingForm
from deliberations.models import Sitting
from governance.models import Recommendation

KINDS = [
    (kind.value, kind.label) for kind in ItemKind if kind not in (ItemKind.VOTE, ItemKind.MINUTES)
]  # a vote comes with its text, minutes come by themselves (RULES S5, S7)
LONGEST = 600  # minutes


class ItemForm(forms.Form):
    """The words of an item of the agenda; `expected` says from which words the writer started (RULES S10)."""

    kind = forms.ChoiceField(label=_("Nature"), choices=KINDS)
    title = forms.CharField(label=_("Intitulé"), max_length=250)
    duration = forms.IntegerField(label=_("Durée, en minutes"), min_value=1, max_value=LONGEST, initial=15)
    presenter = forms.ModelChoiceField(Person.objects.none(), label=_("Présenté par"), required=False)
    visibility = forms.ChoiceField(
        label=_("Visibilité"), choices=Visibility, initial=Visibility.PUBLIC,
        help_text=_("Un point réservé aux membres ne paraît pas sur la page publique ; son temps reste compté."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Note de présentation"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    expected = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, people, item=None, expected=None, **kwargs):
        if item is not None:
            names = ("title", "duration", "presenter", "visibility", "note")
            kwargs["initial"] = {name: getattr(item, name) for name in names} | {"expected": expected}
        super().__init__(*args, **kwargs)
        self.fields["presenter"].queryset = people
        del self.fields["expected" if item is None else "kind"]


class Keys(forms.CharField):
    """Keys of items in an order, separated by commas, as the page carries them."""

    widget = forms.HiddenInput

    def clean(self, value):
        return [int(key) for key in super().clean(value).split(",") if key.strip().isdecimal()]


class OrderForm(forms.Form):
    """The whole order that is wanted, and the one that was shown (RULES S10)."""

    order = Keys()
    seen = Keys()


class BreakForm(forms.Form):
    """A break: how long, behind which item."""

    DURATIONS = [(minutes, _("%(n)s min") % {"n": minutes}) for minutes in (5, 10, 15, 20, 30)]

    duration = forms.TypedChoiceField(label=_("Durée de la pause"), choices=DURATIONS, coerce=int, initial=10)
    after = forms.TypedChoiceField(label=_("Après"), coerce=int, required=False, empty_value=None)

    def __init__(self, *args, items, **kwargs):
        """`items`: those of the agenda in their order; the middle of the evening is proposed."""
        super().__init__(*args, **kwargs)
        self.fields["after"].choices = [(item.position, f"{item.position}. {item.title}") for item in items]
        self.fields["after"].initial = _middle(items)


def _middle(items):
    """The position behind which half of the planned time has passed."""
    total, passed = sum(item.duration for item in items), 0
    for item in items:
        passed += item.duration
        if 2 * passed >= total:
            return item.position
    return None


class PaperForm(forms.Form):
    """A file that goes with an item; without a title it is called what its file was called."""

    file = forms.FileField(label=_("Fichier"), max_length=200)
    title = forms.CharField(label=_("Intitulé"), max_length=200, required=False)
    visibility = forms.ChoiceField(label=_("Visibilité"), choices=Visibility, initial=Visibility.PUBLIC)

    def clean(self):
        """Give the bytes, and a title in any case."""
        data = super().clean()
        if file := data.pop("file", None):
            data["content"] = file.read()
            data["title"] = data.get("title") or file.name.rpartition(".")[0] or file.name
        return data


class RequestForm(forms.Form):
    """What a member asks for (RULES S6)."""

    sitting = forms.ModelChoiceField(Sitting.objects.none(), label=_("Séance"), empty_label=None)
    title = forms.CharField(label=_("Intitulé du point"), max_length=250)
    why = forms.CharField(
        label=_("Pourquoi ce point"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Lu par la coprésidence et le secrétariat, qui en décident ; ce n’est pas publié."),
    )  # fmt: skip
    duration = forms.IntegerField(label=_("Durée, en minutes"), min_value=1, max_value=120, initial=15)
    recommendation = forms.ModelChoiceField(
        Recommendation.objects.none(), label=_("Un de vos textes"), required=False,
        help_text=_("S’il est prêt, il vient au vote ; sinon il est débattu."),
    )  # fmt: skip

    def __init__(self, *args, sittings, texts, words, **kwargs):
        """`words`: (sitting) -> what the choice says."""
        super().__init__(*args, **kwargs)
        self.fields["sitting"].queryset = sittings
        self.fields["sitting"].label_from_instance = words
        self.fields["recommendation"].queryset = texts
        self.fields["recommendation"].label_from_instance = lambda text: f"{text.number} · {text.title}"


class TemplateForm(forms.Form):
    name = forms.CharField(
        label=_("Nom du modèle"), max_length=120, help_text=_("Par exemple « Plénière ordinaire »."),
    )  # fmt: skip


class SourceForm(forms.Form):
    """An agenda to start from. `sources`: {key: (label, lines)} by group, as presenters.outlines gives them."""

    source = forms.ChoiceField(label=_("Partir de"))

    def __init__(self, *args, sources, required=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.lines = {key: lines for group in sources.values() for key, (_label, lines) in group.items()}
        self.fields["source"].required = required
        self.fields["source"].choices = [
            *([] if required else [("", _("un ordre du jour vide"))]),
            *((group, [(key, label) for key, (label, _lines) in those.items()]) for group, those in sources.items()),
        ]

    def clean(self):
        """Give the lines of what was chosen, none for nothing."""
        data = super().clean()
        data["lines"] = self.lines.get(data.pop("source", ""), lambda: [])()
        return data


class NewSittingForm(SourceForm, SittingForm):
    """A new sitting, and what its agenda starts from."""

    field_order = ["title", "day", "starts", "ends", "place", "remote_link", "is_public", "source"]
