"""Who sits. Direction: people ← bodies ← terms ← composition, overview, portrait (read only) ← pages.

Profiles stand beside bodies.
"""

from .bodies import Body, College, Seat
from .composition import Composition, composition, seats_held
from .overview import Overview, overview
from .pages import CouncilPage
from .people import Person
from .portrait import Portrait, portrait
from .profiles import RulesProfile
from .terms import Membership, Office, Term

__all__ = [
    "Body",
    "College",
    "Composition",
    "CouncilPage",
    "Membership",
    "Office",
    "Overview",
    "Person",
    "Portrait",
    "RulesProfile",
    "Seat",
    "Term",
    "composition",
    "overview",
    "portrait",
    "seats_held",
]
