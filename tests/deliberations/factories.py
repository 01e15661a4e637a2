"""Sittings for tests, brought to each state through the services alone, in a small council where roles are somebody.

The sitting meets at the `at` of the tests; it was planned a month and convened ten days before.
"""

from datetime import timedelta

from council.models import Body, Term
from deliberations import services
from deliberations.enums import SittingState as S
from deliberations.models import Sitting
from governance import services as governance
from governance.enums import State
from tests.council.factories import TermFactory
from tests.governance.world import World, found, reach

__all__ = [
    "World",
    "adjourned",
    "alternate_of",
    "approved",
    "arrive",
    "cancelled",
    "closed",
    "convened",
    "everybody",
    "found",
    "in_state",
    "opened",
    "planned",
    "postponed",
    "proxy",
    "ready",
    "seat_of",
    "vacate",
    "voted",
]
A_MONTH, TEN_DAYS, AN_HOUR = timedelta(days=30), timedelta(days=10), timedelta(hours=1)


def seat_of(world, role):
    """The seat of the person of that role."""
    return world.person(role).terms.get().seat


def alternate_of(world, role):
    """A person who may replace somebody."""
    return TermFactory(seat=seat_of(world, role), alternate=True, with_account=True).person


def vacate(seat, on):
    """End the terms of a seat the day before."""
    Term.objects.filter(seat=seat).update(ends_on=on - timedelta(days=1))


def everybody(world):
    """Every role that has a seat, by order of seats."""
    return [seat.terms.get(role="titular").person.user for seat in world.seats]


def ready(world, at, **words):
    """A recommendation that may be placed on an agenda."""
    recommendation = reach(world, State.READY, at - A_MONTH)
    if words:
        type(recommendation).objects.filter(pk=recommendation.pk).update(**words)
    return recommendation


def planned(world, at, *, title="Plénière de printemps", starts_at=None, items=True, **facts):
    """A sitting in preparation with one item of information."""
    clerk, starts_at = world.users["clerk"], starts_at or at
    facts = {"place": "Salle des mariages", "starts_at": starts_at, "ends_at": starts_at + 3 * AN_HOUR} | facts
    sitting = services.plan_sitting(
        body=Body.objects.plenary().get(), title=title, by=clerk, at=starts_at - A_MONTH, **facts
    )
    if items:
        services.add_item(sitting, kind="information", title="Actualités", by=clerk, at=starts_at - A_MONTH)
    return sitting


def convened(world, at, *, recommendations=(), **facts):
    """A convened sitting on which the given recommendations will be voted."""
    sitting = planned(world, at, **facts)
    for recommendation in recommendations:
        services.place_recommendation(
            sitting, recommendation=recommendation, by=world.users["clerk"], at=sitting.starts_at - A_MONTH
        )
    return services.convene(sitting, by=world.users["clerk"], at=sitting.starts_at - TEN_DAYS)


def arrive(world, sitting, at, *roles, mode="room"):
    """Note the arrival of the persons of these roles on their seats."""
    for role in roles:
        services.arrive(
            sitting, seat=seat_of(world, role), person=world.person(role), mode=mode, by=world.users["clerk"], at=at
        )


def roles_with_seats(world):
    return [role for role, user in world.users.items() if getattr(user, "person", None) and user.person.terms.exists()]


def opened(world, at, *, present=None, **facts):
    """An open sitting; everybody is there unless `present` names roles."""
    sitting = convened(world, at, **facts)
    arrive(world, sitting, at, *(roles_with_seats(world) if present is None else present))
    return services.open_sitting(
        sitting,
        presiding=world.person("co_chair"),
        secretary=world.person("rapporteur"),
        by=world.users["clerk"],
        at=at,
    )


def proxy(world, sitting, giver, holder, at, by="clerk"):
    return services.give_proxy(
        sitting, giver=seat_of(world, giver), holder=seat_of(world, holder), by=world.users[by], at=at
    )


def voted(world, item, at, choices, *, others="for", method="roll_call"):
    """Hold a roll call on an item: `choices` by role, everybody else votes `others`; close and proclaim."""
    ballot = services.open_item_ballot(item, method=method, by=world.users["clerk"], at=at).ballot
    by_person = {world.person(role).pk: choice for role, choice in choices.items()}
    for elector in ballot.electors.select_related("seat"):
        choice = by_person.get(elector.person_id, others)
        if choice:
            governance.cast_vote(ballot=ballot, seat=elector.seat, choice=choice, by=world.users["clerk"], at=at)
    governance.close_ballot(ballot=ballot, by=world.users["clerk"], at=at + timedelta(minutes=2))
    return governance.proclaim(ballot=ballot, by=world.users["clerk"], at=at + timedelta(minutes=3))


def closed(world, at, **facts):
    sitting = opened(world, at, **facts)
    return services.close_sitting(sitting, by=world.users["clerk"], at=at + 2 * AN_HOUR)


def adjourned(world, at, **facts):
    """A sitting to which nobody came."""
    return services.adjourn(convened(world, at, **facts), by=world.users["clerk"], at=at)


def postponed(world, at, **facts):
    return services.postpone(
        convened(world, at, **facts), starts_at=at + A_MONTH, ends_at=at + A_MONTH + 3 * AN_HOUR,
        by=world.users["clerk"], at=at - TEN_DAYS + AN_HOUR, note="La salle est fermée.",
    )  # fmt: skip


def cancelled(world, at, **facts):
    return services.cancel_sitting(
        convened(world, at, **facts), by=world.users["clerk"], at=at - AN_HOUR, note="Grève des transports."
    )


def approved(world, at, **facts):
    """Closed, its minutes approved at the next sitting a month later."""
    sitting = closed(world, at, **facts)
    for item in sitting.items.all():
        services.write_discussion(item, text="Le conseil prend acte.", by=world.users["clerk"], at=at + 3 * AN_HOUR)
    following = opened(world, at + A_MONTH, title="Plénière suivante")
    return services.approve_minutes(sitting, in_sitting=following, by=world.users["clerk"], at=at + A_MONTH)


MAKERS = {
    S.DRAFT: planned,
    S.CONVENED: convened,
    S.OPEN: opened,
    S.CLOSED: closed,
    S.APPROVED: approved,
    S.ADJOURNED: adjourned,
    S.POSTPONED: postponed,
    S.CANCELLED: cancelled,
}


def in_state(world, state, at):
    """A sitting in that state, fresh from the database."""
    made = MAKERS[state](world, at)
    return Sitting.objects.get(pk=getattr(made, "sitting_id", None) or made.pk)
