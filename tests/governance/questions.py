"""Ballots on a question of its own: opened, cast and closed through the services, in a world of tests.governance."""

from governance import services
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


def settle(world, ballot, at):
    """Close, and proclaim what can be."""
    closed = services.close_ballot(ballot=ballot, by=world.users["clerk"], at=at)
    return closed if closed.void_reason else services.proclaim(ballot=closed, by=world.users["clerk"], at=at)
