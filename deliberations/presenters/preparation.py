"""What the preparation screen shows: are we ready? (RULES S2, S9, S12)."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.formats import long_date, number
from council.rules import person_of
from deliberations.calendar import local_day
from deliberations.enums import ReplyAnswer, SittingState
from deliberations.models.room import quorum_rule, read_room
from deliberations.notice import last_sending_day
from deliberations.rules import may_prepare, signatories_awaited
from deliberations.services import has_unsent_changes, missing_to_convene, open_action_points
from governance.models import Recommendation

from .agenda import note_of, timed_items
from .dispatches import dispatches_of

TO_CONVENE = (SittingState.DRAFT, SittingState.POSTPONED)


def preparation_page(sitting, user, at):
    """Return everything the screen shows, in a constant number of queries."""
    items = list(sitting.items.in_order())
    room = read_room(sitting)
    to_convene = sitting.state in TO_CONVENE
    return {
        "sitting": sitting,
        "may_change": may_prepare(user, sitting, at),
        "to_convene": to_convene,
        "missing": missing_to_convene(sitting, at) if to_convene else [],
        "countdown": countdown(sitting, at) if to_convene else "",
        "may_sign": to_convene and person_of(user) in signatories_awaited(sitting),
        "agenda": [(item, start, note_of(item)) for item, start in timed_items(sitting, items)],
        "total": sum(item.duration for item in items),
        "ready": Recommendation.objects.ready().select_related("rapporteur").order_by("number") if to_convene else [],
        "actions": open_action_points(sitting.body)[:20],
        "unsent": sitting.state == SittingState.CONVENED and has_unsent_changes(sitting),
        "replies": replies_of(sitting, room),
        "proxies": proxies_of(room, excused_seats(sitting)),
        "dispatches": dispatches_of(sitting, room, at),
    }


def countdown(sitting, at):
    """« Dernier envoi licite : lundi 23 mars 2026, avant minuit. Il reste 5 jours. »"""
    last = last_sending_day(sitting)
    days = (last - local_day(at)).days
    words = _("Dernier envoi licite : %(day)s, avant minuit.") % {"day": long_date(last)}
    if days < 0:
        return words + " " + _("Ce délai est passé : seule l’urgence, motivée, permet encore de convoquer.")
    if days == 0:
        return words + " " + _("C’est aujourd’hui.")
    left = ngettext("Il reste %(n)s jour.", "Il reste %(n)s jours.", days) % {"n": number(days)}
    return f"{words} {left}"


def replies_of(sitting, room):
    """Count the replies by seat and hold them against the quorum: a forecast, not a promise (RULES S9)."""
    voting = {line.seat.code for line in room.composition.lines if line.seat.votes and not line.vacant}
    by_seat = dict(sitting.replies.order_by("at", "pk").values_list("seat__code", "answer"))
    answers = Counter(answer for code, answer in by_seat.items() if code in voting)
    present = answers[ReplyAnswer.COMING] + answers[ReplyAnswer.REMOTE] * room.sitting.profile.remote_counts
    coming = {code for code, answer in by_seat.items() if answer in (ReplyAnswer.COMING, ReplyAnswer.REMOTE)}
    givers = {proxy.giver.code for proxy in room.proxies if proxy.revoked_at is None}
    represented = len((givers & voting) - coming)
    forecast = quorum_rule(sitting).of(entitled=len(voting), present=present, represented=represented)
    return {
        "stats": [{"figure": number(answers[a]), "caption": a.label} for a in ReplyAnswer]
        + [{"figure": number(len(voting) - sum(answers.values())), "caption": _("sans réponse")}],
        "forecast": forecast,
        "share": 100 * forecast.counted // max(1, len(voting)),
        "limit": 100 * forecast.needed // max(1, len(voting)),
        "text": ngettext("voix annoncée", "voix annoncées", forecast.counted),
        "need": needed_words(forecast),
        "reached": not forecast.stops,
    }


def needed_words(forecast):
    """« 29 requises sur 57 sièges en exercice », or that none is required: a second call, as a rule (RULES Q4)."""
    words = _("%(needed)s requises sur %(seats)s sièges en exercice")
    if not forecast.required:
        words = _("aucun quorum n’est exigé ; %(seats)s sièges en exercice")
    return words % {"needed": number(forecast.needed), "seats": number(forecast.entitled)}


def excused_seats(sitting):
    return set(sitting.replies.filter(answer=ReplyAnswer.EXCUSED).values_list("seat__code", flat=True))


def proxies_of(room, excused):
    """Return the standing proxies with their holder, and a warning where the holder will not be there (RULES P4)."""
    standing = [proxy for proxy in room.proxies if proxy.revoked_at is None]
    return [
        {
            "proxy": proxy,
            "giver": room.titular(proxy.giver.code),
            "holder": room.titular(proxy.holder.code),
            "void": proxy.holder.code in excused,
        }
        for proxy in standing
    ]
