"""RULES D1, D3: actors come in by SIRET, else by name, and what people corrected stays."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError

from territory.models import Organisation, Place
from territory.services import find_organisation, load_places, upsert_organisation, written_by_hand
from tests.accounts.factories import UserFactory
from tests.territory.factories import OrganisationFactory, PlaceFactory

pytestmark = pytest.mark.django_db

SIRET, OTHER = "34167211068405", "21430443244516"


@pytest.fixture
def upsert(at):
    return lambda **given: upsert_organisation(by=None, at=at, **given)


def test_D1_an_organisation_is_known_by_its_siret_spaces_or_not(upsert):
    made, was = upsert(name="Ville de Strasbourg", siret="341 672 110 68405")
    assert (made.siret, was) == (SIRET, "created")
    assert upsert(name="Strasbourg (ville)", siret=SIRET)[0] == made


@pytest.mark.parametrize("name", ["association velo & cie", "ASSOCIATION VÉLO ET CIE", "Association  Vélo, Cie"])
def test_D1_without_siret_the_name_decides_without_accents_case_or_punctuation(upsert, name):
    made, _was = upsert(name="Association Vélo & Cie")
    assert (find_organisation(name=name) == made) == ("ET" not in name)


def test_D1_two_sirets_of_one_name_are_two_establishments(upsert):
    first, _was = upsert(name="Les Scop", siret=SIRET)
    second, was = upsert(name="Les Scop", siret=OTHER)
    assert (was, second.slug) == ("created", "les-scop-2")
    assert upsert(name="Les Scop")[0] == first


def test_D1_a_siret_that_is_no_siret_is_refused(upsert):
    with pytest.raises(ValidationError, match="quatorze chiffres"):
        upsert(name="Les Scop", siret="123")


def test_D3_an_import_fills_in_and_refreshes_what_no_one_touched(upsert):
    upsert(name="URSIEA")
    organisation, was = upsert(name="URSIEA", siret=SIRET, short_name="URS")
    assert (organisation.siret, organisation.short_name, was) == (SIRET, "URS", "changed")
    assert upsert(name="URSIEA", siret=SIRET, short_name="U")[0].short_name == "U"


def test_D3_an_import_never_overwrites_what_a_person_wrote(upsert):
    organisation, _was = upsert(name="Stadt Kehl", short_name="Kehl")
    organisation.short_name = "Ville de Kehl"
    organisation.save()
    assert written_by_hand(organisation, "short_name")
    assert not written_by_hand(organisation, "name")
    again, was = upsert(name="Stadt Kehl", short_name="Kehl", description="Voisine")
    assert (again.short_name, again.description, was) == ("Ville de Kehl", "Voisine", "changed")


def test_D3_what_a_person_created_stays_theirs(upsert):
    OrganisationFactory(name="Stadt Kehl", slug="stadt-kehl", kind="foreign_public")
    kept, was = upsert(name="STADT KEHL", kind="association")
    assert (kept.name, kept.kind, was) == ("Stadt Kehl", "foreign_public", "same")


def test_E2_a_second_import_changes_nothing(upsert):
    upsert(name="URSIEA", siret=SIRET)
    organisation, was = upsert(name="URSIEA", siret=SIRET)
    assert (was, organisation.history.count()) == ("same", 1)


def test_an_import_says_who_brought_it_in(at):
    clerk = UserFactory(clerk=True)
    organisation, _was = upsert_organisation(name="URSIEA", by=clerk, at=at)
    row = organisation.history.get()
    assert (row.history_user, row.history_date) == (clerk, at)


def test_the_33_communes_come_in_and_again(capsys):
    call_command("import_places")
    call_command("import_places")
    assert Place.objects.count() == 33 == load_places()
    assert Place.objects.get(code="67482").name == "Strasbourg"
    assert capsys.readouterr().out.startswith("33 communes")


def test_siret_absent_or_fourteen_digits():
    with pytest.raises(IntegrityError, match="siret_absent_or_fourteen_digits"):
        OrganisationFactory(siret="3416721106840A")


def test_organisation_has_a_name():
    with pytest.raises(IntegrityError, match="organisation_has_a_name"):
        OrganisationFactory(name="")


def test_a_siret_belongs_to_one_organisation():
    OrganisationFactory(siret=SIRET)
    with pytest.raises(IntegrityError, match="siret"):
        OrganisationFactory(siret=SIRET)


def test_organisations_of_the_ess_are_those_said_to_be():
    ours = OrganisationFactory()
    OrganisationFactory(local_government=True)
    assert list(Organisation.objects.ess()) == [ours]
    assert ours.label == ours.name
    assert str(PlaceFactory(name="Kehl")) == "Kehl"
