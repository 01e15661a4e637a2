"""What convening needs, in words, and the last lawful moment to send (RULES S2, Q4)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from common.formats import long_date
from deliberations.calendar import (
    Notice,
    NoticeKind,
    end_of_day,
    last_day_to_ask,
    local_day,
    second_call_earliest,
)
from deliberations.enums import ItemKind
from deliberations.rules import signatories_awaited
from governance.enums import State


def notice_of(profile):
    """The notice of a profile, as the calendar takes it."""
    return Notice(profile.notice_days, profile.notice_clear, profile.urgency_days)


def last_sending_day(sitting):
    """The last day on which an ordinary notice can be sent; a second call has no other term than its own date."""
    meeting = local_day(sitting.starts_at)
    return meeting if sitting.second_call_of_id else notice_of(sitting.profile).last_sending(meeting)


def last_lawful_sending(sitting):
    """The moment to which the countdown runs: the end of the last lawful day (RULES S2)."""
    return end_of_day(last_sending_day(sitting))


def last_asking_day(sitting):
    """The last day on which members can ask for an item of a sitting (RULES S6)."""
    return last_day_to_ask(local_day(sitting.starts_at), sitting.profile.item_request_days)


def is_urgent(sitting, when):
    """Whether a notice sent at that moment is lawful by urgency only."""
    return kind_of_notice(sitting, when) == NoticeKind.URGENT


@dataclass(frozen=True)
class Condition:
    """One thing that convening needs, and the sentences that say what it lacks; met when there are none (S2)."""

    name: str
    missing: tuple[str, ...] = ()

    @property
    def met(self):
        return not self.missing


def conditions_to_convene(sitting, when):
    """Everything that convening at that moment needs, met or not, in the order of a preparation (RULES S2)."""
    items = list(sitting.items.select_related("recommendation"))
    passed = sitting.starts_at <= when
    return [
        Condition("place", tuple(_place(sitting))),
        Condition("agenda", () if items else (_("L’ordre du jour est vide : ajoutez au moins un point."),)),
        Condition("texts", tuple(_texts(items))),
        Condition("date", (_("La date de la séance est passée : fixez-en une autre."),) if passed else ()),
        Condition("notice", () if passed else tuple(_notice(sitting, when))),
        Condition("signatures", tuple(_awaited(person) for person in signatories_awaited(sitting))),
    ]


def missing_to_convene(sitting, when):
    """Everything that convening at that moment still lacks, as sentences (RULES S2, E1)."""
    return [sentence for condition in conditions_to_convene(sitting, when) for sentence in condition.missing]


def _place(sitting):
    if sitting.place.strip() or sitting.remote_link:
        return []
    return [_("Il manque un lieu ou un lien de visioconférence.")]


def _texts(items):
    return [
        _("Le point « %(item)s » n’a pas de recommandation prête à voter.") % {"item": item.title}
        for item in items
        if item.kind == ItemKind.VOTE and (item.recommendation is None or item.recommendation.state != State.SCHEDULED)
    ]


def kind_of_notice(sitting, when):
    """What a notice sent at that moment is worth: ordinary, by urgency only, or too late (RULES S2, Q4)."""
    if sitting.second_call_of_id:
        return NoticeKind.ORDINARY
    return notice_of(sitting.profile).kind(local_day(sitting.starts_at), local_day(when))


def _notice(sitting, when):
    """The notice of the profile, shortened by urgency only."""
    if sitting.second_call_of_id:
        return _second_call(sitting)
    kind, last = kind_of_notice(sitting, when), {"day": long_date(last_sending_day(sitting))}
    if kind == NoticeKind.TOO_LATE:
        return [_("Le délai d’urgence lui-même est passé : il fallait convoquer avant. Reportez la séance.")]
    if kind == NoticeKind.URGENT and not sitting.urgency_reason.strip():
        return [_("Le délai est passé depuis le %(day)s : indiquez le motif d’urgence, ou reportez la séance.") % last]
    return []


def _second_call(sitting):
    """Q4: so many days after the sitting that had no quorum."""
    first = local_day(sitting.second_call_of.starts_at)
    earliest = second_call_earliest(first, sitting.profile.second_call_days)
    if local_day(sitting.starts_at) >= earliest:
        return []
    return [_("Une seconde convocation ne peut pas se réunir avant le %(day)s.") % {"day": long_date(earliest)}]


def _awaited(person):
    return _("La convocation attend la signature de %(person)s.") % {"person": person}
