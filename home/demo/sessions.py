"""The sittings of the demo: planned, convened, held with attendance, proxies, recusals and votes, minuted."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import cycle
from random import Random

from council.models import composition
from deliberations import services
from deliberations.models import Proxy, Sitting
from home.demo import minuting
from home.demo.asking import ask
from home.demo.journey import Journey
from home.demo.material import material
from home.demo.people import SHOWN, Cast
from home.demo.preparing import surround
from home.demo.timeline import Timeline, evening
from home.demo.voting import vote

CONVENED = 17  # the rank of the sitting to come in sittings.toml
# Cumulated chances of how a seat is filled; beyond the last one nobody hears from its holder.
PRESENT, ALTERNATE, PROXY, EXCUSED = 0.72, 0.82, 0.92, 0.97
ENTRUSTED = 2
SPEAKERS = 3  # on each text of the last sitting
ANNOUNCED = ("coming", "coming", "", "remote", "coming", "represented", "", "coming", "excused")  # in turn, by seat


@dataclass
class Session:
    """One plenary of the demo."""

    cast: Cast
    timeline: Timeline
    chance: Random
    on: object
    facts: dict  # the sitting's own entry of sittings.toml
    place: str
    topics: list[dict]
    journeys: list[Journey]  # what is voted
    passing: list[Journey]  # what is deferred or sent back
    held: bool = True
    record: Sitting | None = None

    def plan(self):
        prepared = min(self.on - timedelta(days=20), self.timeline.today - timedelta(days=2))
        self.timeline.plan(evening(prepared, 10, 0), self.prepare)
        self.timeline.plan(evening(self.convened_on, 9, 30), self.convene)
        if self.held:
            self.timeline.plan(evening(self.on, 18, 10), self.hold)
            self.timeline.plan(evening(self.on + timedelta(days=3), 10, 0), self.publish_list)
            self.timeline.plan(evening(self.on + timedelta(days=8), 14, 0), self.circulate)

    @property
    def convened_on(self):
        """Twelve days before; the next sitting was convened yesterday, so that the demo opens on it."""
        usual = self.on - timedelta(days=12)
        return min(usual, self.timeline.today - timedelta(days=1)) if self.facts["order"] == CONVENED else usual

    @property
    def clerk(self):
        return self.cast.clerk

    def prepare(self, at):
        self.record = services.plan_sitting(
            body=self.cast.plenary, title="Plénière", starts_at=evening(self.on), ends_at=evening(self.on, 21, 0),
            place=self.place, by=self.clerk, at=at,
        )  # fmt: skip
        first, *rest = self.topics or [None]
        if first:
            self.add(first, at)
        for journey in [*self.journeys, *self.passing]:
            services.place_recommendation(
                self.record, recommendation=journey.record, by=self.clerk, at=at, presenter=journey.rapporteur()
            )
        for topic in rest:
            self.add(topic, at)
        services.add_item(self.record, kind="other", title="Questions diverses", by=self.clerk, at=at, duration=10)
        if not self.held:
            surround(self, at)

    def add(self, topic, at):
        services.add_item(
            self.record, kind=topic["kind"], title=topic["title"], by=self.clerk, at=at, duration=topic["minutes"],
            presenter=self.cast.holder(topic["presenter"], self.on) if topic.get("presenter") else None,
        )  # fmt: skip

    def convene(self, at):
        self.record = services.convene(self.record, by=self.president().user, at=at)
        if not self.held:
            self.timeline.plan(at + timedelta(hours=8), self.announce)
            self.timeline.plan(evening(self.timeline.today, 7, 0), self.remind)

    def announce(self, at):
        """Members answer the notice, two of them with a proxy; the accounts that the demo shows have yet to."""
        shown = {address for _function, address in SHOWN}
        seated = [line for line in composition(self.cast.plenary, self.on).lines if not line.vacant and line.seat.votes]
        answers = zip(
            [line for line in seated if line.titular.person.email not in shown], cycle(ANNOUNCED), strict=False
        )
        said = [(line, answer) for line, answer in answers if answer]
        for line, answer in said:
            self.say(line, answer, at)
        givers = [line for line, answer in said if answer == "represented" and not self.long_away(line.seat)]
        holders = [line for line, answer in said if answer == "coming"]
        for giver, holder in zip(givers[:ENTRUSTED], holders, strict=False):
            services.give_proxy(self.record, giver=giver.seat, holder=holder.seat, by=giver.titular.person.user, at=at)

    def remind(self, at):
        """The timetable writes to those who have not answered."""
        services.remind(self.record, by=None, at=at)

    def say(self, line, answer, at):
        """One member announces whether they come."""
        person = line.titular.person
        services.reply(self.record, seat=line.seat, person=person, answer=answer, by=person.user, at=at)

    def hold(self, at):
        """The evening itself, minute by minute."""
        seated = self.fill_the_room(at)
        opened = evening(self.on, 18, 34)
        self.record = services.open_sitting(
            self.record, presiding=self.president(), secretary=self.cast.clerks[0], by=self.clerk, at=opened
        )
        now = opened + timedelta(minutes=2)
        for item in self.record.items.in_order():
            services.start_item(item, by=self.clerk, at=now)
            now = self.treat(item, seated, now)
            services.end_item(item, by=self.clerk, at=now)
        self.record = services.close_sitting(self.record, by=self.clerk, at=now + timedelta(minutes=3))

    def president(self):
        return self.cast.holder(self.facts["presiding"], self.on)

    def fill_the_room(self, at):
        """Everybody arrives, sends their alternate, gives a proxy, or does not come; return the seats filled."""
        lines, filled, absent = composition(self.cast.plenary, self.on).lines, [], []
        for line in lines:
            if line.vacant:
                continue
            draw = 0 if line.titular.person in self.cast.co_chairs else self.chance.random()
            if draw < PRESENT or (draw < ALTERNATE and line.alternate):
                filled.append(line)
                self.arrive(line, draw, at)
            else:
                absent.append((line, draw))
        holders = [line for line in filled if line.seat.votes]
        self.chance.shuffle(holders)
        for line, draw in absent:
            self.stay_away(line, draw, holders, at)
        return filled

    def arrive(self, line, draw, at):
        person = line.titular.person if draw < PRESENT else line.alternate.person
        late = at + timedelta(minutes=self.chance.randint(0, 22))
        mode = "remote" if self.chance.random() < 0.06 else "room"
        services.arrive(self.record, seat=line.seat, person=person, mode=mode, by=self.clerk, at=late)

    def stay_away(self, line, draw, holders, at):
        """A proxy for most, an excuse for some, nothing from the rest: three different things (RULES S8)."""
        if draw < PROXY and line.seat.votes and holders and not self.long_away(line.seat):
            holder = holders.pop()
            services.give_proxy(self.record, giver=line.seat, holder=holder.seat, by=self.clerk, at=at)
        elif draw < EXCUSED:
            self.say(line, "excused", at)

    def long_away(self, seat):
        """Whether the seat was represented as often in a row as the profile permits (RULES P2)."""
        limit = self.record.profile.proxies_consecutive
        earlier = Sitting.objects.filter(body=self.record.body, starts_at__lt=self.record.starts_at)
        latest = list(earlier.order_by("-starts_at").values_list("pk", flat=True)[:limit])
        return Proxy.objects.filter(giver=seat, sitting__in=latest).count() >= limit

    def treat(self, item, seated, now):
        """Deal with one item; return the moment at which it is over."""
        journey = next((j for j in self.journeys + self.passing if j.record.pk == item.recommendation_id), None)
        text = self.debate_of(journey) if journey else self.debate_on(item)
        if journey and self.facts["order"] == CONVENED - 1:
            self.speak(item, now)
        services.write_discussion(item, text=text.strip(), by=self.clerk, at=now + timedelta(minutes=4))
        if item.minutes_of_id:
            self.approve(item.minutes_of, now + timedelta(minutes=5))
            return now + timedelta(minutes=6)
        if journey is None:
            return ask(self, item, self.topic_of(item), now + timedelta(minutes=item.duration))
        if journey in self.passing:
            return self.put_off(item, journey, now + timedelta(minutes=12))
        return vote(self, item, journey, seated, now + timedelta(minutes=14))

    def topic_of(self, item):
        """What the material says of an item that is not a text."""
        return next((topic for topic in self.topics if topic["title"] == item.title), {})

    def debate_of(self, journey):
        return journey.text["deferral"]["debate"] if journey in self.passing else journey.text["debate"]

    def speak(self, item, now):
        """At the last sitting, those who asked for the floor on each text, and how long they spoke."""
        stays = list(self.record.attendances.filter(left_at=None).select_related("seat", "person"))
        start = now
        for n in range(SPEAKERS):
            stay = stays[(7 * item.position + 5 * n) % len(stays)]
            turn = services.ask_floor(item, seat=stay.seat, person=stay.person, by=self.clerk, at=now)
            services.give_floor(turn, by=self.clerk, at=start)
            start += timedelta(seconds=50 + (31 * item.position + 47 * n) % 70)
            services.end_floor(turn, by=self.clerk, at=start)

    def put_off(self, item, journey, now):
        """The sitting defers a text, or sends it back to its rapporteur."""
        act = services.send_back_item if journey.text["deferral"]["move"] == "sent_back" else services.defer_item
        act(item, reason=journey.text["deferral"]["reason"], by=self.clerk, at=now)
        journey.after_deferral(now)
        return now + timedelta(minutes=1)

    def approve(self, sitting, at):
        """The minutes of the sitting before are approved, and published four days later."""
        services.approve_minutes(sitting, in_sitting=self.record, by=self.clerk, at=at)
        self.timeline.plan(at + timedelta(days=4, hours=-8), lambda when: self.publish(sitting, when))

    def publish(self, sitting, at):
        """Publication, with a passage hidden in the last one and a signed copy of the one before."""
        rank = CONVENED - self.facts["order"]
        if rank == 1:
            minuting.hide_a_passage(sitting, clerk=self.clerk, at=at)
        services.publish_minutes(sitting, by=self.clerk, at=at)
        if rank == 2:
            council = str(self.cast.plenary)
            minuting.sign(sitting, council=council, clerk=self.clerk, at=at + timedelta(days=1))

    def publish_list(self, at):
        """The public knows within the week what was examined."""
        services.publish_examined(self.record, by=self.clerk, at=at)

    def debate_on(self, item):
        """What was said on an item that is not a text: its own debate, or a word of the secretariat."""
        if item.minutes_of_id:
            return "Aucune correction n’est demandée."
        notes = material("sittings")["other_business"]["notes"]
        return self.topic_of(item).get("debate", notes[self.facts["order"] % len(notes)])

    def circulate(self, at):
        """The secretariat completes the minutes and sends them round for corrections."""
        closing = material("sittings")["closing"]["words"]
        services.write_words(
            self.record, opening_words=self.facts["opening"], by=self.clerk, at=at,
            closing_words=closing[self.facts["order"] % len(closing)],
        )  # fmt: skip
        services.circulate(self.record, by=self.clerk, at=at + timedelta(minutes=30))
        if self.facts["order"] == CONVENED - 1:
            self.timeline.plan(at + timedelta(days=2), self.proofread)

    def proofread(self, at):
        minuting.proofread(self.record, clerk=self.clerk, at=at)
