"""What a voice answers in a consent round: one of three, and the reason that an objection needs (RULES V14)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.enums import ConsentChoice
from governance.services import NO_REASON


class ConsentForm(forms.Form):
    """An answer from one's own screen. The cards of the page show the choices: the field only checks them."""

    choice = forms.ChoiceField(
        label=_("Réponse"), choices=ConsentChoice, widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez l’une des trois réponses.")},
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Motif de l’objection"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("En quoi ce texte nuirait, et à qui. Nécessaire pour objecter, inutile sinon."),
    )  # fmt: skip

    def clean(self):
        data = super().clean()
        if data.get("choice") == ConsentChoice.OBJECTION and not data.get("reason", "").strip():
            self.add_error("reason", NO_REASON)
        return data
