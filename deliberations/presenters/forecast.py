"""Who comes, by college, and whether that makes a quorum: the sitting's own arithmetic on announcements (S9)."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.formats import number
from deliberations.enums import ReplyAnswer
from deliberations.models.room import quorum_rule
from deliberations.quorum import Mode, Stay, Why, electorate_at

ROOM, REMOTE, PROXY, PROMISED, EXCUSED, SILENT = "room", "remote", "proxy", "promised", "excused", "silent"
CAPTIONS = {
    ROOM: lambda: _("en salle"),
    REMOTE: lambda: _("à distance"),
    PROXY: lambda: _("pouvoir donné"),
    PROMISED: lambda: _("pouvoir annoncé"),
    EXCUSED: lambda: _("ne vient pas"),
    SILENT: lambda: _("sans réponse"),
}
THERE = {ReplyAnswer.COMING: Mode.ROOM, ReplyAnswer.REMOTE: Mode.REMOTE}


@dataclass(frozen=True)
class Forecast:
    """The replies to a notice, read as if everybody did what they announced."""

    room: object
    answers: dict  # code of a seat → {key of a person: answer}
    roll: object

    def of_seat(self, code):
        """What is known of a seat: one of the six words of CAPTIONS."""
        voices = {elector.seat: elector for elector in self.roll.electors}
        said = set(self.answers.get(code, {}).values())
        if elector := voices.get(code):
            return PROXY if elector.by_proxy else (REMOTE if elector.mode == Mode.REMOTE else ROOM)
        if ReplyAnswer.REMOTE in said:
            return REMOTE
        if ReplyAnswer.REPRESENTED in said:
            return PROMISED
        return EXCUSED if said else SILENT

    def says_absent(self, code):
        """Whether everybody heard of that seat announced that they will not be there (RULES P4)."""
        said = set(self.answers.get(code, {}).values())
        return bool(said) and not said & set(THERE)


def forecast_of(sitting, room):
    """Read the replies: one query. The stays announced go through the same door as real ones (RULES Q1, P, C3)."""
    answers: dict = {}
    for code, person, answer in sitting.replies.values_list("seat__code", "person_id", "answer"):
        answers.setdefault(code, {})[person] = answer
    roll = electorate_at(sitting.starts_at, **room.facts | {"stays": list(_announced(sitting, room, answers))})
    return Forecast(room, answers, roll)


def _announced(sitting, room, answers):
    for code, said in answers.items():
        line = room.lines.get(code)
        for person, answer in said.items():
            if line and answer in THERE:
                alternate = line.titular is None or line.titular.person_id != person
                yield Stay(code, sitting.starts_at, mode=THERE[answer], as_alternate=alternate)


def replies_shown(sitting, forecast):
    """Return the quorum expected, the counts by college and in total, and who has not answered."""
    status = {
        line.seat.code: forecast.of_seat(line.seat.code)
        for line in forecast.room.composition.lines
        if line.seat.votes and not line.vacant
    }
    quorum = forecast.roll.quorum(quorum_rule(sitting))
    total = Counter(status.values())
    return {
        "forecast": quorum,
        "share": 100 * quorum.counted // max(1, quorum.entitled),
        "limit": 100 * quorum.needed // max(1, quorum.entitled),
        "text": ngettext("voix annoncée", "voix annoncées", quorum.counted),
        "need": needed_words(quorum),
        "reached": not quorum.stops,
        "stats": [{"figure": number(total[key]), "caption": words()} for key, words in CAPTIONS.items()],
        "captions": [words() for words in CAPTIONS.values()],
        "colleges": [_college(line, status) for line in forecast.room.composition.colleges if line.in_exercise],
        "silent": [line.titular.person for code, line in forecast.room.lines.items() if status.get(code) == SILENT],
    }


def needed_words(quorum):
    """« 29 requises sur 57 sièges en exercice », or that none is required: a second call, as a rule (RULES Q4)."""
    words = _("%(needed)s requises sur %(seats)s sièges en exercice")
    if not quorum.required:
        words = _("aucun quorum n’est exigé ; %(seats)s sièges en exercice")
    return words % {"needed": number(quorum.needed), "seats": number(quorum.entitled)}


def _college(line, status):
    codes = [seat.seat.code for seat in line.seats if seat.seat.code in status]
    counts = Counter(status[code] for code in codes)
    figures = [(words(), counts[key]) for key, words in CAPTIONS.items()]
    return {"name": line.college.name, "seats": len(codes), "figures": figures}


def proxies_shown(forecast):
    """Return the standing proxies, each with what weakens it as things are announced (RULES P2, P4)."""
    room = forecast.room
    why = {(void.proxy.giver, void.proxy.holder): void.why for void in forecast.roll.void_proxies}
    return [
        {
            "proxy": proxy,
            "giver": room.titular(proxy.giver.code),
            "holder": room.titular(proxy.holder.code),
            "warning": _warning(why.get((proxy.giver.code, proxy.holder.code)), proxy, forecast),
        }
        for proxy in room.proxies
        if proxy.revoked_at is None
    ]


def _warning(why, proxy, forecast):
    if why is None:
        return ""
    if why == Why.HOLDER_ABSENT and not forecast.says_absent(proxy.holder.code):
        return _("pas encore compté : cette personne n’a pas dit si elle vient")
    return {
        Why.HOLDER_ABSENT: _("sans effet : cette personne ne viendra pas"),
        Why.GIVER_CAME: _("sans effet : la personne qui l’a donné, ou qui la supplée, viendra"),
        Why.HOLDER_FULL: _("sans effet : cette personne porte déjà autant de pouvoirs qu’il est permis"),
    }.get(why, _("sans effet"))
