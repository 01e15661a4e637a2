"""The road of each recommendation of the demo: when it is submitted, voted, transmitted, answered, followed."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from dateutil.relativedelta import relativedelta

from council.models import Person
from governance import services
from governance.dates import answer_due_on
from governance.enums import Occasion
from governance.models import Recommendation, Theme
from home.demo.drafting import Workshop, plan_opinion
from home.demo.people import Cast
from home.demo.timeline import Timeline, evening
from territory.models import Place

VOTED = ("adopted", "rejected")
SENT = ("transmitted", "acknowledged", "answered", "in_implementation", "implemented", "abandoned", "evaluated")
FOLLOWED = ("in_implementation", "implemented", "abandoned", "evaluated")
# At which sittings a text of each final state was voted, counted back from the last: the further it went, the older.
VOTED_AT = {
    "evaluated": (12, 14), "implemented": (8, 13), "abandoned": (9, 12), "in_implementation": (4, 10),
    "answered": (3, 8), "acknowledged": (0, 1), "transmitted": (0, 1), "adopted": (0, 0), "rejected": (1, 14),
}  # fmt: skip
OVERDUE_AT = (2, 4)  # transmitted so long ago that the answer is late


@dataclass
class Journey:
    """One recommendation of the demo and what is still to happen to it."""

    text: dict
    cast: Cast
    timeline: Timeline
    letter: str
    others: dict  # every journey by the key of its text
    sitting_on: date | None = None  # when it is voted, if ever
    passed_on: date | None = None  # an earlier sitting that deferred it or sent it back
    record: Recommendation = field(init=False)

    @property
    def target(self):
        return self.text["target"]

    def author(self, on) -> Person:
        return self.cast.holder(self.text["author"], on)

    def rapporteur(self):
        return self.record.rapporteur

    def plan(self, submitted_on):
        """Plan everything up to being ready; the sitting plans the vote, the vote what follows."""
        self.timeline.plan(evening(submitted_on - timedelta(days=6), 20, 10), self.begin)
        if self.target != "draft":
            self.timeline.plan(evening(submitted_on, 21, 5), self.submit)

    def begin(self, at):
        author = self.author(at.date())
        words = {name: self.text[name].strip() for name in ("title", "summary", "body", "rationale")}
        facts = words | {
            "stage": self.text["stage"],
            "on_behalf_of": self.cast.seats[self.text["author"]].organisation,
            "themes": list(Theme.objects.filter(slug__in=self.text["themes"])),
            "places": list(Place.objects.filter(pk__in=self.text.get("communes", []))),
        }
        if "question" in self.text:
            self.record = services.edit(self.asked(author, at), by=author.user, at=at, **facts)
        else:
            self.record = services.start(author=author, by=author.user, at=at, kind=self.text["kind"], **facts)

    def asked(self, author, at):
        """The opinion that a member begins in answer to a question of the assembly."""
        referral = services.ask_opinion(
            question=self.text["question"], asked_by="assembly", due_on=at.date() + timedelta(days=150),
            by=self.cast.liaison, at=at,
        )  # fmt: skip
        return services.begin_opinion(referral, by=author.user, at=at)

    def submit(self, at):
        self.record = services.submit(self.record, by=self.record.author.user, at=at)
        if self.target != "submitted":
            self.timeline.plan(at + timedelta(days=5, hours=-11), self.judge)

    def judge(self, at):
        chair = self.cast.co_chairs[self.record.sequence % 3].user
        if self.target == "inadmissible":
            services.refuse(self.record, by=chair, at=at, note=self.text["reason"])
        elif self.target == "withdrawn":
            services.withdraw(self.record, by=self.record.author.user, at=at, note=self.text["reason"])
        else:
            self.record = services.admit(self.record, by=chair, at=at, decision=self.text.get("decision", ""))
            if self.target == "merged":
                self.timeline.plan(at + timedelta(days=9), self.merge)
            elif self.target != "admissible":
                self.timeline.plan(at + timedelta(days=2), self.assign)

    def merge(self, at):
        other = self.others[self.text["merged_into"]].record
        chair = self.cast.co_chairs[0].user
        services.merge(self.record, into=other, by=chair, at=at, note=self.text["reason"])

    def assign(self, at):
        self.record = services.assign(
            self.record, by=self.cast.co_chairs[self.record.sequence % 3].user, at=at, rapporteur=self.entrusted(at),
            working_group=self.cast.groups[self.text["working_group"]], due_on=at.date() + timedelta(days=21),
        )  # fmt: skip
        Workshop(self, at).plan()
        later = [name for name in ("body_v2", "body_v3") if self.text.get(name)]
        for n, name in enumerate(later, start=1):
            self.timeline.plan(at + timedelta(days=4 * n, hours=3), lambda when, name=name: self.redraft(name, when))
        if self.target != "drafting" or self.passed_on:
            self.timeline.plan(at + timedelta(days=4 * len(later) + 3), self.make_ready)

    def entrusted(self, at) -> Person:
        """Who brings the text to the vote: its author, unless the text says another seat."""
        return self.cast.holder(self.text["rapporteur"], at.date()) if "rapporteur" in self.text else self.record.author

    def redraft(self, name, at):
        """The working group changes the text; what it had is frozen first, so that both can be compared."""
        by = self.rapporteur().user
        self.record = services.edit(
            self.record, by=by, at=at, body=self.text[name].strip(), reason="réunion du groupe de travail"
        )
        services.freeze(self.record, by=by, at=at, reason="réunion du groupe de travail")

    def make_ready(self, at):
        self.record = services.mark_ready(self.record, by=self.rapporteur().user, at=at)

    def after_deferral(self, at):
        """What the sitting sent back is made ready again, unless it is still being written today."""
        self.record.refresh_from_db()
        if self.text["deferral"]["move"] == "sent_back" and self.target != "drafting":
            self.timeline.plan(at + timedelta(days=14), self.make_ready)

    def after_vote(self, on):
        """Plan what follows a vote: a minority opinion, the transmission of what was adopted."""
        plan_opinion(self, on)
        if self.target in SENT:
            self.timeline.plan(evening(on + timedelta(days=7), 11, 0), self.transmit)

    def transmit(self, at):
        """Send it; those that still wait were sent with a link, and the late ones were recalled (RULES T2, T3)."""
        due_on, waits = answer_due_on(at.date()), self.target in ("transmitted", "acknowledged")
        sent = services.transmit(
            self.record, by=self.cast.clerk, at=at, letter=self.letter, due_on=due_on,
            address=self.cast.liaison.email if waits else "",
        )  # fmt: skip
        if self.text.get("overdue"):
            late = evening(due_on + timedelta(days=1), 6, 0)
            self.timeline.plan(late, lambda when: services.remind(sent, occasion=Occasion.DAY_AFTER, at=when))
        if self.target != "transmitted":
            self.timeline.plan(at + timedelta(days=9), self.acknowledge)

    def acknowledge(self, at):
        reference = f"EMS-{at.year}-{self.record.sequence:04d}"
        services.acknowledge(self.record, by=self.cast.liaison, at=at, reference=reference)
        if self.target != "acknowledged":
            wait = 60 + (self.record.sequence * 37) % 90
            self.timeline.plan(at + timedelta(days=wait), self.answer)

    def answer(self, at):
        given = self.text["answer"]
        postponed = given["outcome"] == "postponed"
        number = f"{at.year}-{given['deliberation']}"
        services.answer(
            self.record, by=self.cast.liaison, at=at, outcome=given["outcome"], reason=given["reason"].strip(),
            points=[(p["asked"], p["outcome"], p["text"]) for p in given.get("points", [])],
            postponed_to=at.date() + relativedelta(months=given["postponed_months"]) if postponed else None,
            deliberation_number=number, deliberation_on=at.date() - timedelta(days=2),
        )  # fmt: skip
        if self.target in FOLLOWED:
            self.timeline.plan(at + timedelta(days=25), self.implement)

    def implement(self, at):
        services.implement(self.record, by=self.cast.liaison, at=at)
        for n, step in enumerate(self.text.get("follow_up", [])):
            self.timeline.plan(at + timedelta(days=1 + 20 * n), lambda when, n=n, step=step: self.follow(n, step, when))
        if self.target != "in_implementation":
            self.timeline.plan(at + timedelta(days=150), self.conclude)

    def follow(self, n, step, at):
        done = self.target in ("implemented", "evaluated")
        progress = 100 if done else step.get("progress", 0)
        whole = self.record.followup.filter(title=step.get("part_of", "")).first()
        services.add_step(
            self.record, by=self.cast.liaison, at=at, title=step["title"], owner=step["owner"], parent=whole,
            weight=step.get("weight", 1), progress=progress, evidence=step.get("evidence", ""),
            due_on=at.date() + timedelta(days=step.get("due_days", 90 + 60 * n)),
        )  # fmt: skip

    def conclude(self, at):
        if self.target == "abandoned":
            services.abandon(self.record, by=self.cast.liaison, at=at, note=self.text["reason"])
            return
        services.complete(self.record, by=self.cast.liaison, at=at)
        if self.target == "evaluated":
            self.timeline.plan(at + timedelta(days=100), self.evaluate)

    def evaluate(self, at):
        services.evaluate(self.record, by=self.cast.clerk, at=at, note=self.text["evaluation"])


def choose_sitting(text, dates, chance: Random):
    """Return the date of the sitting at which a text is voted: long enough ago for what became of it."""
    nearest, furthest = OVERDUE_AT if text.get("overdue") else VOTED_AT[text["target"]]
    return dates[len(dates) - 1 - chance.randint(nearest, min(furthest, len(dates) - 1))]
