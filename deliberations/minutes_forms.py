"""What is filled in about minutes. Forms check the shape of an answer; services decide whether an act is lawful."""

from django import forms
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext_lazy as _

from deliberations.enums import SignedKind
from deliberations.models import AgendaItem, Sitting


def area(rows, **attrs):
    return forms.Textarea(attrs={"rows": rows, **attrs})


class WordsForm(forms.Form):
    """What the secretariat writes around the minutes that the record gives; `expected`: from which text (S10)."""

    opening_words = forms.CharField(label=_("Ouverture de la séance"), required=False, widget=area(4))
    closing_words = forms.CharField(label=_("Clôture de la séance"), required=False, widget=area(4))
    expected = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ApprovalForm(forms.Form):
    """The later sitting at which minutes are approved (RULES M3); the latest that may do so is proposed."""

    in_sitting = forms.ModelChoiceField(
        Sitting.objects.none(),
        label=_("Approuvé à la séance"),
        empty_label=None,
        help_text=_("Une séance ultérieure, ouverte ou tenue, à l’ordre du jour de laquelle ce procès-verbal figure."),
    )

    def __init__(self, *args, sittings, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["in_sitting"].queryset = sittings.order_by("-starts_at")


class OfItem(forms.Form):
    """A form about one item of the agenda, or about none."""

    item = forms.ModelChoiceField(AgendaItem.objects.none(), label=_("Point"), required=False)

    def __init__(self, *args, items, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = items
        self.fields["item"].label_from_instance = lambda item: f"{item.position}. {item.title}"


class CorrectionForm(OfItem):
    """What a member asks to correct: what stands, what should stand, why (RULES M3)."""

    stands = forms.CharField(
        label=_("Ce qui est écrit"), required=False, widget=area(3),
        help_text=_("Copiez le passage tel qu’il est. Rien, s’il s’agit d’un ajout."),
    )  # fmt: skip
    wanted = forms.CharField(label=_("Ce qui devrait l’être"), widget=area(3))
    reason = forms.CharField(label=_("Pourquoi"), widget=area(2))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["item"].empty_label = _("Présences, quorum, ouverture ou clôture")


class AcceptForm(forms.Form):
    """How a correction is taken over, with a word to its author."""

    write = forms.BooleanField(
        label=_("Remplacer le passage dans les débats"), required=False,
        help_text=_("Sans cela, la correction est acceptée et le texte reste à corriger à la main."),
    )  # fmt: skip
    answer = forms.CharField(label=_("Un mot au membre"), required=False, widget=area(2))


class DeclineForm(forms.Form):
    answer = forms.CharField(label=_("Pourquoi elle n’est pas retenue"), widget=area(3))


class DissentForm(OfItem):
    """A disagreement to record: with an item, or with its vote (CRPA R133-13)."""

    on_vote = forms.BooleanField(label=_("Ce désaccord porte sur le résultat du scrutin"), required=False)
    text = forms.CharField(
        label=_("Votre désaccord"), max_length=2000, widget=area(5),
        help_text=_("Repris mot pour mot au procès-verbal, sous votre nom. Remplace celui déjà consigné sur ce point."),
    )  # fmt: skip

    def __init__(self, *args, people=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["item"].required = True
        self.fields["item"].empty_label = _("Choisir un point")
        if people is not None:
            self.fields["person"] = forms.ModelChoiceField(people, label=_("Membre"))
            self.fields["text"].label = _("Son désaccord")


class RedactionForm(OfItem):
    """A passage that the public rendition hides (RULES M5)."""

    passage = forms.CharField(
        label=_("Passage à occulter"), widget=area(2),
        help_text=_("Sélectionnez-le dans le texte, ou copiez-le exactement."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Motif"), max_length=120, initial=_("vie privée d’un tiers"), help_text=_("Il est public."),
    )  # fmt: skip
    shown_as = forms.CharField(
        label=_("Remplacer par"), max_length=120, required=False,
        help_text=_("Une fonction, par exemple « une habitante ». Rien : le passage devient [occulté : motif]."),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["item"].empty_label = _("Partout dans le procès-verbal")


class SignedForm(forms.Form):
    kind = forms.ChoiceField(label=_("Nature"), choices=SignedKind, widget=forms.RadioSelect, initial=SignedKind.SCAN)
    file = forms.FileField(
        label=_("Fichier PDF"), validators=[FileExtensionValidator(["pdf"])], help_text=_("20 Mo au plus."),
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf"}),
    )  # fmt: skip


class PapersForm(forms.Form):
    """The ballot papers of one vote: a question, options, how many (RULES V2)."""

    question = forms.CharField(label=_("Question"), max_length=300, widget=area(2))
    options = forms.CharField(
        label=_("Choix"), widget=area(4), help_text=_("Un par ligne, dans l’ordre du bulletin ; huit au plus."),
    )  # fmt: skip
    mentions = forms.BooleanField(
        label=_("Une mention par choix (vote préférentiel)"), required=False,
        help_text=_("Chaque choix reçoit une mention, de « très bien » à « à rejeter »."),
    )  # fmt: skip
    copies = forms.IntegerField(label=_("Nombre de bulletins"), min_value=1, max_value=400)

    def clean_options(self):
        options = [line.strip() for line in self.cleaned_data["options"].splitlines() if line.strip()]
        if not 1 < len(options) <= 8:
            raise forms.ValidationError(_("Donnez de deux à huit choix, un par ligne."))
        return options
