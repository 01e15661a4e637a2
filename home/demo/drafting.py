"""Drafting together in the demo: amendments, contributions and minority opinions, each from its author's account."""

from datetime import timedelta

from governance import services
from governance.models import Ballot, parts_of
from home.demo.material import material
from home.demo.timeline import evening


class Workshop:
    """The amendments and contributions of one text, from its assignment on; nothing for most texts."""

    def __init__(self, journey, assigned_at):
        self.journey, self.start = journey, assigned_at
        self.words = material("drafting")["texts"].get(journey.text["key"], {})

    def plan(self):
        acts = [(self.amend, row) for row in self.words.get("amendments", [])]
        acts += [(self.contribute, row) for row in self.words.get("contributions", [])]
        for act, row in acts:
            self.at(row["day"], lambda when, act=act, row=row: act(row, when))
        if "integrate_on" in self.words:
            self.at(self.words["integrate_on"], self.integrate)

    def at(self, day, act):
        self.journey.timeline.plan(self.start + timedelta(days=day, hours=2), act)

    def user(self, code, at):
        return self.journey.cast.holder(code, at.date()).user

    def amend(self, row, at):
        """Propose; the rapporteur does with it what the material says, the day after."""
        record = self.journey.record
        version = record.versions.latest("number")
        text = parts_of(version)
        text[row["part"]] = text[row["part"]].replace(row["old"], row["new"], 1)
        amendment = services.propose(
            record, version=version, **text, reason=row["reason"], by=self.user(row["author"], at), at=at,
            on_behalf_of=self.journey.cast.seats[row["author"]].organisation,
        )  # fmt: skip
        if "then" in row:
            by, note = self.journey.rapporteur().user, row.get("note", "")
            self.journey.timeline.plan(
                at + timedelta(days=1),
                lambda when: services.step_amendment(row["then"], amendment, by=by, at=when, note=note),
            )

    def contribute(self, row, at):
        said = services.contribute(
            self.journey.record, stance=row["stance"], text=row["text"], by=self.user(row["author"], at), at=at
        )
        if "hidden" in row:
            services.hide_contribution(said, reason=row["hidden"], by=self.journey.cast.clerk, at=at)

    def integrate(self, at):
        services.integrate(self.journey.record, by=self.journey.rapporteur().user, at=at)
        self.journey.record.refresh_from_db()


def plan_opinion(journey, on):
    """Two days after a vote, somebody who voted against says why, where the material has it (RULES R6)."""
    words = material("drafting")["opinions"].get(journey.text["key"])
    if words:
        journey.timeline.plan(evening(on + timedelta(days=2), 9, 0), lambda when: attach(journey, words["text"], when))


def attach(journey, text, at):
    ballot = Ballot.objects.filter(version__recommendation=journey.record).latest("pk")
    against = ballot.electors.filter(vote__choice="against", by_proxy=False).order_by("seat__code").first()
    if against:
        services.attach_opinion(ballot, text=text.strip(), by=against.person.user, at=at)
