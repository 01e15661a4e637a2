"""Which records each group keeps: said at the top, where every floor is known."""

from django.contrib.auth.models import Group, Permission

from accounts.groups import prepare_groups
from accounts.rules import EDITORS, SECRETARIAT

KEPT = ["territory", "council", "governance", "deliberations", "engagement"]
SEEN = ["register"]


def open_groups():
    """Create secretariat, liaison and editors with their permissions; a second call changes nothing."""
    prepare_groups(kept=KEPT, seen=SEEN)
    keeps = Permission.objects.get(content_type__app_label="home", codename="change_siteidentity")
    Group.objects.get(name=SECRETARIAT).permissions.add(keeps)
    redirects = Permission.objects.filter(codename__in=["add_redirect", "change_redirect"])
    for group in Group.objects.filter(name__in=[SECRETARIAT, EDITORS]):
        group.permissions.add(*redirects)
