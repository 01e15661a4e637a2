"""Sittings in the back office: seen, filtered, exported; prepared and conducted from their own screens (RULES S, M)."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSetGroup
from wagtail.permissions import register_permission_policy

from common.back_office import ReadOnly, RecordViewSet
from deliberations.models import AgendaItem, Attendance, Dispatch, Minutes, Proxy, Recusal, Reply, Sitting

for seen in (Sitting, AgendaItem, Attendance, Proxy, Recusal, Reply, Dispatch, Minutes):
    register_permission_policy(seen, ReadOnly(seen))


def way_to(name, label, sitting_of=lambda record: record):
    """A column that leads from a row to a screen of its sitting."""

    def link(record):
        return format_html('<a href="{}">{}</a>', reverse(name, args=[sitting_of(record).slug]), label)

    return Column(name.partition(":")[2], label=label, accessor=link)


class SittingViewSet(RecordViewSet):
    model = Sitting
    icon = "calendar-alt"
    menu_label = _("Séances")
    form_fields = ["title"]
    related = ("body",)
    list_display = [
        "title",
        "starts_at",
        "state",
        "place",
        way_to("deliberations:preparation", _("Préparation")),
        way_to("deliberations:conduct", _("Pupitre")),
    ]
    list_filter = ["state", "body", "starts_at"]
    list_export = ["title", "body", "starts_at", "ends_at", "place", "state", "convened_at", "opened_at", "closed_at"]
    export_filename = "seances"
    search_fields = ["title", "place"]
    ordering = "-starts_at"


class AgendaItemViewSet(RecordViewSet):
    model = AgendaItem
    icon = "list-ol"
    menu_label = _("Points d’ordre du jour")
    form_fields = ["title"]
    related = ("sitting", "recommendation")
    list_display = ["title", "sitting", "kind", "recommendation", "conclusion"]
    list_filter = ["kind", "visibility", "sitting"]
    list_export = ["sitting", "position", "title", "kind", "recommendation", "started_at", "ended_at", "conclusion"]
    export_filename = "ordres-du-jour"
    search_fields = ["title", "discussion"]


class AttendanceViewSet(RecordViewSet):
    model = Attendance
    icon = "user"
    menu_label = _("Présences")
    form_fields = ["person"]
    related = ("sitting", "seat__organisation", "person")
    list_display = ["person", "sitting", "seat", "mode", "arrived_at", "left_at"]
    list_filter = ["sitting", "mode", "as_alternate"]
    list_export = ["sitting", "seat", "person", "as_alternate", "mode", "arrived_at", "left_at"]
    export_filename = "presences"
    search_fields = ["person__last_name", "seat__code"]


class ReplyViewSet(RecordViewSet):
    model = Reply
    icon = "mail"
    menu_label = _("Réponses")
    form_fields = ["answer"]
    related = ("sitting", "seat__organisation", "person")
    list_display = ["person", "sitting", "seat", "answer", "at"]
    list_filter = ["sitting", "answer"]
    list_export = ["sitting", "seat", "person", "answer", "at"]
    export_filename = "reponses"
    search_fields = ["person__last_name", "seat__code"]


class ProxyViewSet(RecordViewSet):
    model = Proxy
    icon = "group"
    menu_label = _("Pouvoirs")
    form_fields = ["giver"]
    related = ("sitting", "giver__organisation", "holder__organisation")
    list_display = ["giver", "holder", "sitting", "given_at", "revoked_at"]
    list_filter = ["sitting"]
    list_export = ["sitting", "giver", "holder", "given_at", "revoked_at"]
    export_filename = "pouvoirs"
    search_fields = ["giver__code", "holder__code"]


class RecusalViewSet(RecordViewSet):
    model = Recusal
    icon = "logout"
    menu_label = _("Déports")
    form_fields = ["category"]
    related = ("item", "seat__organisation", "person")
    list_display = ["person", "item", "seat", "category", "left_at", "returned_at"]
    list_filter = ["category"]
    list_export = ["item", "seat", "person", "category", "left_at", "returned_at"]
    export_filename = "deports"
    search_fields = ["person__last_name", "category"]


class DispatchViewSet(RecordViewSet):
    model = Dispatch
    icon = "mail"
    menu_label = _("Envois")
    form_fields = ["address"]
    related = ("agenda_version__sitting", "person")
    list_display = ["person", "agenda_version", "address", "status", "sent_at"]
    list_filter = ["status"]
    list_export = ["agenda_version", "person", "address", "status", "sent_at"]
    export_filename = "envois"
    search_fields = ["person__last_name", "address"]


class MinutesViewSet(RecordViewSet):
    model = Minutes
    icon = "doc-full"
    menu_label = _("Procès-verbaux")
    form_fields = ["state"]
    related = ("sitting", "approved_in")
    list_display = [
        "sitting",
        "state",
        "approved_in",
        "published_at",
        way_to("deliberations:minutes", _("Ouvrir"), lambda minutes: minutes.sitting),
    ]
    list_filter = ["state"]
    list_export = ["sitting", "state", "circulated_at", "approved_at", "approved_in", "published_at", "document_digest"]
    export_filename = "proces-verbaux"
    search_fields = ["sitting__title"]
    inspect_view_fields_exclude = ["id", "content"]


class SittingsGroup(ModelViewSetGroup):
    menu_label = _("Séances")
    menu_icon = "calendar-alt"
    menu_order = 300
    items = (
        SittingViewSet("sitting"),
        AgendaItemViewSet("agendaitem"),
        AttendanceViewSet("attendance"),
        ReplyViewSet("reply"),
        ProxyViewSet("proxy"),
        RecusalViewSet("recusal"),
        DispatchViewSet("dispatch"),
        MinutesViewSet("minutes"),
    )


@hooks.register("register_admin_viewset")
def register_viewsets():
    return SittingsGroup()
