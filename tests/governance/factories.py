"""Recommendations in every situation, brought there through the services: no trait forces a state rules would refuse.

RecommendationFactory(world=world, at=at, adopted=True, title="…"). A `world` is tests.governance.world.found(); a test
that asks for several recommendations gives each the same one.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import factory

from governance import services
from governance.enums import State
from governance.models import Recommendation, Theme
from tests.governance.world import decide, draft, found, open_ballot, road

MOMENT = datetime(2026, 3, 24, 18, 30, tzinfo=ZoneInfo("Europe/Paris"))
SITUATIONS = {state.value: state for state in State}


class ThemeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Theme
        django_get_or_create = ["slug"]

    name = factory.Sequence(lambda n: f"Thème {n}")
    slug = factory.Sequence(lambda n: f"theme-{n}")


class RecommendationFactory(factory.Factory):
    """A draft, or with a trait named after a state (submitted, drafting, adopted, answered…) what has got there.

    `world`, `at`: whose council, and when every step was taken. Words of the text and `themes` may be given.
    """

    class Meta:
        model = Recommendation

    at = MOMENT

    @classmethod
    def _create(cls, model, *args, at, world=None, themes=(), **given):
        world = world or found()
        state = next((SITUATIONS[name] for name in [*given] if name in SITUATIONS and given.pop(name)), State.DRAFT)
        recommendation = _walk(world, state, at, given)
        recommendation.themes.set(themes)
        return model.objects.get(pk=recommendation.pk)


def _walk(world, state, at, words):
    """Take every step of the road that leads to `state`, on one recommendation with these words."""
    steps = road(world, at)
    before, act = steps[state]
    if before is None:
        return draft(world, at, **words)
    recommendation = _walk(world, before, at, words)
    act(recommendation)
    return Recommendation.objects.get(pk=recommendation.pk)


def VersionFactory(*, recommendation, by, at, **words):
    """The next frozen text of a recommendation in drafting: its rapporteur edits it, it is frozen (RULES R3)."""
    recommendation = services.edit(recommendation, by=by, at=at, **words)
    return services.freeze(recommendation, by=by, at=at, reason="texte remanié")


def BallotFactory(*, world, recommendation, at, votes=None, **changes):
    """A roll call on a scheduled recommendation: open; with `votes` {role: choice} cast, closed and proclaimed."""
    ballot = open_ballot(world, recommendation, at, **changes)
    if votes is None:
        return ballot
    cast(world, ballot, votes, at)
    ballot = services.close_ballot(ballot=ballot, by=world.users["clerk"], at=at)
    return services.proclaim(ballot=ballot, by=world.users["clerk"], at=at)


def cast(world, ballot, votes, at):
    """Cast {role: choice}, each from the voter's own account."""
    for role, choice in votes.items():
        elector = ballot.electors.get(person=world.person(role))
        services.cast_vote(ballot=ballot, seat=elector.seat, choice=choice, by=elector.caster.user, at=at)


def TransmissionFactory(*, world, at, due_on, **words):
    """An adopted text on its way to the assembly, whose answer is due on a date. Returns the Transmission."""
    adopted = RecommendationFactory(world=world, at=at, adopted=True, **words)
    return services.transmit(adopted, by=world.users["clerk"], at=at, letter="Veuillez trouver…", due_on=due_on)


def AnswerFactory(*, world, transmission, at, **given):
    """The assembly's answer: accepted unless told otherwise, with `points` ((asked, outcome, text), …)."""
    given = {"outcome": "accepted", "reason": "Deux lots dès le prochain marché."} | given
    return services.answer(transmission.recommendation, by=world.users["liaison"], at=at, **given)


def FollowUpStepFactory(*, world, recommendation, at, **given):
    """One commitment of an answered recommendation."""
    given = {"title": "Clause inscrite au cahier des charges", "owner": "Commande publique"} | given
    return services.add_step(recommendation, by=world.users["liaison"], at=at, **given)


def ReferralFactory(*, world, at, **given):
    """A question of the assembly to the council, to be answered in ninety days."""
    given = {
        "question": "Que faire des friches ?",
        "asked_by": "assembly",
        "due_on": at.date() + timedelta(days=90),
    } | given
    by = world.users["co_chair" if given["asked_by"] == "co_chairs" else "liaison"]
    return services.ask_opinion(by=by, at=at, **given)


__all__ = [
    "AnswerFactory",
    "BallotFactory",
    "FollowUpStepFactory",
    "RecommendationFactory",
    "ReferralFactory",
    "ThemeFactory",
    "TransmissionFactory",
    "VersionFactory",
    "cast",
    "decide",
]
