"""What is filled in about sittings. Forms check the shape of an answer; services decide whether an act is lawful."""

from datetime import datetime, timedelta

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from council.enums import Visibility
from council.models import Person
from deliberations.enums import ItemKind, ReplyAnswer
from deliberations.models import Sitting
from deliberations.models.requests import ASKED
from governance.enums import Choice
from governance.methods import MANNERS


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **kwargs):
        super().__init__(format="%Y-%m-%d", **kwargs)


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, **kwargs):
        super().__init__(format="%H:%M", **kwargs)


class WhenForm(forms.Form):
    """A day, a start and an end; an end before the start is on the next day. Gives starts_at and ends_at."""

    day = forms.DateField(label=_("Jour"), widget=DateInput)
    starts = forms.TimeField(label=_("Début"), widget=TimeInput)
    ends = forms.TimeField(label=_("Fin prévue"), widget=TimeInput)

    def clean(self):
        data = super().clean()
        if {"day", "starts", "ends"} <= data.keys():
            day, starts, ends = (data.pop(name) for name in ("day", "starts", "ends"))
            zone = timezone.get_current_timezone()
            data["starts_at"] = datetime.combine(day, starts, zone)
            data["ends_at"] = datetime.combine(day + timedelta(days=ends <= starts), ends, zone)
        return data

    @staticmethod
    def initial_of(sitting):
        starts, ends = timezone.localtime(sitting.starts_at), timezone.localtime(sitting.ends_at)
        return {"day": starts.date(), "starts": starts.time(), "ends": ends.time()}


class SittingForm(WhenForm):
    """When, where, for whom a sitting is held."""

    title = forms.CharField(
        label=_("Intitulé"), max_length=150, help_text=_("Par exemple « Plénière de printemps »."),
    )  # fmt: skip
    place = forms.CharField(label=_("Lieu"), max_length=250, required=False)
    remote_link = forms.URLField(
        label=_("Lien de visioconférence"), required=False, assume_scheme="https",
        help_text=_("Montré aux membres seulement. Avec lui, on peut être présent à distance."),
    )  # fmt: skip
    is_public = forms.BooleanField(label=_("Séance ouverte au public"), required=False, initial=True)
    urgency_reason = forms.CharField(
        label=_("Motif d’urgence"), required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Seulement si la convocation part après le délai ordinaire."),
    )  # fmt: skip
    field_order = ["title", "day", "starts", "ends", "place", "remote_link", "is_public", "urgency_reason"]

    def __init__(self, *args, sitting=None, **kwargs):
        if sitting is not None:
            names = ("title", "place", "remote_link", "is_public", "urgency_reason")
            kwargs["initial"] = self.initial_of(sitting) | {name: getattr(sitting, name) for name in names}
        super().__init__(*args, **kwargs)
        if sitting is None:
            del self.fields["urgency_reason"]


class PostponeForm(WhenForm):
    note = forms.CharField(
        label=_("Motif"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Il figure dans le message envoyé à toutes les personnes convoquées."),
    )  # fmt: skip


class ReasonForm(forms.Form):
    """An act whose reason is kept and shown."""

    reason = forms.CharField(
        label=_("Motif"), required=False, max_length=280, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Il est gardé dans l’historique et montré aux personnes concernées."),
    )  # fmt: skip


KINDS = [
    (kind.value, kind.label) for kind in ItemKind if kind not in (ItemKind.VOTE, ItemKind.MINUTES)
]  # a vote comes with its text, minutes come by themselves (RULES S5, S7)


class ItemForm(forms.Form):
    """The words of an item of the agenda."""

    kind = forms.ChoiceField(label=_("Nature"), choices=KINDS)
    title = forms.CharField(label=_("Intitulé"), max_length=250)
    duration = forms.IntegerField(label=_("Durée, en minutes"), min_value=1, max_value=600, initial=15)
    presenter = forms.ModelChoiceField(Person.objects.none(), label=_("Présenté par"), required=False)
    visibility = forms.ChoiceField(label=_("Visibilité"), choices=Visibility, initial=Visibility.PUBLIC)
    note = forms.CharField(
        label=_("Note de présentation"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args, people, item=None, **kwargs):
        if item is not None:
            names = ("title", "duration", "presenter", "visibility", "note")
            kwargs["initial"] = {name: getattr(item, name) for name in names}
        super().__init__(*args, **kwargs)
        self.fields["presenter"].queryset = people
        if item is not None:
            del self.fields["kind"]


class ReplyForm(forms.Form):
    """The answer of a member, in the first person."""

    ANSWERS = [
        (ReplyAnswer.COMING.value, _("Je viens, en salle")),
        (ReplyAnswer.REMOTE.value, _("Je participe à distance")),
        (ReplyAnswer.REPRESENTED.value, _("Je serai représenté·e")),
        (ReplyAnswer.EXCUSED.value, _("Je ne viens pas")),
    ]
    answer = forms.ChoiceField(label=_("Votre réponse"), choices=ANSWERS, widget=forms.RadioSelect)


class SeatChoice(forms.ChoiceField):
    """A choice among seats, shown with who sits there; gives the seat's code. `seats`: (code, words) pairs."""

    def __init__(self, *, seats=(), **kwargs):
        super().__init__(choices=[("", _("Choisir un siège")), *seats], **kwargs)


class ProxyForm(forms.Form):
    """To whom one entrusts one's voice; with `givers`, also whose voice (at the desk)."""

    def __init__(self, *args, holders, givers=None, **kwargs):
        super().__init__(*args, **kwargs)
        if givers is not None:
            self.fields["giver"] = SeatChoice(label=_("Pouvoir donné par"), seats=givers)
        self.fields["holder"] = SeatChoice(label=_("Pouvoir donné à"), seats=holders)


class OpeningForm(forms.Form):
    presiding = forms.ModelChoiceField(Person.objects.none(), label=_("Présidence de séance"))
    secretary = forms.ModelChoiceField(Person.objects.none(), label=_("Secrétariat de séance"))

    def __init__(self, *args, chairs, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["presiding"].queryset = chairs
        self.fields["secretary"].queryset = people


class ChairForm(forms.Form):
    person = forms.ModelChoiceField(Person.objects.none(), label=_("La présidence passe à"))

    def __init__(self, *args, chairs, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = chairs


class DiscussionForm(forms.Form):
    """The substance of the discussion; `expected` says from which text the writer started (RULES S10)."""

    text = forms.CharField(label=_("Substance des débats"), required=False, widget=forms.Textarea(attrs={"rows": 7}))
    expected = forms.IntegerField(required=False, widget=forms.HiddenInput)


class RecusalForm(forms.Form):
    category = forms.CharField(
        label=_("Nature du lien"), max_length=120, initial=_("fonction dans une organisation concernée"),
    )  # fmt: skip
    field_order = ["seat", "category"]

    def __init__(self, *args, seats, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seat"] = SeatChoice(label=_("Siège qui se déporte"), seats=seats)
        self.order_fields(self.field_order)


class ActionForm(forms.Form):
    what = forms.CharField(label=_("Action"), max_length=250)
    who = forms.CharField(label=_("Par"), max_length=150)
    due_on = forms.DateField(label=_("Pour le"), required=False, widget=DateInput)


class MethodForm(forms.Form):
    method = forms.ChoiceField(
        label=_("Mode de scrutin"), choices=(), initial="roll_call", widget=forms.RadioSelect,
        help_text=_(
            "Au scrutin public, chaque vote est nommé. Au scrutin secret, seuls les totaux sont publiés, "
            "et une unanimité se voit."
        ),
    )  # fmt: skip

    def __init__(self, *args, imposed=None, **kwargs):
        """`imposed`: the method that members asked for in sufficient number, where they did (RULES V7)."""
        super().__init__(*args, **kwargs)
        conducted = [m for m in MANNERS.values() if imposed in (None, m.method)]
        self.fields["method"].choices = [(manner.name, capfirst(manner.words)) for manner in conducted]
        self.fields["method"].initial = conducted[0].name


class MethodRequestForm(forms.Form):
    """How many members present ask for a way of voting (RULES V7)."""

    asked = forms.ChoiceField(label=_("Mode demandé"), choices=ASKED, widget=forms.RadioSelect)
    number = forms.IntegerField(label=_("Membres présents qui le demandent"), min_value=1)


class CastingVoteForm(forms.Form):
    choice = forms.ChoiceField(
        label=_("Voix prépondérante"), widget=forms.RadioSelect,
        choices=[(choice.value, choice.label) for choice in (Choice.FOR, Choice.AGAINST)],
    )  # fmt: skip


RARE = [("blank", _("blanc")), ("null", _("nul"))]  # what only a paper can be


class CountsForm(forms.Form):
    """What was counted in the room, in one line, or one line per college where the rule looks at colleges.

    Papers may also be blank or spoilt, and are as many as voters signed for (RULES V12).
    """

    def __init__(self, *args, ballot, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = sorted(ballot.colleges) if ballot.rule["colleges"] != "none" else [""]
        self.choices = [(choice.value, choice.label) for choice in Choice] + (RARE if ballot.on_paper else [])
        stored = ballot.counts or {}
        for college in self.rows:
            for choice, words in self.choices:
                label = f"{college} · {words}" if college else words
                self.fields[f"{college}_{choice}"] = forms.IntegerField(
                    label=label, min_value=0, initial=stored.get(college, {}).get(choice)
                )
        if ballot.on_paper:
            self.fields["signatures"] = forms.IntegerField(label=_("émargements"), min_value=0)
            self.fields["evidence_url"] = forms.URLField(
                label=_("Preuve publiée ailleurs"), required=False, assume_scheme="https",
                help_text=_("L’adresse du scrutin dans un système de vote vérifiable, si les bulletins en viennent."),
            )  # fmt: skip

    def counted(self):
        """What `enter_counts` takes."""
        data = self.cleaned_data
        counts = {
            college: {choice: data[f"{college}_{choice}"] for choice, _words in self.choices} for college in self.rows
        }
        return {"counts": counts} | {name: data[name] for name in ("signatures", "evidence_url") if name in data}


class WordsForm(forms.Form):
    """What the secretariat writes around the minutes that the record gives (RULES M2)."""

    opening_words = forms.CharField(
        label=_("Ouverture de la séance"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    closing_words = forms.CharField(
        label=_("Clôture de la séance"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


class RollCallForm(forms.Form):
    """A vote called out in the room and noted by the secretariat (RULES V8)."""

    choice = forms.ChoiceField(label=_("Vote"), choices=Choice, widget=forms.RadioSelect)
    field_order = ["seat", "choice"]

    def __init__(self, *args, seats, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seat"] = SeatChoice(label=_("Siège appelé"), seats=seats)
        self.order_fields(self.field_order)


class ApprovalForm(forms.Form):
    """The later sitting at which minutes are approved (RULES M3)."""

    in_sitting = forms.ModelChoiceField(
        Sitting.objects.none(),
        label=_("Approuvé à la séance"),
        help_text=_("Une séance ultérieure, ouverte ou tenue, à l’ordre du jour de laquelle ce procès-verbal figure."),
    )

    def __init__(self, *args, sittings, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["in_sitting"].queryset = sittings
