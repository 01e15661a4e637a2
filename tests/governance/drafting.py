"""A text in drafting with amendments, for the tests: who proposes what, in one line."""

from governance import services
from governance.models import Amendment, Recommendation, parts_of
from tests.governance.factories import RecommendationFactory

BODY = "Le conseil demande :\n\n1. de réserver deux lots ;\n2. de verser une avance de 10 % ;\n3. de publier un bilan."
RATIONALE = "Les ateliers répondent rarement seuls.\n\nIls attendent leur paiement quarante jours."


def in_drafting(world, at, **words):
    """A text in drafting, with the body and rationale that amendments below change."""
    return RecommendationFactory(world=world, at=at, drafting=True, **({"body": BODY, "rationale": RATIONALE} | words))


def propose(world, recommendation, old, new, at, *, role="member0", part="body", **given):
    """`role` wants to read `new` where the last version says `old`. Returns the Amendment."""
    version = recommendation.versions.latest("number")
    text = parts_of(version)
    assert old in text[part]
    text[part] = text[part].replace(old, new, 1)
    return services.propose(
        recommendation, version=version, **text, **({"reason": "Plus juste."} | given), by=world.users[role], at=at
    )


def step(world, name, amendment, at, *, role="rapporteur", note=""):
    """Take a step with an amendment, as one of the roles."""
    return services.step_amendment(name, amendment, by=world.users[role], at=at, note=note)


def fresh(record):
    """The record as the database has it now."""
    return type(record).objects.get(pk=record.pk)


def states(recommendation):
    """{label: state} of every amendment of a text."""
    return {a.label: a.state for a in Amendment.objects.filter(recommendation=recommendation)}


def last(recommendation):
    return Recommendation.objects.get(pk=recommendation.pk).versions.latest("number")
