"""What people fill in. Forms check that an answer has the right shape; services decide whether the act is lawful."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import SendingField
from council.models import Body, Person, seats_held
from governance.enums import AnswerOutcome
from governance.models import FollowUpStep, Recommendation
from territory.models import Organisation


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **kwargs):
        super().__init__(format="%Y-%m-%d", **kwargs)


class ProposalForm(forms.ModelForm):
    """The text of a proposal. Everything but the title may wait until submission."""

    sending = SendingField()

    class Meta:
        model = Recommendation
        fields = ["title", "summary", "body", "rationale", "kind", "stage", "themes", "places", "on_behalf_of"]
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 3}),
            "body": forms.Textarea(attrs={"rows": 14, "data-markdown": "true"}),
            "rationale": forms.Textarea(attrs={"rows": 10, "data-markdown": "true"}),
            "themes": forms.CheckboxSelectMultiple,
            "places": forms.SelectMultiple(attrs={"size": 6}),
        }
        help_texts = {
            "title": _("Une phrase qui dit ce qui est demandé, à qui la lit pour la première fois."),
            "summary": _("Deux phrases au plus, affichées dans les listes."),
            "body": _("Numérotez les demandes : l’assemblée répondra à chacune. Markdown est accepté."),
            "rationale": _("Les faits, les besoins, ce que d’autres ont déjà fait. Markdown est accepté."),
            "on_behalf_of": _("Laissez vide pour proposer en votre nom."),
            "places": _("Les communes concernées ; aucune si toutes le sont."),
        }

    def __init__(self, *args, author, on, **kwargs):
        super().__init__(*args, **kwargs)
        held = seats_held(author, on).values("seat__organisation")
        self.fields["on_behalf_of"].queryset = Organisation.objects.filter(pk__in=held)

    def text(self):
        """What was typed, without which sending it was."""
        return {name: value for name, value in self.cleaned_data.items() if name != "sending"}

    def differs(self):
        """Whether what was sent is other than what the record holds."""
        return any(name != "sending" for name in self.changed_data)

    def begin_another(self):
        """Keep what was typed, for a proposal of its own."""
        self.data = self.data.copy() | {"sending": str(uuid4())}


class StepForm(forms.Form):
    """What a step asks for; it knows the recommendation and the moment."""

    def __init__(self, *args, recommendation, at, **kwargs):
        super().__init__(*args, **kwargs)
        self.recommendation, self.at = recommendation, at


class NoteForm(StepForm):
    """A step that asks for nothing, or for a word of explanation."""

    note = forms.CharField(
        label=_("Remarque"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )


class ReasonForm(NoteForm):
    """A step whose reason is shown to the people concerned."""

    note = forms.CharField(
        label=_("Motif"),
        required=False,  # the procedure asks for it, in its own words
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Il sera montré à la personne concernée et gardé dans l’historique."),
    )


class AgreedWithdrawalForm(ReasonForm):
    author_agrees = forms.BooleanField(label=_("L’auteur ou l’autrice a donné son accord"), required=False)


class AssignForm(NoteForm):
    rapporteur = forms.ModelChoiceField(
        Person.objects.none(), label=_("Rapporteur ou rapporteuse"),
        error_messages={"required": _("Désignez un rapporteur ou une rapporteuse.")},
    )  # fmt: skip
    working_group = forms.ModelChoiceField(Body.objects.working_groups(), label=_("Groupe de travail"), required=False)
    due_on = forms.DateField(label=_("Rédaction attendue pour le"), required=False, widget=DateInput)
    field_order = ["rapporteur", "working_group", "due_on", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        on = self.at.date()
        self.fields["rapporteur"].queryset = Person.objects.filter(terms__in=terms_in_force(on)).distinct()


def terms_in_force(on):
    """Return the terms of those who sit on a date."""
    return Person._meta.get_field("terms").related_model.objects.in_force(on)


class MergeForm(ReasonForm):
    into = forms.ModelChoiceField(Recommendation.objects.none(), label=_("Fusionner avec"), required=False)
    field_order = ["into", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        others = Recommendation.objects.public().in_discussion().exclude(pk=self.recommendation.pk)
        self.fields["into"].queryset = others


class TransmitForm(StepForm):
    addressee = forms.CharField(label=_("Destinataire"), max_length=200)
    letter = forms.CharField(
        label=_("Lettre d’accompagnement"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 12, "data-markdown": "true"}),
        help_text=_("Elle précède le texte adopté, le résultat du vote et les signatures. Markdown est accepté."),
    )
    due_on = forms.DateField(label=_("Réponse attendue pour le"), widget=DateInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("addressee", self.recommendation.addressee)


class AcknowledgeForm(StepForm):
    on = forms.DateField(label=_("Reçue le"), widget=DateInput)
    reference = forms.CharField(label=_("Référence"), required=False, max_length=100)


class AnswerForm(StepForm):
    """The assembly's answer as a whole; the answers to each point are in AnswerPointForm."""

    outcome = forms.ChoiceField(label=_("Réponse"), choices=AnswerOutcome.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Réponse motivée de l’assemblée"), required=False, widget=forms.Textarea(attrs={"rows": 8})
    )
    postponed_to = forms.DateField(label=_("Reportée au"), required=False, widget=DateInput)
    deliberation_number = forms.CharField(label=_("Délibération n°"), required=False, max_length=60)
    deliberation_url = forms.URLField(label=_("Adresse de la délibération"), required=False, assume_scheme="https")
    on = forms.DateField(label=_("Répondue le"), widget=DateInput)


class AnswerPointForm(forms.Form):
    """What was answered to one of the demands."""

    asked = forms.CharField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label=_("Réponse à ce point"), choices=[("", _("sans réponse particulière")), *AnswerOutcome.choices],
        required=False,
    )  # fmt: skip
    text = forms.CharField(label=_("Précisions"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def clean(self):
        """A point that is explained is answered: what was typed is never dropped in silence."""
        data = super().clean()
        if data.get("text") and not data.get("outcome"):
            self.add_error("outcome", self.fields["text"].error_messages["required"])
        return data


AnswerPointFormSet = forms.formset_factory(AnswerPointForm, extra=0)


class FollowUpForm(forms.ModelForm):
    """A new step of the implementation."""

    class Meta:
        model = FollowUpStep
        fields = ["title", "owner", "due_on", "progress", "evidence"]
        widgets = {"due_on": DateInput(), "evidence": forms.Textarea(attrs={"rows": 3})}


class ProgressForm(forms.ModelForm):
    """How far a step has come."""

    class Meta:
        model = FollowUpStep
        fields = ["progress", "evidence"]
        widgets = {"evidence": forms.Textarea(attrs={"rows": 3})}
