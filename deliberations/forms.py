"""What is filled in about sittings. Forms check the shape of an answer; services decide whether an act is lawful."""

from datetime import datetime, timedelta

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from council.models import Person
from deliberations.enums import ReplyAnswer
from deliberations.models.method_requests import ASKED
from governance.enums import Choice
from governance.methods import MANNERS, manner_of


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
    """When, where, for whom a sitting is held; `expected` says from which facts the writer started (RULES S10)."""

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
    expected = forms.IntegerField(required=False, widget=forms.HiddenInput)
    field_order = ["title", "day", "starts", "ends", "place", "remote_link", "is_public", "urgency_reason"]

    def __init__(self, *args, sitting=None, expected=None, **kwargs):
        if sitting is not None:
            names = ("title", "place", "remote_link", "is_public", "urgency_reason")
            kwargs["initial"] = self.initial_of(sitting) | {name: getattr(sitting, name) for name in names}
            kwargs["initial"]["expected"] = expected
        super().__init__(*args, **kwargs)
        if sitting is None:
            del self.fields["urgency_reason"], self.fields["expected"]


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


class ReplyForm(forms.Form):
    """The answer of a member, in the first person; whoever may entrust their voice says to whom (RULES S9, P1).

    `holders`: (code, words) of the seats that may lawfully hold it; `seats`: every code one may name. Who names a
    seat that is not offered learns from the service which rule excludes it.
    """

    ANSWERS = [
        (ReplyAnswer.COMING.value, _("Je viens, en salle")),
        (ReplyAnswer.REMOTE.value, _("Je participe à distance")),
        (ReplyAnswer.EXCUSED.value, _("Je ne viens pas")),
        (ReplyAnswer.REPRESENTED.value, _("Je ne viens pas et je donne pouvoir")),
    ]
    answer = forms.ChoiceField(label=_("Votre réponse"), choices=ANSWERS, widget=forms.RadioSelect)

    def __init__(self, *args, holders=None, seats=(), **kwargs):
        super().__init__(*args, **kwargs)
        if holders is None:
            self.fields["answer"].choices = self.ANSWERS[:-1]
            return
        self.fields["holder"] = SeatChoice(
            label=_("Pouvoir donné à"), seats=holders, known=seats,
            required=not self.is_bound or self.data.get("answer") == ReplyAnswer.REPRESENTED,
            error_messages={"required": _("Dites à qui vous donnez pouvoir.")},
            help_text=_("Cette personne vote pour vous, à part de sa propre voix, pour cette séance seulement."),
        )  # fmt: skip

    def clean(self):
        data = super().clean()
        if data.get("answer") != ReplyAnswer.REPRESENTED:
            data["holder"] = ""
        return data


class SeatChoice(forms.ChoiceField):
    """A choice among seats, shown with who sits there; gives the seat's code. `seats`: (code, words) pairs.

    `known`: codes that may be named though they are not offered.
    """

    def __init__(self, *, seats=(), known=(), **kwargs):
        super().__init__(choices=[("", _("Choisir un siège")), *seats], **kwargs)
        self.known = known

    def valid_value(self, value):
        return value in self.known or super().valid_value(value)


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

    early = forms.BooleanField(
        label=_("J’ouvre cette séance bien avant l’heure de sa convocation"), required=False,
        help_text=_("Les personnes convoquées ne sont sans doute pas encore là."),
    )  # fmt: skip

    def __init__(self, *args, chairs, people, early=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["presiding"].queryset = chairs
        self.fields["secretary"].queryset = people
        if not early:
            del self.fields["early"]


class ChairForm(forms.Form):
    person = forms.ModelChoiceField(Person.objects.none(), label=_("La présidence passe à"))

    def __init__(self, *args, chairs, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = chairs


def with_plain_lines(text):
    """The text with line ends as it is kept: a browser sends others than it shows."""
    return text and text.replace("\r\n", "\n")


class DiscussionForm(forms.Form):
    """The substance of the discussion; `expected` says from which text the writer started (RULES S10).

    `base` is that very text, where a script knows that it was never stored.
    """

    text = forms.CharField(label=_("Substance des débats"), required=False, widget=forms.Textarea(attrs={"rows": 7}))
    expected = forms.IntegerField(required=False, widget=forms.HiddenInput)
    base = forms.CharField(required=False, widget=forms.HiddenInput, empty_value=None)

    def clean_text(self):
        return with_plain_lines(self.cleaned_data["text"])

    def clean_base(self):
        return with_plain_lines(self.cleaned_data["base"])


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
    who = forms.CharField(
        label=_("Par"), max_length=150, widget=forms.TextInput(attrs={"list": "personnes"}),
        help_text=_("Une personne du conseil, ou un service écrit en toutes lettres."),
    )  # fmt: skip
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
        conducted = [m for m in MANNERS.values() if not m.asked and imposed in (None, m.method)]
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


class CountsForm(forms.Form):
    """What was counted in the room, in one line, or one line per college where the rule looks at colleges.

    Papers may also be blank or spoilt, and are as many as voters signed for (RULES V12).
    """

    def __init__(self, *args, ballot, **kwargs):
        super().__init__(*args, **kwargs)
        whole = manner_of(ballot).asked or ballot.rule["colleges"] == "none"
        self.rows = [""] if whole else sorted(ballot.colleges)
        self.choices = list(manner_of(ballot).answers(ballot).items())
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
