"""Who works for the council without sitting on it. The functions of those who sit are in council.rules."""

SECRETARIAT, LIAISON, EDITORS = "secretariat", "liaison", "editors"


def in_group(user, name):
    """Tell whether an open account belongs to the named group; asked once per user object."""
    if not user.is_active or user.is_anonymous:
        return False
    if not hasattr(user, "_group_names"):
        user._group_names = set(user.groups.values_list("name", flat=True))
    return name in user._group_names


def is_clerk(user):
    """The secretariat: convenes on behalf of the co-chairs, keeps attendance and minutes, transmits."""
    return in_group(user, SECRETARIAT)


def is_liaison(user):
    """The assembly's liaison: acknowledges, answers, reports on what follows (RULES R2)."""
    return in_group(user, LIAISON)
