"""What the desk notes of a consent round: an answer said aloud, and what meets an objection (RULES V14)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.consent_forms import ConsentForm

from .forms import SeatChoice


class SpokenConsentForm(ConsentForm):
    """An answer said aloud, for the seat it comes from; the later one stands. `seats`: (code, words) pairs."""

    field_order = ["seat", "choice", "reason"]

    def __init__(self, *args, seats, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seat"] = SeatChoice(label=_("Siège qui répond"), seats=seats)
        self.order_fields(self.field_order)


class MetForm(forms.Form):
    met_by = forms.CharField(
        label=_("Ce qui lève cette objection"), max_length=300,
        help_text=_("L’amendement retenu, ou le passage réécrit depuis le tour précédent."),
    )  # fmt: skip
