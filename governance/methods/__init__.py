"""Every way of voting that the product conducts, in one table: what sets one apart from another (RULES V2).

To add a method: write its `Manner` here, its verb of casting beside the others in `services.casting`, its answer to a
post in `views.voting.CASTING`, how the minutes tell it in `deliberations.minutes.ballots.TOLD`, and three fragments
under its name: `governance/_vote_NAME.html` (the vote page), `deliberations/_desk_NAME.html` (the desk while it is
open) and `governance/_record_NAME.html` (the public page once it is closed). How it is counted is in
`governance.voting`, how its public file is read in `governance.ballot_file`. One that has no for and against also says
its rule and its outcome in `governance.presenters.figures`, its figures in `deliberations.presenters.ballots`, and its
tables in `deliberations.minutes.ballots.TABLES`.
"""

from . import consent, election, hands, named, preference, secret
from .election import first_terms, next_terms, number_of
from .manner import Manner
from .offered import tidy
from .preference import default_scale

__all__ = [
    "MANNERS",
    "Manner",
    "default_scale",
    "first_terms",
    "goes_on",
    "manner_of",
    "named_manner",
    "next_terms",
    "number_of",
    "tidy",
]

MANNERS: dict[str, Manner] = {
    manner.name: manner
    for manner in (
        named.ROLL_CALL,
        hands.SHOW_OF_HANDS,
        secret.SECRET,
        secret.SECRET_ON_PAPER,
        consent.CONSENT,
        preference.PREFERENCE,
        preference.PREFERENCE_ON_PAPER,
        election.ELECTION,
        election.ELECTION_ON_PAPER,
    )
}


def manner_of(ballot) -> Manner:
    """How a stored ballot is held."""
    return next(m for m in MANNERS.values() if (m.method, m.on_paper) == (ballot.method, ballot.on_paper))


def goes_on(ballot) -> bool:
    """Whether a closed ballot decided its round only, so that another round may follow."""
    return ballot.outcome != "" and ballot.outcome == manner_of(ballot).inconclusive


def named_manner(name) -> Manner | None:
    """The manner of that name, or None where the product does not conduct it."""
    return MANNERS.get(name)
