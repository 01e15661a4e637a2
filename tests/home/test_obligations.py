"""What a public site owes: accessibility said as it is, who publishes, what is kept about people, a map."""

import re
from datetime import date
from fnmatch import fnmatch

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from council.models import Person
from home.groups import open_groups
from home.models import HomePage, ProsePage, SiteIdentity
from home.obligations.conformity import Conformity, conformity, expiry
from home.obligations.data_map import DATA_MAP
from tests.governance.factories import ThemeFactory

DAY = date(2026, 3, 24)
OWED = ("accessibility", "legal", "privacy", "contact", "plan")
SECTIONS = (  # the order that the decree asks for
    "État de conformité", "Résultats des tests", "Contenus non accessibles", "Établissement de cette déclaration",
    "Retour d’information et contact", "Voies de recours",
)  # fmt: skip


def text_of(client, name, prefix=""):
    response = client.get(prefix + reverse(f"home:{name}"))
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.mark.parametrize(
    ("met", "audited_on", "said"),
    [
        (None, None, Conformity.NONE), (100, DAY, Conformity.TOTAL), (99, DAY, Conformity.PARTIAL),
        (50, DAY, Conformity.PARTIAL), (49, DAY, Conformity.NONE), (0, DAY, Conformity.NONE),
        (100, date(2023, 3, 25), Conformity.TOTAL), (100, date(2023, 3, 24), Conformity.NONE),
        (100, date(2026, 3, 25), Conformity.NONE), (100, None, Conformity.NONE), (None, DAY, Conformity.NONE),
    ],
)  # fmt: skip
def test_the_mention_follows_the_audit_and_nothing_else(met, audited_on, said):
    assert conformity(met, audited_on, DAY) == said


def test_an_audit_of_the_29th_of_february_ends_with_the_month():
    assert expiry(date(2024, 2, 29)) == date(2027, 3, 1)


@pytest.mark.django_db
def test_a_site_without_audit_says_that_it_does_not_conform_on_every_page(client):
    declaration = text_of(client, "accessibility")
    assert "Accessibilité : non conforme" in declaration
    assert "Aucun audit n’a été mené" in declaration
    for path in ("/", "/recommandations/", "/en/"):
        assert re.search(r"(non conforme|not compliant)", client.get(path).content.decode()), path


@pytest.mark.django_db
def test_the_declaration_has_the_contents_of_the_decree_in_their_order(client):
    declaration = text_of(client, "accessibility")
    places = [declaration.index(section) for section in SECTIONS]
    assert places == sorted(places)
    assert "Défenseur des droits" in declaration


@pytest.mark.django_db
def test_what_the_audit_found_is_shown(client, now):
    SiteIdentity(
        audited_on=date(2026, 1, 12), criteria_met=84, auditor="Atelier d’essai",
        not_accessible="Les plans n’ont pas d’équivalent.\nUn tableau sans en-tête.",
    ).save()  # fmt: skip
    declaration = text_of(client, "accessibility")
    assert "partiellement conforme" in declaration
    for words in ("84 %", "Atelier d’essai", "Un tableau sans en-tête.", "12 janvier 2029"):
        assert words in declaration, words
    assert "partiellement conforme" in client.get("/").content.decode()


@pytest.mark.django_db
def test_an_audit_that_is_over_counts_no_longer(client, now):
    SiteIdentity(audited_on=date(2022, 1, 12), criteria_met=100).save()
    assert "n’est plus valable" in text_of(client, "accessibility")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "values", [{"criteria_met": 80}, {"audited_on": DAY}, {"audited_on": DAY, "criteria_met": 101}]
)
def test_half_an_audit_is_refused_by_the_form_and_by_the_table(values):
    with pytest.raises(ValidationError):
        SiteIdentity(**values).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        SiteIdentity(**values).save()


@pytest.mark.django_db
@pytest.mark.parametrize("name", OWED)
@pytest.mark.parametrize("prefix", ["", "/en", "/de"])
def test_each_page_stands_in_each_language_and_writes_nothing(client, name, prefix):
    text_of(client, name, prefix)
    assert not SiteIdentity.objects.exists()


@pytest.mark.django_db
def test_the_publisher_is_named_or_said_to_be_missing(client):
    assert text_of(client, "legal").count("À compléter") == 3
    SiteIdentity(publisher="Ville d’essai", director="Le maire", hosting="Un hébergeur").save()
    page = text_of(client, "legal")
    assert "À compléter" not in page
    assert page.index("Ville d’essai") < page.index("Le maire") < page.index("Un hébergeur")


@pytest.mark.django_db
def test_what_editors_add_at_the_same_address_follows(client):
    page = ProsePage.objects.get(slug="mentions-legales")
    page.body = [("heading", "Crédits"), ("text", "<p>Photographies : le secrétariat.</p>")]
    page.save()
    assert text_of(client, "legal").index("Réutilisation") < text_of(client, "legal").index("Photographies")


@pytest.mark.django_db
def test_the_first_pages_no_longer_ask_to_be_written(client):
    for name in ("accessibility", "legal"):
        assert "Cette page est à rédiger" not in text_of(client, name)


@pytest.mark.django_db
def test_the_contact_page_says_where_to_write(client):
    assert "dès qu’elles seront enregistrées" in text_of(client, "contact")
    SiteIdentity(email="bureau@exemple.fr", phone="03 00 00 00 00").save()
    assert "bureau@exemple.fr" in text_of(client, "contact")


# --- G1: every personal field is in the data map ---

NAMES = {"first_name", "last_name", "civility", "biography", "phone", "birth_date", "needs"}
OURS = {"home", "council", "governance", "deliberations", "engagement", "territory", "register", "accounts"}
# An address or a telephone of the publisher, and a site's name, are nobody's.
NOBODY_S = {"home.SiteIdentity.email", "home.SiteIdentity.phone"}


def personal_fields():
    """Every field that names somebody: a link to an account or a person, an address, a name."""
    for model in apps.get_models():
        label = model._meta.label
        for field in model._meta.get_fields():
            if field.concrete and names_somebody(field, model._meta.app_label):
                yield f"{label.replace('.Historical', '.')}.{field.name}"


def names_somebody(field, app):
    if field.related_model in (User, Person) and not field.auto_created:
        return True
    if isinstance(field, models.EmailField | models.GenericIPAddressField):
        return True
    return app in OURS and field.name in NAMES


def covers(line, name):
    return any(fnmatch(name, pattern) for pattern in line.fields)


def test_G1_every_personal_field_is_in_the_data_map():
    missing = {name for name in personal_fields() if not any(covers(line, name) for line in DATA_MAP)}
    assert missing - NOBODY_S == set()


def test_the_data_map_names_only_fields_that_exist():
    known = {f"{m._meta.label}.{f.name}" for m in apps.get_models() for f in m._meta.get_fields()}
    dead = [
        pattern for line in DATA_MAP for pattern in line.fields if not any(fnmatch(name, pattern) for name in known)
    ]
    assert dead == []


def test_a_personal_field_that_nobody_declared_is_noticed():
    assert not any(covers(line, "engagement.Registration.person") for line in DATA_MAP)
    assert names_somebody(models.EmailField(name="email"), "engagement")


@pytest.mark.django_db
def test_the_privacy_page_is_the_data_map(client):
    page = text_of(client, "privacy").replace("&#x27;", "'")
    for line in DATA_MAP:
        for words in (line.what, line.why, line.how_long, line.seen_by):
            assert str(words) in page


# --- the map of the site ---


@pytest.mark.django_db
def test_the_map_shows_what_everybody_may_read_and_costs_the_same_for_many_pages(client):
    home = HomePage.objects.get()
    home.add_child(instance=ProsePage(slug="fonctionnement", title="Comment on fait"))
    home.add_child(instance=ProsePage(slug="ebauche", title="Une ébauche", live=False))
    ThemeFactory(name="Habitat", slug="habitat")
    page = text_of(client, "plan")
    for words in ("Comment on fait", "Habitat", "Registre des actes", "Données personnelles"):
        assert words in page
    assert "Une ébauche" not in page

    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("home:plan"))
        return len(queries)

    few = asked()
    for n in range(20):
        home.add_child(instance=ProsePage(slug=f"page-{n}", title=f"Page {n}"))
    assert asked() == few


@pytest.mark.django_db
def test_every_address_of_the_map_answers(client, world):
    links = re.findall(r'<li[^>]*><a href="([^"]+)"', client.get(reverse("home:plan")).content.decode())
    assert [path for path in links if client.get(path).status_code != 200] == []


@pytest.mark.django_db
def test_the_secretariat_keeps_the_mentions_in_the_back_office(client, world):
    open_groups()
    clerk = world.users["clerk"]
    assert clerk.has_perm("home.change_siteidentity")
    client.force_login(clerk)
    page = client.get(reverse("wagtailsettings:edit", args=["home", "siteidentity"]), follow=True)
    assert page.status_code == 200
    assert "irection de la publication" in page.content.decode()
