"""Ballots on a question of its own: opened, cast and closed through the services, in a world of tests.governance."""

from governance import services
from governance.methods import first_terms, next_terms
from tests.governance.world import open_ballot

OPTIONS = ["La gare", "Le marché", "Le parc"]


def ask(world, at, *, method="preference", options=OPTIONS, **changes):
    """Open a choice among options."""
    offered = {"options": list(options)} | changes.pop("offered", {})
    terms = services.terms_from_profile(world.profile, method) | offered
    facts = {"version": None, "method": method, "terms": terms, "question": "Où tenir la prochaine séance ?"}
    return open_ballot(world, None, at, **(facts | changes))


def grade(world, ballot, role, *grades):
    """Cast the grades of a role, in the order of the options; None leaves one out."""
    seat = ballot.electors.get(person=world.person(role)).seat
    given = {option: grade for option, grade in enumerate(grades, 1) if grade}
    return services.cast_grades(ballot=ballot, seat=seat, grades=given, by=world.users[role])


PEOPLE = ["Aline", "Bruno", "Chloé"]


def stand(world, at, *, candidates=PEOPLE, post="Trésorerie", method="election", **changes):
    """Open the first round of an election."""
    facts = {"method": method, "question": "Élection, trésorerie", "offered": first_terms(post, list(candidates))}
    return ask(world, at, options=(), **(facts | changes))


def follow(world, ballot, at, *withdrawn, **changes):
    """Open the round after a proclaimed one."""
    terms = next_terms(ballot, withdrawn)
    facts = {"method": "election", "question": "Élection, tour suivant", "terms": terms, "previous": ballot}
    return ask(world, at, **(facts | changes))


def choose(world, ballot, role, choice):
    """Cast one voice: the rank of a candidate, or « blank »."""
    seat = ballot.electors.get(person=world.person(role)).seat
    return services.cast_election(ballot=ballot, seat=seat, choice=choice, by=world.users[role])


def settle(world, ballot, at):
    """Close, and proclaim what can be."""
    closed = services.close_ballot(ballot=ballot, by=world.users["clerk"], at=at)
    return closed if closed.void_reason else services.proclaim(ballot=closed, by=world.users["clerk"], at=at)
