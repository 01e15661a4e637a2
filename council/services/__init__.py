"""The verbs of who sits: each is one transaction, writes history and the register, and takes its time as a parameter.

`by` is the account that acts (None for a command of the system), `at` the moment, `on` a day.
"""

from .bodies import add_college, add_seat
from .offices import appoint, end_office, join, leave
from .people import add_person, complete_person, find_person, open_account
from .profiles import adopt_profile, begin, profile_in_force
from .seats import correct_term, end_term, organisation_leaves, planned_end, replace, seat_person

__all__ = [
    "add_college",
    "add_person",
    "add_seat",
    "adopt_profile",
    "appoint",
    "begin",
    "complete_person",
    "correct_term",
    "end_office",
    "end_term",
    "find_person",
    "join",
    "leave",
    "open_account",
    "organisation_leaves",
    "planned_end",
    "profile_in_force",
    "replace",
    "seat_person",
]
