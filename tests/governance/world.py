"""A small council in which every role is somebody, and the road a recommendation walks through the services."""

from dataclasses import dataclass, field
from datetime import timedelta

from council.models import Person, Seat
from governance import services
from governance.enums import State
from governance.models import Recommendation
from tests.accounts.factories import UserFactory
from tests.council.factories import OfficeFactory, PersonFactory, ProfileFactory, TermFactory

TEXT = {
    "title": "Ouvrir les marchés aux ateliers d’insertion",
    "summary": "Réserver des lots.",
    "body": "1. Réserver deux lots.\n2. Verser une avance.",
    "rationale": "Les ateliers répondent rarement seuls.",
}


@dataclass
class World:
    """Who is who: every value of `users` is an account, under the name of its role."""

    users: dict = field(default_factory=dict)
    seats: list[Seat] = field(default_factory=list)
    profile: object = None

    def person(self, role) -> Person:
        return self.users[role].person


def found(*, members=3, **profile):
    """Found the council: one author, one rapporteur, one co-chair, a clerk, a liaison, `members` other seats."""
    world = World(profile=ProfileFactory(**profile))
    for role in ("author", "rapporteur", "co_chair", *(f"member{n}" for n in range(members))):
        term = TermFactory(with_account=True)
        world.users[role] = term.person.user
        world.seats.append(term.seat)
    OfficeFactory(co_chair=True, person=world.person("co_chair"))
    world.users["clerk"] = UserFactory(clerk=True)
    world.users["liaison"] = UserFactory(liaison=True)
    world.users["outsider"] = PersonFactory(with_account=True).user
    return world


def draft(world, at, **words):
    return services.start(author=world.person("author"), by=world.users["author"], at=at, **(TEXT | words))


def voices(world):
    people = [(seat, seat.terms.get().person) for seat in world.seats]
    return tuple(
        services.Voice(seat=s, person=p, caster=p, college=s.college.letter, label=str(s.organisation))
        for s, p in people
    )


def electorate(world):
    count = len(world.seats)
    college = {"entitled": count, "present": count, "represented": 0}
    return services.Electorate(
        entitled=count, present=count, represented=0, voices=voices(world), colleges={"A": college}
    )


def open_ballot(world, recommendation, at, **changes):
    return services.open_ballot(
        **{
            "version": recommendation and recommendation.versions.latest("number"),
            "question": "Adoptez-vous cette recommandation ?",
            "method": "roll_call",
            "rule": services.rule_from_profile(world.profile),
            "terms": services.terms_from_profile(world.profile, changes.get("method", "roll_call")),
            "electorate": electorate(world),
            "occasion": "Plénière",
            "occasion_date": at.date(),
            "occasion_path": "/seances/x/",
            "by": world.users["clerk"],
            "at": at,
        }
        | changes
    )


def decide(world, recommendation, at, choice):
    """Everybody votes the same, the ballot is closed and proclaimed."""
    ballot = open_ballot(world, recommendation, at)
    for elector in ballot.electors.all():
        services.cast_vote(ballot=ballot, seat=elector.seat, choice=choice, by=elector.caster.user, at=at)
    services.close_ballot(ballot=ballot, by=world.users["clerk"], at=at)
    return services.proclaim(ballot=ballot, by=world.users["clerk"], at=at)


def road(world, at):
    """Return for each state the state before it and the act that leads to it, through the services alone."""
    who, s = world.users, State
    due = at.date() + timedelta(days=120)
    return {
        s.DRAFT: (None, lambda r: draft(world, at)),
        s.SUBMITTED: (s.DRAFT, lambda r: services.submit(r, by=who["author"], at=at)),
        s.INADMISSIBLE: (s.SUBMITTED, lambda r: services.refuse(r, by=who["co_chair"], at=at, note="Hors champ.")),
        s.ADMISSIBLE: (s.SUBMITTED, lambda r: services.admit(r, by=who["co_chair"], at=at)),
        s.DRAFTING: (
            s.ADMISSIBLE,
            lambda r: services.assign(r, by=who["co_chair"], at=at, rapporteur=world.person("rapporteur")),
        ),
        s.READY: (s.DRAFTING, lambda r: services.mark_ready(r, by=who["rapporteur"], at=at)),
        s.SCHEDULED: (s.READY, lambda r: services.schedule(r, by=who["co_chair"], at=at, occasion="Plénière")),
        s.ADOPTED: (s.SCHEDULED, lambda r: decide(world, r, at, "for")),
        s.REJECTED: (s.SCHEDULED, lambda r: decide(world, r, at, "against")),
        s.TRANSMITTED: (
            s.ADOPTED,
            lambda r: services.transmit(r, by=who["clerk"], at=at, letter="Veuillez trouver…", due_on=due),
        ),
        s.ACKNOWLEDGED: (s.TRANSMITTED, lambda r: services.acknowledge(r, by=who["liaison"], at=at, reference="A-1")),
        s.ANSWERED: (
            s.TRANSMITTED,
            lambda r: services.answer(r, by=who["liaison"], at=at, outcome="accepted", reason="Oui."),
        ),
        s.IN_IMPLEMENTATION: (s.ANSWERED, lambda r: services.implement(r, by=who["liaison"], at=at)),
        s.IMPLEMENTED: (s.IN_IMPLEMENTATION, lambda r: services.complete(r, by=who["liaison"], at=at)),
        s.ABANDONED: (s.IN_IMPLEMENTATION, lambda r: services.abandon(r, by=who["liaison"], at=at, note="Trop cher.")),
        s.EVALUATED: (s.IMPLEMENTED, lambda r: services.evaluate(r, by=who["clerk"], at=at, note="Douze emplois.")),
        s.WITHDRAWN: (s.SUBMITTED, lambda r: services.withdraw(r, by=who["author"], at=at, note="Dépassée.")),
        s.MERGED: (
            s.ADMISSIBLE,
            lambda r: services.merge(
                r, into=reach(world, State.ADMISSIBLE, at), by=who["co_chair"], at=at, note="Même objet."
            ),
        ),
    }  # fmt: skip


def reach(world, state, at):
    """Bring a new recommendation to `state` along the road; return it fresh."""
    before, act = road(world, at)[state]
    if before is None:
        return act(None)
    recommendation = reach(world, before, at)
    act(recommendation)
    return Recommendation.objects.get(pk=recommendation.pk)
