"""What members fill in while a text is in drafting. Forms check the shape; services decide whether it is lawful."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from common.legible import LONGEST
from council.models import Person, Term, seats_held
from governance.amending import PARTS
from governance.enums import Stance
from territory.models import Organisation

LONGEST_REASON = 2000


def long_text(label, *, rows=6, longest=LONGEST, **given):
    """A field for several paragraphs that a feed, a document and a register can hold."""
    field = forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **given)
    field.validators.append(MaxLengthValidator(longest))
    return field


class WordingForm(forms.Form):
    """The text as it should read, against the version it was begun from."""

    version = forms.IntegerField(label=_("Version"), widget=forms.HiddenInput)
    body = long_text(_("Ce que le conseil demande"), rows=16)
    rationale = long_text(_("Exposé des motifs"), rows=12)
    aside = long_text(
        _("Ce qui n’a pas pu être reporté"), rows=4, required=False,
        help_text=_("Ces passages ont changé entre-temps. Reprenez-en ce que vous voulez garder, ci-dessus."),
    )  # fmt: skip

    def text(self):
        """The parts as they were typed."""
        return {part: self.cleaned_data[part] for part in PARTS}


class AmendmentForm(WordingForm):
    reason = long_text(
        _("Pourquoi cet amendement ?"), rows=4, longest=LONGEST_REASON,
        help_text=_("Une ou deux phrases : elles sont lues à côté de ce que vous changez."),
    )  # fmt: skip
    on_behalf_of = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Au nom de"), required=False,
        help_text=_("Laissez vide pour proposer en votre nom."),
    )  # fmt: skip

    def __init__(self, *args, proposer, on, **kwargs):
        super().__init__(*args, **kwargs)
        held = seats_held(proposer, on).values("seat__organisation")
        self.fields["on_behalf_of"].queryset = Organisation.objects.filter(pk__in=held)


class AmendmentNoteForm(forms.Form):
    note = long_text(_("Remarque"), rows=3, longest=LONGEST_REASON, required=False)


class AmendmentReasonForm(forms.Form):
    note = long_text(
        _("Motif"), rows=4, longest=LONGEST_REASON, required=False,  # the procedure asks for it, in its own words
        help_text=_("Il sera montré à qui propose l’amendement et gardé dans l’historique."),
    )  # fmt: skip


class ContributionForm(forms.Form):
    stance = forms.ChoiceField(label=_("Vous êtes"), choices=Stance.choices, widget=forms.RadioSelect)
    text = long_text(
        _("Votre contribution"), rows=5, longest=5000,
        help_text=_("Elle est publique et signée. Markdown est accepté."),
    )  # fmt: skip


class HideForm(forms.Form):
    reason = forms.CharField(
        label=_("Motif"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Il sera lu à la place de la contribution."),
    )  # fmt: skip


class OpinionForm(forms.Form):
    text = long_text(
        _("Votre position"), rows=10, longest=5000,
        help_text=_("Elle est publiée avec le texte et transmise avec lui. Une fois jointe, elle ne change plus."),
    )  # fmt: skip


class CoAuthorForm(forms.Form):
    """Whom the author invites: somebody who sits on the council that day, and is not already asked."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("Membre du conseil"))

    def __init__(self, *args, text, on, **kwargs):
        super().__init__(*args, **kwargs)
        asked = {text.author_id, *text.co_authors.standing().values_list("person_id", flat=True)}
        seated = Person.objects.filter(terms__in=Term.objects.in_force(on)).exclude(pk__in=asked)
        self.fields["person"].queryset = seated.distinct().order_by("last_name", "first_name")
