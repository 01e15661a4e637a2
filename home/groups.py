"""Which records each group keeps: said at the top, where every floor is known."""

from accounts.groups import prepare_groups

KEPT = ["territory", "council", "governance", "deliberations", "engagement"]
SEEN = ["register"]


def open_groups():
    """Create secretariat, liaison and editors with their permissions; a second call changes nothing."""
    prepare_groups(kept=KEPT, seen=SEEN)
