"""Referrals as anyone reads them: the question, by when, and the opinion once it is public (RULES R7)."""

from datetime import date
from typing import NamedTuple

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from common.formats import long_date, short_date
from governance.enums import ReferralState
from governance.models import Referral


class Line(NamedTuple):
    """One referral of the list."""

    number: str
    question: str
    url: str
    state: str
    label: str
    late: bool
    meta: str


def lines(on: date) -> list[Line]:
    """Every referral: those that wait, the most urgent first, then those answered. One query."""
    referrals = Referral.objects.select_related("opinion").order_by("due_on", "pk")
    shown = [line(referral, on) for referral in referrals]
    waiting = [one for one in shown if one.state != ReferralState.ANSWERED]
    return waiting + [one for one in reversed(shown) if one.state == ReferralState.ANSWERED]


def line(referral, on: date) -> Line:
    state = referral.state(on)
    meta = (
        referral.number,
        _("posée par %(who)s le %(date)s") % {
            "who": referral.get_asked_by_display(), "date": short_date(referral.asked_on),
        },
        _("avis attendu pour le %(date)s") % {"date": short_date(referral.due_on)},
    )  # fmt: skip
    return Line(
        referral.number, referral.question, referral.get_absolute_url(), state, capfirst(str(state.label)),
        state == ReferralState.OVERDUE, " · ".join(meta),
    )  # fmt: skip


def trail(*last) -> list[dict]:
    """The way back up from a referral."""
    return [
        {"label": _("Accueil"), "url": reverse("wagtail_serve", args=[""])},
        {"label": _("Saisines"), "url": reverse("governance:referrals") if last else ""},
        *({"label": label, "url": ""} for label in last),
    ]


def facts(referral) -> list[dict]:
    """Who asked, when, by when: rows for the component `definitions`."""
    return [
        {"term": _("Posée par"), "value": capfirst(referral.get_asked_by_display())},
        {"term": _("Le"), "value": long_date(referral.asked_on)},
        {"term": _("Avis attendu pour le"), "value": long_date(referral.due_on)},
        {"term": _("Référence"), "value": referral.reference},
    ]
