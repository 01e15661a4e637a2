"""What the database itself refuses of amendments, contributions and minority opinions: one breach per constraint."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction

from governance import services
from governance.models import Amendment, AmendmentWording, Contribution, MinorityOpinion
from tests.governance.drafting import in_drafting, propose
from tests.governance.factories import BallotFactory, RecommendationFactory
from tests.governance.world import found


def changed(model, **values):
    return lambda made: model.objects.filter(pk=made[model].pk).update(**values)


def added(model, **values):
    """A breach by INSERT of a copy of the stored row."""

    def breach(made):
        copy = model.objects.get(pk=made[model].pk)
        copy.pk = None
        for name, value in values.items():
            setattr(copy, name, value)
        models.Model.save_base(copy, raw=True, force_insert=True)

    return breach


BROKEN = {
    "one_number_per_amendment": added(Amendment),
    "amendment_state_is_known": changed(Amendment, state="perdu"),
    "integrated_says_in_which_version": changed(Amendment, state="integrated"),
    "amendment_says_why": changed(Amendment, reason=""),
    "one_wording_per_version": added(AmendmentWording),
    "stance_is_known": changed(Contribution, stance="tiède"),
    "contribution_says_something": changed(Contribution, text=""),
    "hidden_says_who_and_why": changed(Contribution, hidden_reason="Injure."),
    "one_opinion_per_voter": added(MinorityOpinion),
    "opinion_says_something": added(MinorityOpinion, text="", person_id=0),
}
UNIQUE = {
    "one_number_per_amendment": "governance_amendment.recommendation_id, governance_amendment.sequence",
    "one_wording_per_version": "governance_amendmentwording.amendment_id, governance_amendmentwording.version_id",
    "one_opinion_per_voter": "governance_minorityopinion.ballot_id, governance_minorityopinion.person_id",
}


@pytest.fixture
def made(at):
    """One stored row of each model, by model."""
    world = found()
    text = in_drafting(world, at)
    amendment = propose(world, text, "10 %", "20 %", at)
    said = services.contribute(text, stance="for", text="Il est temps.", by=world.users["member1"], at=at)
    voted = RecommendationFactory(world=world, at=at, scheduled=True)
    votes = {"author": "for", "rapporteur": "for", "co_chair": "for", "member0": "for", "member1": "against"}
    ballot = BallotFactory(world=world, recommendation=voted, at=at, votes=votes)
    opinion = services.attach_opinion(ballot, text="Trop peu.", by=world.users["member1"], at=at + timedelta(days=1))
    return {
        Amendment: amendment, AmendmentWording: amendment.wording, Contribution: said, MinorityOpinion: opinion,
    }  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("constraint", BROKEN)
def test_the_database_holds(constraint, made):
    """SQLite names the columns of a unique constraint, PostgreSQL its name."""
    name = UNIQUE.get(constraint, constraint) if connection.vendor == "sqlite" else constraint
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        BROKEN[constraint](made)


@pytest.mark.django_db
def test_E1_a_constraint_speaks_in_words_to_who_fills_a_form(made):
    amendment = made[Amendment]
    amendment.reason = ""
    with pytest.raises(ValidationError, match="Un amendement est motivé"):
        amendment.validate_constraints()
