"""Who reads the minutes at which stage, and what their page shows (RULES M3)."""

from council.rules import is_member
from deliberations.enums import MinutesState
from deliberations.models import Minutes
from deliberations.rules import oversees

READ_BY_MEMBERS = (MinutesState.CIRCULATED, MinutesState.APPROVED)


def readable_minutes(sitting, user, at):
    """RULES M3, E4: published ones for everybody, circulated ones for members, drafts for who keeps them; or None."""
    minutes = Minutes.objects.filter(sitting=sitting).first()
    if minutes is None or minutes.state == MinutesState.PUBLISHED or oversees(user, at):
        return minutes
    return minutes if minutes.state in READ_BY_MEMBERS and is_member(user, at) else None
