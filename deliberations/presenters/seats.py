"""The roll of the desk: one line a seat, its state, its gestures (RULES S8, C3, P)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from common.formats import clock
from deliberations.enums import PresenceMode

ROOM, REMOTE, ALTERNATE, LEFT, PROXY = "room", "remote", "alternate", "left", "proxy"


def seat_words(line):
    """« B-04 · Inès Haddad »"""
    who = line.titular.person if line.titular else _("siège vacant")
    return f"{line.seat.code} · {who}"


@dataclass(frozen=True)
class SeatRow:
    """One seat on the roll: who, in which state, and the gestures offered as buttons."""

    code: str
    who: str
    note: str
    choices: list
    state: str  # room, remote, alternate, proxy, left


def seat_rows(room, *, presiding=None, recused=(), excused=(), idle=(), remote=False, frozen=False):
    """Return (college, rows) pairs. `recused`: seats that step aside from the item; `idle`: whose proxy has no effect;
    `frozen`: no gestures.
    """
    here = {(stay.seat.code, stay.as_alternate): stay for stay in room.stays if stay.left_at is None}
    proxies = {proxy.giver.code: proxy for proxy in room.proxies if proxy.revoked_at is None}
    left = {stay.seat.code: stay for stay in room.stays if stay.left_at is not None}
    facts = {"here": here, "proxies": proxies, "left": left, "recused": recused, "excused": excused}
    facts |= {"presiding": presiding, "idle": idle, "remote": remote, "frozen": frozen}
    return [
        (college.college, [_row(line, **facts) for line in college.seats if not line.vacant])
        for college in room.composition.colleges
    ]


def _row(line, *, here, proxies, left, recused, excused, presiding, idle, remote, frozen):
    code = line.seat.code
    stay = here.get((code, False)) or here.get((code, True))
    proxy = None if stay else proxies.get(code)
    state = state_of(stay, proxy)
    notes = [
        _("préside") if stay and stay.person_id == getattr(presiding, "pk", None) else _stay_words(stay),
        _("pouvoir à %(seat)s") % {"seat": proxy.holder.code} if proxy else "",
        _("sans effet") if proxy and code in idle else "",
        _("déport sur ce point") if code in recused else "",
        _("partie à %(at)s") % {"at": clock(left[code].left_at)} if not stay and not proxy and code in left else "",
        _("excusé·e") if not stay and not proxy and code in excused else "",
        "" if line.seat.votes else _("voix consultative"),
    ]
    return SeatRow(
        code=code,
        who=str(stay.person if stay else line.titular.person),
        note=" · ".join(filter(None, notes)),
        choices=[] if frozen else _choices(line, state, remote),
        state=state,
    )


def state_of(stay, proxy):
    if stay is None:
        return PROXY if proxy else LEFT
    if stay.as_alternate:
        return ALTERNATE
    return REMOTE if stay.mode == PresenceMode.REMOTE else ROOM


def _stay_words(stay):
    if stay is None:
        return ""
    words = {
        ROOM: _("arrivée %(at)s"),
        REMOTE: _("à distance, %(at)s"),
        ALTERNATE: _("suppléance, %(at)s"),
    }
    return words[state_of(stay, None)] % {"at": clock(stay.arrived_at)}


def _choices(line, state, remote):
    """The gestures of one seat: there, remote where a link exists, alternate where there is one, gone."""
    offered = [(ROOM, _("là"), _("en salle"), "moss")]
    if remote or state == REMOTE:
        offered.append((REMOTE, _("dist."), _("à distance"), "river"))
    if line.alternate:
        offered.append((ALTERNATE, _("sup."), _("suppléance : %(who)s") % {"who": line.alternate.person}, "moss"))
    if state == PROXY:
        offered.append((PROXY, _("rep."), _("a donné pouvoir"), "ochre"))
    else:
        offered.append((LEFT, "–", _("absent·e"), "stone"))
    return [
        {
            "value": f"{line.seat.code}:{gesture}",
            "label": label,
            "spoken": spoken,
            "pressed": gesture == state,
            "family": family,
        }
        for gesture, label, spoken, family in offered
    ]
