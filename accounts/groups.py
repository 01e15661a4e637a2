"""The functions held outside the council, and what the back office lets them do."""

from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from accounts.rules import EDITORS, LIAISON, SECRETARIAT

FILES = ("add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document")
PAGES = ("add_page", "change_page", "publish_page")


def prepare_groups(*, kept, seen):
    """Create the three groups with their permissions; a second call changes nothing.

    `kept` names the apps whose records the secretariat writes, `seen` those it only reads (values from above: this
    floor knows none of them). No group may delete a record; what is read-only stays so by its own policy.
    """
    secretariat, editors, _liaison = (
        Group.objects.get_or_create(name=name)[0] for name in (SECRETARIAT, EDITORS, LIAISON)
    )
    of_apps = Permission.objects.filter(content_type__app_label__in=[*kept, *seen]).exclude(
        codename__startswith="delete_"
    )
    _grant(secretariat, of_apps.filter(Q(content_type__app_label__in=kept) | Q(codename__startswith="view_")))
    for group in (secretariat, editors):
        _grant(group, Permission.objects.filter(codename="access_admin", content_type__app_label="wagtailadmin"))
        _open_pages_and_files(group)


def _grant(group, permissions):
    group.permissions.add(*permissions)


def _open_pages_and_files(group):
    root = Page.objects.get(depth=1)
    for permission in Permission.objects.filter(codename__in=PAGES, content_type__app_label="wagtailcore"):
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
    files = Permission.objects.filter(codename__in=FILES, content_type__app_label__in=["wagtailimages", "wagtaildocs"])
    for permission in files:
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=Collection.get_first_root_node(), permission=permission
        )
