"""The council in the back office: people and seats are edited, terms and functions only change by acts (RULES C6)."""

from django.forms import modelform_factory
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSetGroup
from wagtail.permissions import register_permission_policy

from common.back_office import Act, ActsOnly, NeverDeleted, RecordViewSet
from common.import_views import ImportViewSet
from council import forms, services
from council.columns import COLUMNS
from council.imports import import_members
from council.models import Body, College, Membership, Office, Person, RulesProfile, Seat, Term

for kept in (Person, Body, College, Seat):
    register_permission_policy(kept, NeverDeleted(kept))
for acted in (Term, Office, Membership, RulesProfile):
    register_permission_policy(acted, ActsOnly(acted))

END_TERM = Act(
    "end",
    _("Mettre fin"),
    lambda term, **typed: services.end_term(term=term, **typed),
    _("La fin est enregistrée."),
    forms.EndTermForm,
    "cross",
)
REPLACE = Act(
    "replace",
    _("Remplacer"),
    lambda term, **typed: services.replace(term=term, **typed),
    _("Le remplacement est enregistré."),
    forms.ReplaceForm,
    "resubmit",
)
CORRECT = Act(
    "correct",
    _("Corriger"),
    lambda term, **typed: services.correct_term(term=term, **typed),
    _("La correction est enregistrée."),
    forms.CorrectTermForm,
)
END_OFFICE = Act(
    "end",
    _("Mettre fin"),
    lambda office, **typed: services.end_office(office=office, **typed),
    _("La fin est enregistrée."),
    forms.EndForm,
    "cross",
)
LEAVE = Act(
    "end",
    _("Mettre fin"),
    lambda membership, **typed: services.leave(membership=membership, **typed),
    _("La fin est enregistrée."),
    forms.EndForm,
    "cross",
)
INVITE = Act(
    "invite",
    _("Inviter"),
    lambda person, **typed: services.open_account(person=person, **typed),
    _("L’invitation est envoyée."),
    forms.InviteForm,
    "mail",
)


class PersonViewSet(RecordViewSet):
    model = Person
    icon = "user"
    menu_label = _("Personnes")
    create = staticmethod(services.add_person)
    acts = (INVITE,)
    form_fields = ["civility", "first_name", "last_name", "email", "biography"]
    related = ("user",)
    list_display = ["last_name", "first_name", "email", "user"]
    list_filter = ["civility"]
    list_export = ["civility", "first_name", "last_name", "email"]
    export_filename = "personnes"
    search_fields = ["first_name", "last_name", "email"]

    def get_form_class(self, for_update=False):
        return super().get_form_class(for_update) if for_update else forms.PersonForm


class TermViewSet(RecordViewSet):
    model = Term
    icon = "calendar"
    menu_label = _("Durées d’exercice")
    create = staticmethod(services.seat_person)
    acts = (END_TERM, REPLACE, CORRECT)
    related = ("person", "seat__college", "seat__organisation")
    list_display = ["person", "seat", "role", "starts_on", "ends_on"]
    list_filter = ["role", "seat__college", "starts_on", "ends_on"]
    list_export = ["person", "seat", "role", "quality", "starts_on", "ends_on", "end_reason"]
    export_filename = "durees-d-exercice"
    search_fields = ["person__last_name", "person__first_name", "seat__code"]

    def get_form_class(self, for_update=False):
        return forms.SeatPersonForm


class OfficeViewSet(RecordViewSet):
    model = Office
    icon = "key"
    menu_label = _("Fonctions")
    create = staticmethod(services.appoint)
    acts = (END_OFFICE,)
    related = ("person", "body")
    list_display = ["person", "kind", "side", "body", "starts_on", "ends_on"]
    list_filter = ["kind", "body"]
    list_export = ["person", "kind", "side", "body", "starts_on", "ends_on"]
    export_filename = "fonctions"
    search_fields = ["person__last_name", "side"]

    def get_form_class(self, for_update=False):
        return forms.AppointForm


class MembershipViewSet(RecordViewSet):
    model = Membership
    icon = "group"
    menu_label = _("Participations")
    create = staticmethod(services.join)
    acts = (LEAVE,)
    form_fields = ["body", "person", "starts_on", "ends_on"]
    related = ("person", "body")
    list_display = ["person", "body", "starts_on", "ends_on"]
    list_filter = ["body"]
    list_export = ["person", "body", "starts_on", "ends_on"]
    export_filename = "participations"
    search_fields = ["person__last_name", "body__name"]

    def get_form_class(self, for_update=False):
        return modelform_factory(Membership, fields=self.form_fields, widgets=forms.AppointForm.Meta.widgets)


class SeatViewSet(RecordViewSet):
    model = Seat
    icon = "tag"
    menu_label = _("Sièges")
    related = ("college", "organisation")
    list_display = ["code", "organisation", "college", "votes"]
    list_filter = ["college", "votes", "alternates"]
    list_export = ["code", "college", "organisation", "votes", "alternates"]
    export_filename = "sieges"
    search_fields = ["code", "organisation__name"]

    def get_form_class(self, for_update=False):
        return forms.SeatForm


class CollegeViewSet(RecordViewSet):
    model = College
    icon = "list-ul"
    menu_label = _("Collèges")
    form_fields = ["body", "letter", "name", "position", "weight"]
    related = ("body",)
    list_display = ["name", "letter", "body", "position"]
    list_filter = ["body"]
    list_export = form_fields
    export_filename = "colleges"
    search_fields = ["name", "letter"]


class BodyViewSet(RecordViewSet):
    model = Body
    icon = "home"
    menu_label = _("Instances")
    form_fields = ["kind", "name", "slug", "purpose"]
    list_display = ["name", "kind"]
    list_filter = ["kind"]
    list_export = form_fields
    export_filename = "instances"
    search_fields = ["name"]


class RulesProfileViewSet(RecordViewSet):
    """Versions of the rules: adopted once, never changed; a new version begins from the one in force."""

    model = RulesProfile
    icon = "clipboard-list"
    menu_label = _("Profils de règles")
    create = staticmethod(services.adopt_profile)
    list_display = ["name", "family", "in_force_from", "vote_base"]
    list_filter = ["family"]
    list_export = ["family", "name", "in_force_from"]
    export_filename = "profils-de-regles"
    search_fields = ["name", "family"]

    def get_form_class(self, for_update=False):
        return forms.ProfileForm


class MembersImport(ImportViewSet):
    menu_label = _("Importer des membres")
    columns = COLUMNS
    file_name = "membres"
    list_url_name = "term:index"
    run = staticmethod(import_members)

    @staticmethod
    def allowed(user):
        """Whoever may seat people may import them."""
        return user.has_perm("council.add_term")


class CouncilGroup(ModelViewSetGroup):
    menu_label = _("Conseil")
    menu_icon = "group"
    menu_order = 200
    items = (
        PersonViewSet("person"),
        TermViewSet("term"),
        OfficeViewSet("office"),
        SeatViewSet("seat"),
        CollegeViewSet("college"),
        BodyViewSet("body"),
        MembershipViewSet("membership"),
        RulesProfileViewSet("rulesprofile"),
        MembersImport("import_members", url_prefix="importer-des-membres"),
    )


@hooks.register("register_admin_viewset")
def register_viewsets():
    return CouncilGroup()
