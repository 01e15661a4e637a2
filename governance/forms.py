"""What people fill in. Forms check that an answer has the right shape; services decide whether the act is lawful."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import SendingField
from common.uploads import is_pdf
from council.models import Body, Person, seats_held
from governance.enums import AnswerOutcome, Kind
from governance.models import FollowUpStep, Recommendation, Referral
from territory.models import Organisation


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **kwargs):
        super().__init__(format="%Y-%m-%d", **kwargs)


class PDFField(forms.FileField):
    """An optional PDF, known by its content."""

    def __init__(self, **kwargs):
        widget = forms.FileInput(attrs={"accept": "application/pdf"})
        super().__init__(required=False, validators=[is_pdf], widget=widget, **kwargs)


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
        self.fields["kind"].choices = kinds_open_to(self.instance)
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
        self.data = self.data.copy()
        self.data["sending"] = str(uuid4())


def kinds_open_to(text):
    """What a text may be: an opinion answers a referral and is begun from it, and stays one (RULES R7)."""
    opinion = text.kind == Kind.OPINION
    return [(value, label.capitalize()) for value, label in Kind.choices if (value == Kind.OPINION) == opinion]


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


class AdmitForm(NoteForm):
    """An own-initiative report is admitted by a decision that gives its reasons (RULES R7)."""

    decision = forms.CharField(
        label=_("Décision d’autosaisine"),
        required=False,  # the procedure asks for it, in its own words
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Pourquoi le conseil se saisit lui-même de ce sujet. Elle est publiée et inscrite au registre."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["note" if self.recommendation.kind == Kind.OWN_INITIATIVE else "decision"]


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
    address = forms.EmailField(
        label=_("Adresse électronique de l’assemblée"),
        required=False,
        help_text=_("Le document y part aussitôt, avec un lien pour répondre sans compte. Laissez vide pour un envoi "
                    "par la poste."),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("addressee", self.recommendation.addressee)


class SendLinkForm(forms.Form):
    """To whom a new link goes."""

    address = forms.EmailField(
        label=_("Adresse électronique de l’assemblée"),
        help_text=_("Le message porte le document transmis et un lien pour ce seul dossier."),
    )


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
    deliberation_on = forms.DateField(label=_("Délibération du"), required=False, widget=DateInput)
    deliberation_url = forms.URLField(label=_("Adresse de la délibération"), required=False, assume_scheme="https")
    attachment = PDFField(
        label=_("Délibération (PDF)"), help_text=_("10 Mo au plus. Elle sera publiée à côté de la réponse.")
    )
    on = forms.DateField(label=_("Répondue le"), widget=DateInput)


TO_EXPLAIN = (AnswerOutcome.DECLINED, AnswerOutcome.POSTPONED)


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
        if data.get("outcome") in TO_EXPLAIN and not data.get("text"):
            self.add_error("text", _("Dites pourquoi ce point n’est pas retenu, ou à quand il est reporté."))
        return data


AnswerPointFormSet = forms.formset_factory(AnswerPointForm, extra=0)


class EvidenceForm(forms.ModelForm):
    """What shows how far a step has come: words, an address, a document."""

    evidence_url = forms.URLField(label=_("Adresse qui le montre"), required=False, assume_scheme="https")
    evidence_file = PDFField(label=_("Document qui le montre (PDF)"))

    class Meta:
        model = FollowUpStep
        fields = ["progress", "evidence"]
        widgets = {"due_on": DateInput(), "evidence": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, recommendation, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.recommendation = recommendation
        self.initial.setdefault("evidence_url", self.instance.evidence_url)


class FollowUpForm(EvidenceForm):
    """A new step of the implementation, or a part of one."""

    class Meta(EvidenceForm.Meta):
        fields = ["title", "owner", "due_on", "parent", "weight", "progress", "evidence"]
        help_texts = {"parent": _("Laissez vide pour une étape principale.")}

    def __init__(self, *args, recommendation, **kwargs):
        super().__init__(*args, recommendation=recommendation, **kwargs)
        self.fields["parent"].queryset = steps = recommendation.followup.order_by("pk")
        if not steps.exists():
            del self.fields["parent"]


class ProgressForm(EvidenceForm):
    """How far a step has come; one that has parts is as far as they are."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.parts.exists():
            del self.fields["progress"]


class ReferralForm(forms.ModelForm):
    """A question to the council, in the voice of who may ask it (RULES R7)."""

    class Meta:
        model = Referral
        fields = ["asked_by", "question", "context", "asked_on", "due_on", "reference"]
        widgets = {
            "asked_by": forms.RadioSelect,
            "context": forms.Textarea(attrs={"rows": 6, "data-markdown": "true"}),
            "asked_on": DateInput(),
            "due_on": DateInput(),
        }
        help_texts = {"question": _("Une phrase : c’est à elle que l’avis répondra.")}

    def __init__(self, *args, voices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["asked_by"].choices = [(voice.value, voice.label.capitalize()) for voice in voices]
        self.initial.setdefault("asked_by", voices[0])
