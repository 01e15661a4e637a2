"""Forms of the back office."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from common.identifiers import bare, siret_problem
from common.slugs import free_slug
from territory.models import Organisation
from territory.services import find_organisation


class OrganisationForm(WagtailAdminModelForm):
    """An organisation; its address is made from its name once, and stays."""

    siret = forms.CharField(label=_("SIRET"), required=False, max_length=20, help_text=_("Avec ou sans espaces."))

    def clean_siret(self):
        digits = bare(self.cleaned_data["siret"])
        if digits and (problem := siret_problem(digits)):
            raise forms.ValidationError(problem)
        return digits or None

    def clean(self):
        """One organisation a name, or a SIRET for each: a second sending makes none twice (RULES D1, E3)."""
        typed = super().clean()
        new = typed.get("name") and not self.instance.pk
        if new and find_organisation(name=typed["name"], siret=typed.get("siret")):
            raise forms.ValidationError(_("Cette organisation est déjà connue, sous ce nom ou ce SIRET."))
        return typed

    def save(self, commit=True):
        if not self.instance.slug:
            self.instance.slug = free_slug(self.instance.name, Organisation.objects)
        return super().save(commit)
