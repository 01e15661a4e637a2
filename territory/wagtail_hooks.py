"""Actors and places in the back office."""

from django.forms import modelform_factory
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSetGroup
from wagtail.permissions import register_permission_policy

from common.back_office import NeverDeleted, ReadOnly, RecordViewSet
from territory.forms import OrganisationForm
from territory.models import Organisation, Place

register_permission_policy(Organisation, NeverDeleted(Organisation))
register_permission_policy(Place, ReadOnly(Place))


class OrganisationViewSet(RecordViewSet):
    model = Organisation
    icon = "group"
    menu_label = _("Organisations")
    form_fields = [
        "name",
        "short_name",
        "kind",
        "siret",
        "rna",
        "local_register",
        "ess_status",
        "place",
        "description",
        "website",
    ]
    related = ("place",)
    list_display = ["name", "short_name", "kind", "siret", "ess_status"]
    list_filter = ["kind", "ess_status", "place"]
    list_export = ["name", "short_name", "kind", "siret", "rna", "ess_status", "place", "website"]
    export_filename = "organisations"
    search_fields = ["name", "short_name", "siret", "rna"]

    def get_form_class(self, for_update=False):
        return modelform_factory(Organisation, form=OrganisationForm, fields=self.form_fields)


class PlaceViewSet(RecordViewSet):
    model = Place
    icon = "site"
    menu_label = _("Communes")
    form_fields = ["name"]
    list_display = ["name", "code", "population"]
    list_export = ["code", "name", "siren", "population"]
    export_filename = "communes"
    search_fields = ["name", "code"]


class TerritoryGroup(ModelViewSetGroup):
    menu_label = _("Territoire")
    menu_icon = "globe"
    menu_order = 210
    items = (OrganisationViewSet("organisation"), PlaceViewSet("place"))


@hooks.register("register_admin_viewset")
def register_viewsets():
    return TerritoryGroup()
