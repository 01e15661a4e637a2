"""The public ballot file "coconseil-ballot/1": read strictly, written exactly (RULES V13; docs/recount.md).

`parse` takes what JSON holds and gives values, or names the first field that is wrong; `compose` is its inverse.
`fields` knows types and paths, `reading` and `writing` know the form, `ballot` is what lies between them.
"""

from .ballot import FORMAT, Ballot, Consent, Election
from .fields import MalformedBallot, load, printable, shown
from .reading import parse
from .writing import compose

__all__ = [
    "FORMAT",
    "Ballot",
    "Consent",
    "Election",
    "MalformedBallot",
    "compose",
    "load",
    "parse",
    "printable",
    "shown",
]
