"""Forms of the back office: what is typed for each act of council.services."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from council.models import Office, Person, RulesProfile, Seat, Term
from council.profiles import FAMILIES
from council.services import find_person
from territory.models import Organisation

ON = _("Dernier jour")


def day_field(label, **options):
    return forms.DateField(label=label, widget=AdminDateInput, **options)


class PersonForm(forms.ModelForm):
    """A person is made known; the address is made from the name."""

    class Meta:
        model = Person
        fields = ["civility", "first_name", "last_name", "email"]

    def clean(self):
        """Two people of one name are told apart by an address: a second sending makes nobody twice (RULES E3)."""
        named = super().clean()
        if named.get("last_name") and find_person(
            first_name=named.get("first_name", ""), last_name=named["last_name"], email=named.get("email", "")
        ):
            raise forms.ValidationError(
                _("Cette personne est déjà connue. Pour une autre du même nom, donnez une adresse électronique à "
                  "chacune.")
            )  # fmt: skip
        return named


class SeatForm(forms.ModelForm):
    """A seat. Once it was held, what old compositions and minutes say of it no longer changes (RULES C6)."""

    HELD = ("college", "code", "organisation", "votes")

    class Meta:
        model = Seat
        fields = ["college", "code", "organisation", "votes", "alternates", "created_on", "removed_on"]
        widgets = {"created_on": AdminDateInput, "removed_on": AdminDateInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.terms.exists():
            for name in self.HELD:
                self.fields[name].disabled = True
                self.fields[name].help_text = _(
                    "Ce siège a été occupé\u202f: pour changer ceci, supprimez-le à une date et créez-en un autre."
                )

    def clean(self):
        """A seat is created before its terms, and removed after them (RULES C4)."""
        dates = super().clean()
        created, removed = dates.get("created_on"), dates.get("removed_on")
        terms = self.instance.terms.all() if self.instance.pk else Term.objects.none()
        if created and terms.filter(starts_on__lt=created).exists():
            self.add_error("created_on", _("Une personne tenait déjà ce siège avant cette date."))
        if removed and terms.exclude(ends_on__lt=removed).exists():
            self.add_error(
                "removed_on", _("Ce siège est tenu à cette date\u202f: mettez d’abord fin à la durée d’exercice.")
            )
        return dates


class SeatPersonForm(forms.ModelForm):
    """Somebody is given a seat (RULES C1 to C3)."""

    organisation = forms.ModelChoiceField(
        Organisation.objects,
        label=_("Organisation de la suppléance"),
        required=False,
        help_text=_("Nécessaire quand le siège veut une suppléance dans la même organisation."),
    )

    class Meta:
        model = Term
        fields = ["seat", "person", "role", "quality", "starts_on", "ends_on"]
        widgets = {"starts_on": AdminDateInput, "ends_on": AdminDateInput}


class EndTermForm(forms.Form):
    """A term ends (RULES C4, C6)."""

    on = day_field(ON)
    reason = forms.CharField(label=_("Motif"), max_length=200, help_text=_("Il figure dans l’historique."))


class ReplaceForm(forms.Form):
    """Somebody takes over, until the end of the term replaced (RULES C4)."""

    person = forms.ModelChoiceField(Person.objects, label=_("Personne"))
    starts_on = day_field(_("À partir du"))
    quality = forms.CharField(label=_("Qualité"), max_length=150, required=False)
    organisation = forms.ModelChoiceField(
        Organisation.objects, label=_("Organisation de la suppléance"), required=False
    )
    reason = forms.CharField(label=_("Motif de la fin"), max_length=200, required=False)


class CorrectTermForm(forms.Form):
    """The quality or the planned end of a term was wrong."""

    quality = forms.CharField(label=_("Qualité"), max_length=150, required=False)
    ends_on = day_field(_("Dernier jour prévu"), required=False)


class AppointForm(forms.ModelForm):
    """Somebody is given a function (RULES C5)."""

    class Meta:
        model = Office
        fields = ["body", "person", "kind", "side", "starts_on", "ends_on"]
        widgets = {"starts_on": AdminDateInput, "ends_on": AdminDateInput}


class EndForm(forms.Form):
    """A function or a participation ends."""

    on = day_field(ON)


class InviteForm(forms.Form):
    """An account is opened by invitation, in a language."""

    language = forms.ChoiceField(
        label=_("Langue du message"), choices=[("fr", "Français"), ("en", "English"), ("de", "Deutsch")]
    )


class ProfileForm(forms.ModelForm):
    """A new version of the rules is adopted; those in force are proposed as its values."""

    family = forms.ChoiceField(
        label=_("Famille"), choices=[(family, fields["name"]) for family, fields in FAMILIES.items()]
    )

    class Meta:
        model = RulesProfile
        fields = [field.name for field in RulesProfile._meta.fields if not field.auto_created]
        widgets = {"in_force_from": AdminDateInput}
