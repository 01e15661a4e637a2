"""What editors call the council, its colours and menus: on every page, in messages and documents."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from common.identity import identity
from common.mail import Mail, message
from home.demo.drawing import drawn
from home.groups import open_groups
from home.identity import lines_of
from home.models import CouncilImage, ProsePage, SiteIdentity
from home.wagtail_hooks import council_identity
from tests.accounts.factories import UserFactory
from tests.home.telling_pages import told

pytestmark = pytest.mark.django_db
GOOD = {"accent_light": "#1d5673", "accent_dark": "#8fc6e3"}


def page_of(client, path="/"):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def named(**values):
    kept = SiteIdentity(**values)
    kept.full_clean()
    kept.save()
    return kept


def test_the_settings_name_the_council_until_editors_do(client, settings):
    settings.COUNCIL_NAME, settings.COUNCIL_PLACE = "Conseil d’essai", "de la vallée"
    assert identity().full == "Conseil d’essai de la vallée"
    named(name="Conseil de la vie associative", place="de Colmar")
    assert identity().full == "Conseil de la vie associative de Colmar"
    page = page_of(client)
    assert "Conseil de la vie associative" in page
    assert "Conseil d’essai" not in page


def test_a_name_without_a_place_takes_none_from_the_settings():
    named(name="Conseil citoyen")
    assert identity().full == council_identity().full == "Conseil citoyen"


def test_messages_bear_the_name(mailoutbox):
    named(name="Conseil citoyen")
    message(Mail(subject="Essai", paragraphs=("Un mot.",)), to="essai@exemple.fr", language="fr").send()
    assert "Conseil citoyen" in mailoutbox[0].body


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"accent_light": "#e0a080", "accent_dark": "#8fc6e3"}, "accent_light", "Prenez-la plus foncée"),
        ({"accent_light": "#1d5673", "accent_dark": "#1d5673"}, "accent_dark", "Prenez-la plus claire"),
        ({"accent_light": "rouge", "accent_dark": "#8fc6e3"}, "accent_light", "Écrivez une couleur comme"),
    ],
)
def test_an_accent_that_cannot_be_read_is_refused_with_what_would_do(values, field, said):
    with pytest.raises(ValidationError) as refused:
        SiteIdentity(**values).full_clean()
    assert said in refused.value.message_dict[field][0]


def test_an_accent_has_both_themes_or_none():
    with pytest.raises(ValidationError):
        SiteIdentity(accent_light="#1d5673").full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        SiteIdentity(accent_light="#1d5673").save()


def test_the_accent_chosen_is_a_style_sheet_of_this_site(client):
    assert "/accent/" not in page_of(client)
    named(**GOOD)
    address = re.search(r'href="([^"]*/accent/[^"]+)"', page_of(client))[1]
    sheet = client.get(address)
    assert "--accent:light-dark(#1d5673,#8fc6e3);" in sheet.content.decode()
    assert "immutable" in sheet["Cache-Control"]
    assert client.get("/accent/red-blue.css").status_code == 404


LINK = {"label": "Actualités", "label_en": "News", "label_de": "", "address": "/conseil/"}


@pytest.mark.parametrize(
    ("prefix", "line"), [("", ("Actualités", "/conseil/")), ("/en", ("News", "/en/conseil/")),
                         ("/de", ("Actualités", "/de/conseil/"))],
)  # fmt: skip
def test_the_menus_take_the_lines_of_the_editors_in_each_language(client, prefix, line):
    named(header_links=[("link", LINK)], footer_links=[("link", LINK | {"address": "https://exemple.fr/"})])
    page = page_of(client, f"{prefix}/registre/")
    label, address = line
    assert f'nav__link" href="{address}">{label}<' in page
    assert f'<li><a href="https://exemple.fr/">{label}</a></li>' in page.partition("<footer")[2]


def test_an_added_line_is_marked_where_one_is(client, world):
    named(header_links=[("link", LINK | {"address": "/registre/"})])
    assert 'nav__link" href="/registre/" aria-current="true"' in page_of(client, "/registre/")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//ailleurs.fr/", "actualites/", "http://exemple.fr/"])
def test_an_address_that_leads_nowhere_safe_is_refused(address):
    menu = SiteIdentity._meta.get_field("header_links").stream_block
    with pytest.raises(ValidationError):
        menu.clean(menu.normalize([("link", LINK | {"address": address})]))


def test_a_menu_without_lines_is_empty():
    assert lines_of(SiteIdentity().header_links) == []


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Wagtail's temporary file
def test_the_logo_takes_the_place_of_the_mark(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = ImageFile(drawn("logo", width=320, height=160), name="logo.png")
    named(logo=CouncilImage.objects.create(title="Logo", file=file))
    page = page_of(client)
    assert 'class="brand__logo"' in page
    assert 'class="brand__mark"' not in page


def test_every_page_asks_once_for_all_this(client, django_assert_max_num_queries):
    named(name="Conseil citoyen", header_links=[("link", LINK)], footer_links=[("link", LINK)], **GOOD)
    with django_assert_max_num_queries(6):
        page_of(client, "/registre/")


def test_the_secretariat_keeps_it_and_editors_do_not(client):
    clerk, editor = UserFactory(clerk=True), UserFactory(editor=True)
    open_groups()
    address = reverse("wagtailsettings:edit", args=["home", "siteidentity"])
    for user, status in ((clerk, 200), (editor, 302)):
        client.force_login(user)
        assert client.get(address, follow=status == 200).status_code == status


def test_an_old_address_leads_to_the_new_one(client):
    Redirect.add_redirect("/ancienne-page/", redirect_to="/registre/")
    answered = client.get("/ancienne-page/")
    assert (answered.status_code, answered["Location"]) == (301, "/registre/")


def test_a_page_that_moves_leaves_its_address_behind(client, django_capture_on_commit_callbacks):
    page = told(title="Une nouvelle", slug="avant")
    old = page.get_url()
    page.slug = "apres"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert client.get(old)["Location"].endswith("/actualites/apres/")
    assert ProsePage.objects.filter(slug="avant").count() == 0


def test_redirects_are_kept_by_who_keeps_pages(client):
    editor = UserFactory(editor=True)
    open_groups()
    client.force_login(editor)
    assert client.get(reverse("wagtailredirects:index")).status_code == 200
