"""What convening needs, in words, and the last lawful moment to send (RULES S2, Q4)."""

from django.utils.translation import gettext as _

from common.formats import long_date
from deliberations.calendar import Notice, NoticeKind, end_of_day, local_day, second_call_earliest
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


def is_urgent(sitting, when):
    """Whether a notice sent at that moment is lawful by urgency only."""
    if sitting.second_call_of_id:
        return False
    kind = notice_of(sitting.profile).kind(local_day(sitting.starts_at), local_day(when))
    return kind == NoticeKind.URGENT


def missing_to_convene(sitting, when):
    """Everything that convening at that moment still lacks, as sentences (RULES S2, E1)."""
    return [
        *_place_and_agenda(sitting),
        *_time(sitting, when),
        *(_awaited(person) for person in signatories_awaited(sitting)),
    ]


def _place_and_agenda(sitting):
    sentences = []
    if not sitting.place.strip() and not sitting.remote_link:
        sentences.append(_("Il manque un lieu ou un lien de visioconférence."))
    items = list(sitting.items.select_related("recommendation"))
    if not items:
        sentences.append(_("L’ordre du jour est vide : ajoutez au moins un point."))
    for item in items:
        if item.kind == ItemKind.VOTE and (item.recommendation is None or item.recommendation.state != State.SCHEDULED):
            sentences.append(_("Le point « %(item)s » n’a pas de recommandation prête à voter.") % {"item": item.title})
    return sentences


def _time(sitting, when):
    """The date, and the notice of the profile, shortened by urgency only."""
    if sitting.starts_at <= when:
        return [_("La date de la séance est passée : fixez-en une autre.")]
    if sitting.second_call_of_id:
        return _second_call(sitting)
    kind = notice_of(sitting.profile).kind(local_day(sitting.starts_at), local_day(when))
    last = {"day": long_date(last_sending_day(sitting))}
    if kind == NoticeKind.TOO_LATE:
        return [_("Le délai d’urgence lui-même est passé : il fallait convoquer avant. Reportez la séance.")]
    if kind == NoticeKind.URGENT and not sitting.urgency_reason.strip():
        return [_("Le délai est passé depuis le %(day)s : indiquez le motif d’urgence, ou reportez la séance.") % last]
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
