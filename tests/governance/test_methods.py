"""RULES V2: every way of voting plugs in at the same places."""

import pytest
from django.template.loader import get_template

from common.lifecycle import Refused
from governance.enums import State
from governance.methods import MANNERS, manner_of
from governance.models import Ballot
from governance.views.voting import CASTING
from tests.governance.world import found, open_ballot, reach


@pytest.mark.parametrize("manner", MANNERS.values(), ids=lambda manner: manner.name)
def test_V2_each_method_has_its_fragments_and_a_way_to_cast(manner):
    fragments = [manner.desk_fragment, manner.record_fragment] + [manner.vote_fragment] * (not manner.entered)
    assert all(get_template(fragment) for fragment in fragments)
    assert (manner.name in CASTING) == (not manner.entered)


def test_V2_a_stored_ballot_finds_its_manner():
    for manner in MANNERS.values():
        assert manner_of(Ballot(method=manner.method, on_paper=manner.on_paper)) is manner


def test_V1_without_a_text_a_ballot_binds_to_its_question_and_terms():
    digest = Ballot.digest_of(None, "Qui préside ?", {"candidates": ["A", "B"]})
    assert digest != Ballot.digest_of(None, "Qui préside ?", {"candidates": ["A", "C"]})
    assert len(digest) == 64


@pytest.mark.django_db
def test_V1_a_vote_for_or_against_has_a_text(at):
    world = found()
    with pytest.raises(Refused, match="porte sur un texte"):
        open_ballot(world, reach(world, State.SCHEDULED, at), at, version=None)
