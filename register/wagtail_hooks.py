"""The register in the back office: seen, never written (RULES A1)."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from common.back_office import ReadOnly, RecordViewSet
from register.models import Entry

register_permission_policy(Entry, ReadOnly(Entry))


class EntryViewSet(RecordViewSet):
    model = Entry
    icon = "history"
    menu_label = _("Registre des actes")
    menu_order = 900
    add_to_admin_menu = True
    form_fields = ["act"]
    list_display = ["number", "at", "act", "subject", "actor_function"]
    list_filter = ["act", "actor_function"]
    list_export = ["number", "at", "act", "subject", "actor_function", "content_digest", "previous_digest", "digest"]
    export_filename = "registre"
    search_fields = ["act", "subject", "digest"]
    ordering = "-number"


@hooks.register("register_admin_viewset")
def register_viewset():
    return EntryViewSet("entry")
