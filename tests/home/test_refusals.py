"""What a page says when there is none to show, in each language, as it is served: debug off."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from tests.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


def said(response):
    soup = BeautifulSoup(response.content, "html.parser")
    return soup.html["lang"], len(soup.find_all("h1")), [link["href"] for link in soup.select("main a[href]")]


@pytest.mark.parametrize(("root", "language"), [("", "fr"), ("/en", "en"), ("/de", "de")])
def test_an_address_that_only_takes_forms_leads_to_the_page_above_it(client, root, language):
    client.force_login(UserFactory())
    answer = client.get(root + reverse("governance:preview"))
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert said(answer) == (language, 1, [f"{root}/recommandations/", "/"])


@pytest.mark.parametrize(("root", "language"), [("", "fr"), ("/en", "en"), ("/de", "de")])
def test_an_address_that_does_not_exist_says_so(client, root, language):
    answer = client.get(f"{root}/n-existe-pas/")
    assert answer.status_code == 404
    assert said(answer) == (language, 1, [f"{root}/recommandations/", "/"])


def test_a_form_without_its_token_is_refused_in_the_house_s_face():
    answer = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": "x"})
    assert answer.status_code == 403
    assert said(answer)[:2] == ("fr", 1)


def test_what_breaks_is_told_without_a_database(client, monkeypatch):
    monkeypatch.setattr("home.views.current_head", lambda: 1 / 0)
    client.raise_request_exception = False
    answer = client.get(reverse("home:register"))
    assert answer.status_code == 500
    assert said(answer)[1] == 1


def test_the_interface_keeps_answering_in_its_own_form(client):
    answer = client.post("/api/v1/recommendations")
    assert answer.status_code == 405
    assert b"<html" not in answer.content
