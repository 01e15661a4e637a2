"""Sittings on whose agenda something is to be chosen or somebody elected."""

from datetime import timedelta

from deliberations import services
from governance import services as governance
from tests.deliberations.factories import arrive, planned, roles_with_seats

OPTIONS = ("La gare", "Le marché", "Le parc")


def questioned(world, at, *, kind="discussion", visibility="public", present=None):
    """An open sitting with everybody there, and an item on which a question may be put. Returns the item, under way."""
    clerk, sitting = world.users["clerk"], planned(world, at)
    month, days = timedelta(days=30), timedelta(days=10)
    item = services.add_item(
        sitting, kind=kind, title="Lieu de la plénière", visibility=visibility, by=clerk, at=at - month
    )
    sitting = services.convene(sitting, by=clerk, at=at - days)
    arrive(world, sitting, at, *(present or roles_with_seats(world)))
    chair = world.person("co_chair")
    services.open_sitting(sitting, presiding=chair, secretary=world.person("rapporteur"), by=clerk, at=at)
    return services.start_item(item, by=clerk, at=at)


def ask(world, item, at, **changes):
    """Open a choice among options on the item."""
    facts = {"question": "Où siéger cet été ?", "options": OPTIONS, "by": world.users["clerk"], "at": at}
    return services.open_preference(item, **(facts | changes)).ballot


def graded(world, ballot, at, *papers):
    """Each voice in turn gives its grades; close and proclaim."""
    for elector, grades in zip(ballot.electors.select_related("seat", "caster__user"), papers, strict=False):
        governance.cast_grades(
            ballot=ballot, seat=elector.seat, grades=dict(enumerate(grades, 1)), by=elector.caster.user
        )
    governance.close_ballot(ballot=ballot, by=world.users["clerk"], at=at)
    return governance.proclaim(ballot=ballot, by=world.users["clerk"], at=at)


def elect(world, item, at, **changes):
    """Open the first round of an election on the item."""
    people = [str(world.person(role)) for role in ("author", "rapporteur", "member0")]
    facts = {"post": "coprésidence", "candidates": people, "by": world.users["clerk"], "at": at}
    return services.open_election(item, **(facts | changes)).ballot


def chosen(world, ballot, at, votes, *, proclaim=True):
    """Each voice in turn votes as the letters say, « b » for blank; close, and proclaim."""
    for elector, vote in zip(ballot.electors.select_related("seat", "caster__user"), votes, strict=False):
        governance.cast_election(
            ballot=ballot, seat=elector.seat, choice="blank" if vote == "b" else vote, by=elector.caster.user
        )
    closed = governance.close_ballot(ballot=ballot, by=world.users["clerk"], at=at)
    return governance.proclaim(ballot=closed, by=world.users["clerk"], at=at) if proclaim else closed
