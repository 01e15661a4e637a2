"""Real ballots, recounted: their published counts give their published majority and outcome (RULES V13).

Counts as proclaimed in session and published by the assemblies concerned; facts, not texts.
"""

from fractions import Fraction

import pytest

from governance.voting import Base, Electorate, Rule, decide

from .ballots import NO_QUORUM_RULE, counts

# Constitution, art. 89: three fifths of the votes expressed.
CONGRESS = Rule(threshold=Fraction(3, 5), strict=False, quorum=NO_QUORUM_RULE)
# Constitution, art. 49: a majority of the members, only votes in favour being counted.
CENSURE = Rule(base=Base.ENTITLED, quorum=NO_QUORUM_RULE)


@pytest.mark.parametrize(
    ("rule", "entitled", "cast", "needed", "outcome"),
    [
        pytest.param(CONGRESS, 906, counts(560, 181, 152), 445, "adopted", id="Congrès, 4 février 2008"),
        pytest.param(CONGRESS, 906, counts(539, 357, 9), 538, "adopted", id="Congrès, 21 juillet 2008"),
        pytest.param(CONGRESS, 925, counts(780, 72, 50), 512, "adopted", id="Congrès, 4 mars 2024"),
        pytest.param(CENSURE, 573, counts(278), 287, "rejected", id="censure, 20 mars 2023"),
        pytest.param(CENSURE, 574, counts(331), 288, "adopted", id="censure, 4 décembre 2024"),
        pytest.param(CENSURE, 577, counts(271), 289, "rejected", id="censure, 16 octobre 2025"),
    ],
)
def test_V13_published_ballots_are_recounted(rule, entitled, cast, needed, outcome):
    council = Electorate(entitled=entitled, present=sum(cast.values()))
    result = decide(rule, council, {"": cast}, "roll_call")
    assert (result.needed, result.outcome) == (needed, outcome)


def test_V13_in_july_2008_it_hung_on_two_votes():
    """539 for where 538 were needed: with one changed side it would still have passed, with two not."""
    council = Electorate(entitled=906, present=905)
    assert decide(CONGRESS, council, {"": counts(538, 358, 9)}, "roll_call").adopted
    assert not decide(CONGRESS, council, {"": counts(537, 359, 9)}, "roll_call").adopted
