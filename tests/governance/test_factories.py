"""The factories give what they say, by the rules' own road."""

import pytest

from governance.enums import State
from governance.models import Recommendation
from tests.governance.factories import RecommendationFactory, TransmissionFactory
from tests.governance.world import found


@pytest.mark.django_db
@pytest.mark.parametrize("state", State.values)
def test_R2_every_trait_is_a_state_reached_through_its_moves(state, at):
    recommendation = RecommendationFactory(at=at, **{state: True})
    assert recommendation.state == state
    assert state == State.DRAFT or recommendation.moves.last().target == state


@pytest.mark.django_db
def test_one_council_serves_several_recommendations(at):
    world = found()
    TransmissionFactory(world=world, at=at, due_on=at.date().replace(month=9), title="Des vélos dans les gares")
    RecommendationFactory(world=world, at=at, rejected=True)
    assert [r.number for r in Recommendation.objects.all()] == ["2026-002", "2026-001"]
