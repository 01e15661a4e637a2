"""Who sits. Direction: people ← bodies ← terms ← composition (reading) ← pages; profiles stand beside bodies."""

from .bodies import Body, College, Seat
from .composition import Composition, composition, seats_held
from .pages import CouncilPage
from .people import Person
from .profiles import RulesProfile
from .terms import Membership, Office, Term

__all__ = [
    "Body",
    "College",
    "Composition",
    "CouncilPage",
    "Membership",
    "Office",
    "Person",
    "RulesProfile",
    "Seat",
    "Term",
    "composition",
    "seats_held",
]
