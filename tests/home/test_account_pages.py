"""Signing in, out and choosing a password, in each language; what one needs an account for leads there."""

import pytest
from django.urls import reverse
from django.utils import translation

from tests.accounts.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
LANGUAGES = ("fr", "en", "de")
OPEN_TO_ALL = (
    "account_login",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
)
SIGNED_IN = ("account_logout", "account_change_password", "account_reauthenticate", "mfa_index")


def address(name, language, *args):
    with translation.override(language):
        return reverse(name, args=args)


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", OPEN_TO_ALL)
def test_what_leads_to_an_account_is_in_the_language_of_its_address(client, name, language):
    page = read(client, address(name, language))
    assert f'<html lang="{language}"' in page
    for other in LANGUAGES:
        assert f'href="{address(name, other)}"' in page, "the language menu leads to the same page"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SIGNED_IN)
def test_the_pages_of_an_account_are_in_the_language_of_their_address(client, name, language):
    client.post(address("account_login", "fr"), {"login": UserFactory().email, "password": PASSWORD})
    assert f'<html lang="{language}"' in read(client, address(name, language))


@pytest.mark.parametrize(("prefix", "language"), [("", "fr"), ("/en", "en"), ("/de", "de")])
def test_signing_in_leads_to_the_desk_in_the_same_language_and_out_again(client, prefix, language):
    asked = client.get(f"{prefix}/espace/")
    assert asked.url == f"{prefix}/compte/login/?next={prefix}/espace/"
    signed = client.post(asked.url, {"login": UserFactory(first_name="Odile").email, "password": PASSWORD})
    assert signed.url == f"{prefix}/espace/"
    assert "Odile" in read(client, signed.url)
    assert client.post(f"{prefix}/compte/logout/").status_code == 302
    assert client.get(f"{prefix}/espace/").status_code == 302


def test_a_wrong_password_says_so_and_keeps_the_address(client):
    page = client.post("/compte/login/", {"login": UserFactory().email, "password": "autre"})
    assert page.status_code == 200
    assert 'role="alert"' in page.content.decode() or "error" in page.content.decode()
    assert "@exemple.fr" in page.content.decode()


def test_the_back_office_sends_to_the_one_place_for_signing_in(client):
    assert client.get("/gestion/").url == "/compte/login/?next=/gestion/"
    client.force_login(UserFactory(superuser=True))
    assert client.get("/gestion/").status_code == 200


def test_the_account_of_a_signed_in_person_signing_in_again_leads_to_the_desk(client):
    client.force_login(UserFactory())
    assert client.get("/compte/login/").url == "/espace/"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_forgotten_password_is_chosen_again_through_a_link_in_the_same_language(client, mailoutbox, language):
    user = UserFactory()
    client.post(address("account_reset_password", language), {"email": user.email})
    link = next(word for word in mailoutbox[-1].body.split() if "/password/reset/key/" in word)
    assert address("account_login", language).removesuffix("login/") in link
    form = client.get(link.removeprefix("http://testserver"), follow=True)
    client.post(
        form.request["PATH_INFO"],
        {"password1": "une autre phrase bien longue"} | {"password2": "une autre phrase bien longue"},
    )
    user.refresh_from_db()
    assert user.check_password("une autre phrase bien longue")


def test_nobody_opens_an_account_alone(client):
    page = read(client, "/compte/signup/")
    assert "<form" not in page.partition("<main")[2].partition("</main>")[0]
