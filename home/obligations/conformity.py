"""How accessible the site may say it is: computed from the audit, never typed (law 2005-102, article 47)."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

VALID_YEARS, HALF, WHOLE = 3, 50, 100  # years an audit lasts; percentages of the criteria


class Conformity(models.TextChoices):
    """The three mentions that the law knows."""

    TOTAL = "total", _("totalement conforme")
    PARTIAL = "partial", _("partiellement conforme")
    NONE = "none", _("non conforme")


def conformity(met: int | None, audited_on: date | None, on: date) -> Conformity:
    """The mention of a day: `met` is the percentage of criteria met. Without a valid audit, not conforming."""
    if met is None or audited_on is None or not audited_on <= on < expiry(audited_on):
        return Conformity.NONE
    if met >= WHOLE:
        return Conformity.TOTAL
    return Conformity.PARTIAL if met >= HALF else Conformity.NONE


def expiry(audited_on: date) -> date:
    """The first day on which an audit no longer holds."""
    try:
        return audited_on.replace(year=audited_on.year + VALID_YEARS)
    except ValueError:  # the 29th of February
        return audited_on.replace(year=audited_on.year + VALID_YEARS, month=3, day=1)
