"""Assembling who was there: present, represented, excused and absent are four different things (RULES S8, P6)."""

from functools import cached_property

from django.utils.translation import gettext as _

from common.formats import clock
from deliberations.enums import PresenceMode, ReplyAnswer

from .document import CollegeAttendance, Named

GROUPS = ("present", "represented", "excused", "absent")


class Sheet:
    """The attendance of one sitting, seat by seat, from what was noted."""

    def __init__(self, room, replies):
        self.room, self.sitting = room, room.sitting
        self.stays = _grouped(room.stays)
        self.proxies = {proxy.giver_id: proxy for proxy in room.proxies if self._had_effect(proxy)}
        self.excused = {r.seat_id for r in replies if r.answer in (ReplyAnswer.EXCUSED, ReplyAnswer.REPRESENTED)}

    def colleges(self):
        """The voting seats in exercise, college by college."""
        return tuple(
            CollegeAttendance(str(college.college), **{name: _people(places, name) for name in GROUPS})
            for college, places in self.places
        )

    def count(self, group):
        """How many seats are in a group: each seat counts once, however many people sat on it."""
        return sum(place == group for _college, places in self.places for place, _people in places)

    @cached_property
    def places(self):
        """For each college, the group of each voting seat in exercise and the people to name there."""
        colleges = [college for college in self.room.composition.colleges if college.in_exercise]
        return [
            (college, [self._where(line) for line in college.seats if line.seat.votes and not line.vacant])
            for college in colleges
        ]

    def attending(self):
        """Who attended without a vote: advisory seats (C7), and alternates whose titular sat throughout (C3)."""
        people = []
        for line in self.room.composition.lines:
            for stay in self.stays.get(line.seat.pk, ()):
                if not line.seat.votes:
                    people.append(self._named(stay, line, _("voix consultative")))
                elif stay.as_alternate and not self._alternate_sat(line, stay):
                    people.append(self._named(stay, line, _("en suppléance, sans voix")))
        return tuple(people)

    def _where(self, line):
        """In which of the four groups a seat is, and under which names."""
        sat = [s for s in self.stays.get(line.seat.pk, ()) if not s.as_alternate or self._alternate_sat(line, s)]
        proxy = self.proxies.get(line.seat.pk)
        if sat:
            people = [self._named(stay, line, self._how(stay, line)) for stay in sat]
            return "present", [*people, *([self._represented(proxy, line)] if proxy else [])]
        titular = Named(str(line.titular.person), label_of(line))
        if proxy:
            return "represented", [self._represented(proxy, line)]
        return ("excused" if line.seat.pk in self.excused else "absent"), [titular]

    def _represented(self, proxy, line):
        holder = self.room.lines[proxy.holder.code].titular.person
        sits = next((s.person for s in self.stays.get(proxy.holder_id, ())), holder)
        return Named(str(line.titular.person), label_of(line), _("a donné pouvoir à %(who)s") % {"who": sits})

    def _named(self, stay, line, how):
        return Named(str(stay.person), label_of(line), ", ".join(part for part in (how, self._times(stay)) if part))

    def _how(self, stay, line):
        said = []
        if stay.as_alternate:
            said.append(_("en suppléance de %(who)s") % {"who": line.titular.person})
        if stay.mode == PresenceMode.REMOTE:
            said.append(_("à distance"))
        return ", ".join(said)

    def _times(self, stay):
        """Arrival after the opening and departure before the end; the others were there throughout."""
        said, opened, closed = [], self.sitting.opened_at, self.sitting.closed_at
        if opened and stay.arrived_at > opened:
            said.append(_("arrivée à %(time)s") % {"time": clock(stay.arrived_at)})
        if stay.left_at and (closed is None or stay.left_at < closed):
            said.append(_("départ à %(time)s") % {"time": clock(stay.left_at)})
        return ", ".join(said)

    def _alternate_sat(self, line, stay):
        """C3: whether the alternate had the seat for some time: while no stay of the titular covers theirs."""
        titular = [s for s in self.stays.get(line.seat.pk, ()) if not s.as_alternate]
        return not any(_within(stay, other) for other in titular)

    def _had_effect(self, proxy):
        """P3, P4: a proxy represents somebody when its holder came, and it was not ended before the sitting opened."""
        opened = self.sitting.opened_at
        ended_before = proxy.revoked_at is not None and (opened is None or proxy.revoked_at <= opened)
        return not ended_before and proxy.holder_id in self.stays


def label_of(line):
    """In whose name a seat is held: its organisation, or the quality of the person."""
    if line.seat.organisation:
        return line.seat.organisation.label
    return (line.titular and line.titular.quality) or _("personne qualifiée")


def _grouped(stays):
    """The stays that lasted, by seat."""
    by_seat = {}
    for stay in stays:
        if stay.left_at is None or stay.left_at > stay.arrived_at:
            by_seat.setdefault(stay.seat_id, []).append(stay)
    return by_seat


def _within(stay, other):
    ends = other.left_at is None or (stay.left_at is not None and stay.left_at <= other.left_at)
    return other.arrived_at <= stay.arrived_at and ends


def _people(places, group):
    return tuple(person for place, people in places if place == group for person in people)
