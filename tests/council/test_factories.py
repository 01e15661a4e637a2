"""The factories other floors build on give what their names promise."""

import pytest

from accounts.rules import is_clerk, is_liaison
from council.models import composition
from tests.accounts.factories import PASSWORD, UserFactory

from .factories import START, OfficeFactory, PlenaryFactory, ProfileFactory, TermFactory

pytestmark = pytest.mark.django_db


def test_traits_of_accounts_give_their_functions():
    assert is_clerk(UserFactory(clerk=True))
    assert is_liaison(UserFactory(liaison=True))
    assert UserFactory().check_password(PASSWORD)


def test_terms_share_one_plenary_and_appear_in_its_composition():
    TermFactory.create_batch(3, with_account=True)
    OfficeFactory(co_chair=True)
    read = composition(PlenaryFactory(), START)
    assert (read.in_exercise, len(read.co_chairs)) == (3, 1)


def test_a_profile_of_each_family_can_be_made():
    assert ProfileFactory().vote_base == "present"
    assert ProfileFactory(family="assembly", tie="rejected").tie == "rejected"
    assert ProfileFactory(family="consent").decides_by_consent
