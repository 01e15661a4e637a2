"""The back office as a clerk and a superuser find it: every record opens; what stays cannot be written there."""

from base64 import b64encode
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.forms.models import model_to_dict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from accounts.groups import prepare_groups
from council.columns import COLUMNS
from council.imports import import_members
from council.models import CouncilPage, Office, Person, RulesProfile, Term
from register.models import Entry
from register.services import record
from tests.accounts.factories import UserFactory
from tests.council.factories import (
    BodyFactory,
    CollegeFactory,
    MembershipFactory,
    OfficeFactory,
    PersonFactory,
    PlenaryFactory,
    ProfileFactory,
    SeatFactory,
    TermFactory,
)
from tests.territory.factories import OrganisationFactory, PlaceFactory

pytestmark = pytest.mark.django_db
FILE = Path(__file__).parent / "data" / "tableur-secretariat.csv"


def entry():
    return record(act="test", subject="seat A-01", actor_function="system", content={}, at=EVENING)


MAKE = {
    "person": PersonFactory,
    "body": BodyFactory,
    "college": CollegeFactory,
    "seat": SeatFactory,
    "term": TermFactory,
    "office": OfficeFactory,
    "membership": MembershipFactory,
    "rulesprofile": ProfileFactory,
    "organisation": OrganisationFactory,
    "place": PlaceFactory,
    "entry": entry,
}
READ_ONLY = ("place", "entry")
ACTS_ONLY = ("term", "office", "membership", "rulesprofile")


@pytest.fixture(autouse=True)
def evening(at):
    global EVENING
    EVENING = at


@pytest.fixture
def clerk(client):
    prepare_groups(kept=["council", "territory"], seen=["register"])
    user = UserFactory(clerk=True)
    client.force_login(user)
    return client


@pytest.fixture
def superuser(client):
    client.force_login(UserFactory(superuser=True))
    return client


@pytest.mark.parametrize("name", MAKE)
def test_every_record_opens_for_the_secretariat(name, clerk):
    made = MAKE[name]()
    for page in ("index", "inspect", "edit"):
        if page == "edit" and name in (*READ_ONLY, *ACTS_ONLY):
            continue
        address = reverse(f"{name}:{page}", args=[] if page == "index" else [made.pk])
        assert clerk.get(address).status_code == 200, page
    assert clerk.get(reverse(f"{name}:index"), {"q": "a"}).status_code == 200
    for extension in ("csv", "xlsx"):
        assert clerk.get(reverse(f"{name}:index"), {"export": extension}).status_code == 200


@pytest.mark.parametrize("name", [name for name in MAKE if name not in ("rulesprofile", "entry")])
def test_a_list_costs_the_same_for_3_and_30_rows(name, clerk):
    def cost():
        with CaptureQueriesContext(connection) as found:
            assert clerk.get(reverse(f"{name}:index"), {"p": 1}).status_code == 200
        return len(found)

    MAKE[name].create_batch(3)
    clerk.get(reverse(f"{name}:index"))
    with_three = cost()
    MAKE[name].create_batch(27)
    assert cost() == with_three


@pytest.mark.parametrize("name", [name for name in MAKE if name not in READ_ONLY])
def test_the_form_of_a_new_record_opens_for_the_secretariat(name, clerk):
    assert clerk.get(reverse(f"{name}:add")).status_code == 200


@pytest.mark.parametrize(
    ("name", "door"),
    [(name, door) for name in READ_ONLY for door in ("add", "edit", "delete")]
    + [(name, door) for name in ACTS_ONLY for door in ("edit", "delete")]
    + [(name, "delete") for name in ("person", "body", "college", "seat", "organisation")],
)
def test_A1_C6_what_stays_cannot_be_written_even_by_a_superuser(name, door, superuser):
    made = MAKE[name]()
    address = reverse(f"{name}:{door}", args=[] if door == "add" else [made.pk])
    for response in (superuser.get(address), superuser.post(address, {})):
        assert response.status_code == 302
        assert response.url == reverse("wagtailadmin_home")
    assert type(made).objects.filter(pk=made.pk).exists()


def test_a_stranger_finds_no_back_office(client):
    client.force_login(UserFactory())
    assert client.get(reverse("term:index")).status_code == 404


def test_an_editor_keeps_pages_and_no_record(client):
    prepare_groups(kept=["council"], seen=[])
    client.force_login(UserFactory(editor=True))
    assert client.get(reverse("wagtailadmin_home")).status_code == 200
    assert client.get(reverse("term:index")).status_code == 302
    assert client.get(reverse("import_members:index")).status_code == 302


def test_seating_somebody_goes_through_the_service_and_the_register(clerk):
    seat, person = SeatFactory(), PersonFactory()
    typed = {"seat": seat.pk, "person": person.pk, "role": "titular", "starts_on": "2024-01-01"}
    assert clerk.post(reverse("term:add"), typed).url == reverse("term:index")
    assert Entry.objects.get().actor_function == "clerk"
    clerk.post(reverse("term:add"), typed)
    assert Term.objects.count() == 1


def test_E1_a_refused_seat_says_why_and_keeps_what_was_typed(clerk):
    held = TermFactory()
    typed = {"seat": held.seat.pk, "person": PersonFactory().pk, "role": "titular", "starts_on": "2024-01-01"}
    page = clerk.post(reverse("term:add"), typed | {"quality": "déléguée"}).content.decode()
    assert "déjà occupé" in page
    assert "déléguée" in page
    assert Term.objects.count() == 1


def test_C6_a_seat_once_held_keeps_what_old_minutes_say_of_it(clerk):
    term = TermFactory(ends_on=date(2024, 6, 1))
    seat, code = term.seat, term.seat.code
    typed = {"college": CollegeFactory(letter="Z").pk, "code": "Z-99", "alternates": "none"}
    assert clerk.post(reverse("seat:edit", args=[seat.pk]), typed).status_code == 302
    seat.refresh_from_db()
    assert (seat.code, seat.college.letter, seat.votes, seat.alternates) == (code, "A", True, "none")


@pytest.mark.parametrize(("field", "day"), [("removed_on", "2024-06-01"), ("created_on", "2021-01-01")])
def test_C4_a_seat_is_not_removed_nor_created_under_who_holds_it(clerk, field, day):
    seat = TermFactory(ends_on=date(2024, 6, 1)).seat
    refused = clerk.post(reverse("seat:edit", args=[seat.pk]), {"alternates": "any", field: day})
    assert field in refused.context["form"].errors
    later = {"alternates": "any", "removed_on": "2024-06-02", "created_on": "2020-01-01"}
    assert clerk.post(reverse("seat:edit", args=[seat.pk]), later).status_code == 302


def test_ending_replacing_and_correcting_a_term_are_acts_with_their_own_screen(clerk):
    term = TermFactory(ends_on=date(2029, 1, 1))
    for act in ("end", "replace", "correct"):
        assert clerk.get(reverse(f"term:{act}", args=[term.pk])).status_code == 200
    clerk.post(reverse("term:correct", args=[term.pk]), {"quality": "élue", "ends_on": "2028-01-01"})
    typed = {"person": PersonFactory().pk, "starts_on": "2024-01-01"}
    assert clerk.post(reverse("term:replace", args=[term.pk]), typed).status_code == 302
    term.refresh_from_db()
    assert (term.quality, term.ends_on) == ("élue", date(2023, 12, 31))
    new = Term.objects.exclude(pk=term.pk).get()
    clerk.post(reverse("term:end", args=[new.pk]), {"on": "2024-06-01", "reason": "Démission"})
    new.refresh_from_db()
    assert (new.ends_on, new.end_reason) == (date(2024, 6, 1), "Démission")
    assert "Démission" in clerk.get(reverse("term:inspect", args=[new.pk])).content.decode()


def test_E1_a_refused_act_keeps_what_was_typed(clerk):
    term = TermFactory()
    page = clerk.post(reverse("term:end", args=[term.pk]), {"on": "2019-01-01", "reason": "Décès"})
    assert page.status_code == 200
    assert "ne peut précéder" in page.content.decode()
    assert "Décès" in page.content.decode()


def test_an_act_needs_the_permission_to_change(client):
    prepare_groups(kept=[], seen=["council"])
    client.force_login(UserFactory(clerk=True))
    assert client.get(reverse("term:end", args=[TermFactory().pk])).status_code == 302


def test_naming_a_co_chair_and_ending_the_office(clerk):
    typed = {"body": PlenaryFactory().pk, "person": PersonFactory().pk, "kind": "co_chair", "starts_on": "2024-01-01"}
    assert "au titre de" in clerk.post(reverse("office:add"), typed).content.decode()
    clerk.post(reverse("office:add"), typed | {"side": "Ville"})
    office = Office.objects.get()
    clerk.post(reverse("office:end", args=[office.pk]), {"on": "2025-01-01"})
    office.refresh_from_db()
    assert office.ends_on == date(2025, 1, 1)


def test_a_new_person_gets_an_address_and_may_be_invited(clerk, mailoutbox, django_capture_on_commit_callbacks):
    typed = {"civility": "F", "first_name": "Odile", "last_name": "Weiß", "email": "odile@exemple.fr"}
    clerk.post(reverse("person:add"), typed)
    person = Person.objects.get(slug="odile-weiss")
    with django_capture_on_commit_callbacks(execute=True):
        clerk.post(reverse("person:invite", args=[person.pk]), {"language": "de"})
    person.refresh_from_db()
    assert person.user.language == "de"
    assert mailoutbox[0].to == ["odile@exemple.fr"]


def test_a_new_version_of_the_rules_is_adopted_from_a_form(clerk):
    fields = model_to_dict(ProfileFactory()) | {"in_force_from": "2027-01-01", "notice_days": 10}
    typed = {name: value for name, value in fields.items() if name != "id" and value is not False}
    assert clerk.post(reverse("rulesprofile:add"), typed).status_code == 302
    assert RulesProfile.objects.first().notice_days == 10


def test_a_siret_is_taken_with_its_spaces_and_checked(clerk):
    typed = {"name": "Ville de Strasbourg", "kind": "local_government", "ess_status": "no"}
    refused = clerk.post(reverse("organisation:add"), typed | {"siret": "123"})
    assert "14 chiffres" in refused.content.decode()
    clerk.post(reverse("organisation:add"), typed | {"siret": "341 672 110 68405"})
    page = clerk.get(reverse("organisation:index"), {"q": "34167211068405"}).content.decode()
    assert "Ville de Strasbourg" in page


def test_E2_importing_checks_first_then_asks_then_writes(clerk):
    address = reverse("import_members:index")
    assert clerk.get(address).status_code == 200
    page = clerk.post(address, {"file": SimpleUploadedFile("membres.csv", FILE.read_bytes())})
    assert page.context["report"].created == 30
    assert not Term.objects.exists()
    answer = clerk.post(address, {"content": page.context["content"]})
    assert answer.url == reverse("term:index")
    assert Term.objects.count() == 30
    assert set(Entry.objects.values_list("actor_function", flat=True)) == {"clerk"}


def test_E2_a_file_already_in_leaves_nothing_to_confirm(clerk, at):
    import_members(FILE, by=None, at=at)
    page = clerk.post(reverse("import_members:index"), {"file": SimpleUploadedFile("m.csv", FILE.read_bytes())})
    assert page.context["content"] == ""
    assert "rien à importer" in page.content.decode()


def test_editors_add_prose_around_the_composition(client):
    prepare_groups(kept=[], seen=[])
    client.force_login(UserFactory(editor=True))
    page = CouncilPage.objects.get()
    assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


def test_E2_a_bad_file_is_reported_and_cannot_be_confirmed(clerk):
    address = reverse("import_members:index")
    bad = "Collège;Siège;Prénom;Nom;Début\nRéseaux;B-01;Odile;Weiss;hier".encode()
    page = clerk.post(address, {"file": SimpleUploadedFile("membres.csv", bad)})
    assert page.context["content"] == ""
    assert "hier" in page.content.decode()
    again = clerk.post(address, {"content": b64encode(bad).decode()})
    assert not again.context["report"].ok
    assert "vide" in clerk.post(address, {"file": SimpleUploadedFile("vide.csv", b";;\n")}).content.decode()
    assert clerk.post(address, {"content": "%%%"}).status_code == 404
    assert not Person.objects.exists()


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_the_templates_to_fill_in_carry_every_heading(clerk, extension, tmp_path):
    content = clerk.get(reverse("import_members:template", args=[extension])).content
    if extension == "csv":
        headings = content.decode("utf-8-sig").strip().split(";")
    else:
        (tmp_path / "modele.xlsx").write_bytes(content)
        headings = [cell.value for cell in load_workbook(tmp_path / "modele.xlsx").worksheets[0][1]]
    assert headings == [column.heading for column in COLUMNS]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("person", {"first_name": "Odile", "last_name": "Weiss"}),
        ("organisation", {"name": "Relais d’Ill", "kind": "association", "ess_status": "unknown"}),
        ("body", {"kind": "working_group", "name": "Groupe Emploi", "slug": "emploi"}),
    ],
)
def test_E3_what_is_sent_twice_is_made_once(name, typed, superuser):
    model = MAKE[name]._meta.model
    before = model.objects.count()
    for _sending in range(2):
        answer = superuser.post(reverse(f"{name}:add"), typed)
        assert answer.status_code in (200, 302)
    assert model.objects.count() == before + 1
