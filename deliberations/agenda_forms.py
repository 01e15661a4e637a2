"""What is filled in about the agenda of a sitting, and what surrounds its items."""

from django import forms
from django.utils.translation import gettext_lazy as _

from council.enums import Visibility
from council.models import Person
from deliberations.enums import ItemKind

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
