"""Functions in bodies, working groups, people and their accounts, and the rules adopted."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from common.lifecycle import AlreadyRecorded, Refused
from council.enums import OfficeKind
from council.models import Body, RulesProfile
from council.profiles import FAMILIES
from council.services import (
    add_person,
    adopt_profile,
    appoint,
    begin,
    end_office,
    find_person,
    join,
    leave,
    open_account,
    profile_in_force,
)
from register.models import Entry
from tests.accounts.factories import UserFactory
from tests.council.factories import START, BodyFactory, PersonFactory, PlenaryFactory, ProfileFactory

pytestmark = pytest.mark.django_db
LATER, END = date(2024, 1, 1), date(2026, 12, 31)


@pytest.fixture
def act(at):
    return {"by": UserFactory(clerk=True), "at": at}


def test_C5_three_co_chairs_serve_at_once_each_for_a_side(act):
    body = PlenaryFactory()
    for side in ("Ville", "Eurométropole", "CRESS"):
        appoint(body=body, person=PersonFactory(), kind=OfficeKind.CO_CHAIR, side=side, starts_on=START, **act)
    assert body.offices.in_force(LATER).count() == 3


def test_C5_a_co_chair_is_named_by_a_side_and_once(act):
    office = {"body": PlenaryFactory(), "person": PersonFactory(), "kind": OfficeKind.CO_CHAIR} | act
    with pytest.raises(Refused, match="au titre de"):
        appoint(starts_on=START, **office)
    appoint(side="Ville", starts_on=START, **office)
    with pytest.raises(AlreadyRecorded):
        appoint(side="Ville", starts_on=START, **office)
    with pytest.raises(Refused, match="exerce déjà"):
        appoint(side="Ville", starts_on=LATER, **office)
    assert Entry.objects.count() == 1


def test_C6_an_office_ends_and_stays(act):
    office = appoint(body=PlenaryFactory(), person=PersonFactory(), kind=OfficeKind.SECRETARY, starts_on=START, **act)
    end_office(office=office, on=LATER, **act)
    with pytest.raises(AlreadyRecorded):
        end_office(office=office, on=LATER, **act)
    with pytest.raises(Refused):
        end_office(office=office, on=END, **act)
    assert office.body.offices.in_force(START).count() == 1
    assert list(Entry.objects.values_list("act", flat=True)) == ["office.started", "office.ended"]


def test_one_joins_a_working_group_once_and_the_plenary_never(act):
    group, person = BodyFactory(), PersonFactory()
    with pytest.raises(Refused, match="par un siège"):
        join(body=PlenaryFactory(), person=person, starts_on=START, **act)
    membership = join(body=group, person=person, starts_on=START, **act)
    with pytest.raises(AlreadyRecorded):
        join(body=group, person=person, starts_on=START, **act)
    with pytest.raises(Refused, match="participe déjà"):
        join(body=group, person=person, starts_on=LATER, **act)
    leave(membership=membership, on=LATER, **act)
    with pytest.raises(AlreadyRecorded):
        leave(membership=membership, on=LATER, **act)
    with pytest.raises(Refused):
        leave(membership=membership, on=date(2019, 1, 1), **act)
    assert group.memberships.in_force(END).count() == 0


def test_namesakes_get_addresses_of_their_own(act):
    people = [add_person(first_name="Zoë", last_name="Müller-Weiß", **act) for _n in range(3)]
    assert [person.slug for person in people] == ["zoe-muller-weiss", "zoe-muller-weiss-2", "zoe-muller-weiss-3"]


def test_a_person_is_found_by_mail_else_by_a_name_that_no_mail_tells_apart(act):
    odile = add_person(first_name="Odile", last_name="D’Angelo", email="Odile@exemple.fr", **act)
    assert find_person(first_name="X", last_name="Y", email="ODILE@exemple.fr") == odile
    assert find_person(first_name="odile", last_name="D'ANGELO") == odile
    assert find_person(first_name="Odile", last_name="D’Angelo", email="autre@exemple.fr") is None
    add_person(first_name="Odile", last_name="D’Angelo", email="autre@exemple.fr", **act)
    assert find_person(first_name="Odile", last_name="D’Angelo") is None


def test_a_mail_belongs_to_one_person(act):
    add_person(first_name="Odile", last_name="Weiss", email="odile@exemple.fr", **act)
    with pytest.raises(ValidationError, match="autre personne"):
        add_person(first_name="Marc", last_name="Weiss", email="odile@exemple.fr", **act)


def test_an_account_is_opened_by_invitation_in_the_person_s_language(
    act, mailoutbox, django_capture_on_commit_callbacks
):
    person = PersonFactory(email="odile@exemple.fr")
    with django_capture_on_commit_callbacks(execute=True):
        user = open_account(person=person, **act)
    person.refresh_from_db()
    assert person.user == user
    assert not user.has_usable_password()
    assert [mail.to for mail in mailoutbox] == [["odile@exemple.fr"]]


def test_without_a_mail_there_is_no_account(act):
    with pytest.raises(Refused, match="adresse électronique"):
        open_account(person=PersonFactory(), **act)


@pytest.mark.parametrize("family", FAMILIES)
def test_every_shipped_profile_can_be_adopted_and_is_registered(family, act):
    profile = adopt_profile(family=family, in_force_from=START, **act)
    assert profile_in_force(START) == profile
    assert Entry.objects.get().act == "profile.adopted"


def test_a_change_of_rules_is_a_new_version_and_never_changes_the_past(act):
    before = adopt_profile(in_force_from=START, **act)
    after = adopt_profile(in_force_from=LATER, notice_days=10, answer_months=6, **act)
    assert (profile_in_force(date(2023, 12, 31)), profile_in_force(LATER)) == (before, after)
    assert (before.notice_days, after.notice_days) == (5, 10)
    assert profile_in_force(date(2019, 1, 1)) is None


def test_a_profile_refuses_what_is_no_fraction_and_a_second_version_of_a_day(act):
    with pytest.raises(ValidationError, match="fraction"):
        adopt_profile(in_force_from=START, vote_threshold="0,5", **act)
    adopt_profile(in_force_from=START, **act)
    with pytest.raises(ValidationError, match="déjà une version"):
        adopt_profile(in_force_from=START, **act)


def test_a_family_of_one_s_own_starts_from_the_default_rules(act):
    own = adopt_profile(family="maison", name="Règles maison", in_force_from=START, tie="casting_vote", **act)
    assert (own.vote_base, own.tie, own.name) == ("present", "casting_vote", "Règles maison")


def test_the_vectors_of_the_three_profiles():
    """RULES, table of profiles: what tells them apart."""
    told = {
        family: (p.notice_clear, p.quorum_strict, p.quorum_counts, p.vote_base, p.tie, p.remote_counts)
        for family in FAMILIES
        for p in [ProfileFactory(family=family)]
    }
    assert told == {
        "assembly": (True, True, "present", "expressed", "casting_vote", False),
        "commission": (False, False, "represented", "present", "rejected", True),
        "consent": (False, False, "represented", "present", "rejected", True),
    }


def test_a_council_begins_once(at):
    assert begin(at=at) == begin(at=at)
    assert (Body.objects.count(), RulesProfile.objects.count()) == (1, 1)
