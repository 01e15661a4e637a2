"""What is due, as the back office opens with it: each line a link, each section one query, by who may do it."""

from datetime import timedelta
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.formats import long_date, long_datetime, short_date
from deliberations.enums import SittingState
from deliberations.models import Sitting
from deliberations.notice import last_lawful_sending
from deliberations.rules import oversees
from governance.enums import State
from governance.models import Contribution, Recommendation, Referral
from home.desk import papers_due
from home.identity import SiteIdentity
from home.obligations.conformity import Conformity, expiry

LINES = 8
TO_MODERATE = timedelta(days=7)  # what members said within it is shown to who moderates


class Line(NamedTuple):
    """One thing to do: what, where, until when in words, whether that is over."""

    label: str
    url: str
    due: str = ""
    late: bool = False


class Section(NamedTuple):
    """Some things of one kind to do, and how many more there are."""

    title: str
    lines: list[Line]
    more: int = 0


def due(user, at):
    """Return the sections that concern somebody: only those with something to do."""
    readers = [*(RECORDS if oversees(user, at) else ()), *(SITE if user.has_perm("home.change_siteidentity") else ())]
    found = [(title, read(at)) for title, read in readers]
    return [Section(str(title), lines[:LINES], max(0, len(lines) - LINES)) for title, lines in found if lines]


def to_convene(at):
    """Sittings in preparation, with the last lawful moment to send their notice (RULES S2)."""
    drafts = Sitting.objects.filter(state=SittingState.DRAFT, starts_at__gte=at).select_related("profile")
    return [_to_convene(sitting, at) for sitting in drafts.order_by("starts_at")]


def _to_convene(sitting, at):
    limit = last_lawful_sending(sitting)
    return Line(
        f"{sitting.title}, {short_date(timezone.localdate(sitting.starts_at))}",
        reverse("deliberations:preparation", args=[sitting.slug]),
        _("à convoquer avant le %(moment)s") % {"moment": long_datetime(limit)},
        at >= limit,
    )


def to_admit(at):
    """Proposals that wait for a ruling on admissibility, the oldest first."""
    return [
        Line(_named(text), text.get_absolute_url(), _("déposée le %(day)s") % {"day": _day(text.changed_at)})
        for text in Recommendation.objects.filter(state=State.SUBMITTED).order_by("changed_at")
    ]


def to_transmit(at):
    """Adopted texts that have not left."""
    return [
        Line(_named(text), text.get_absolute_url(), _("adoptée le %(day)s") % {"day": _day(text.changed_at)})
        for text in Recommendation.objects.filter(state=State.ADOPTED).order_by("changed_at")
    ]


def answers_late(at):
    """Texts whose answer is late, the longest first (RULES R8)."""
    late = Recommendation.objects.overdue(timezone.localdate(at)).select_related("transmission")
    return [_late(text, text.transmission.due_on) for text in late.order_by("transmission__due_on")]


def referrals_late(at):
    """Questions put to the council whose date has passed (RULES R7)."""
    late = Referral.objects.overdue(timezone.localdate(at)).order_by("due_on")
    return [
        Line(
            f"{referral.number} · {referral.question}", referral.get_absolute_url(),
            _("attendue le %(date)s") % {"date": long_date(referral.due_on)}, True,
        )
        for referral in late
    ]  # fmt: skip


def to_approve(at):
    """Sittings held whose minutes are not approved yet (RULES S7)."""
    return [
        Line(
            f"{sitting.title}, {_day(sitting.starts_at)}", reverse("deliberations:minutes", args=[sitting.slug]),
            _("à approuver à la prochaine séance"),
        )
        for sitting in Sitting.objects.awaiting_minutes().order_by("starts_at")
    ]  # fmt: skip


def minutes_due(at):
    """Lists, minutes and corrections that wait for who keeps them (RULES M3)."""
    return [
        Line(
            f"{paper['title']} : {paper['what']}", paper["url"],
            _("avant le %(day)s") % {"day": long_date(paper["due"])} if paper["due"] else "", paper["late"],
        )
        for paper in papers_due(timezone.localdate(at))
    ]  # fmt: skip


def to_moderate(at):
    """What members said lately about texts in drafting, the newest first."""
    recent = Contribution.objects.readable().filter(posted_at__gte=at - TO_MODERATE)
    return [
        Line(
            f"{said.recommendation.number} · {said.author}",
            reverse("governance:contributions", args=[said.recommendation.number]),
            _day(said.posted_at),
        )
        for said in recent.select_related("recommendation", "author").order_by("-posted_at")
    ]


def site_due(at):
    """What the site does not say yet although it must."""
    identity, today = SiteIdentity.current(), timezone.localdate(at)
    keeps = reverse("wagtailsettings:edit", args=["home", "siteidentity"])
    lines = [
        Line(_("Mentions légales : %(what)s") % {"what": identity._meta.get_field(name).verbose_name}, keeps, "", True)
        for name in ("publisher", "director", "hosting", "data_protection")
        if not getattr(identity, name)
    ]
    if identity.audited_on and today >= expiry(identity.audited_on):
        lines.append(Line(_("Accessibilité : l’audit n’est plus valable"), keeps, "", True))
    elif identity.conformity(today) == Conformity.NONE:
        lines.append(Line(_("Accessibilité : %(state)s") % {"state": Conformity.NONE.label}, keeps))
    return lines


def _named(text):
    return f"{text.number} · {text.title}" if text.number else text.title


def _day(moment):
    return long_date(timezone.localdate(moment))


def _late(text, due_on):
    return Line(_named(text), text.get_absolute_url(), _("attendue le %(date)s") % {"date": long_date(due_on)}, True)


RECORDS = (
    (gettext_lazy("Séances à convoquer"), to_convene),
    (gettext_lazy("Recevabilité à examiner"), to_admit),
    (gettext_lazy("Adoptées, à transmettre"), to_transmit),
    (gettext_lazy("Réponses en retard"), answers_late),
    (gettext_lazy("Saisines en retard"), referrals_late),
    (gettext_lazy("Procès-verbaux à approuver"), to_approve),
    (gettext_lazy("Ce que les procès-verbaux demandent"), minutes_due),
    (gettext_lazy("Contributions à relire"), to_moderate),
)
SITE = ((gettext_lazy("Ce que le site doit dire"), site_due),)
