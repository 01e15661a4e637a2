"""Accounts open by invitation: a link in the person's language that works once."""

import re

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.urls import reverse

from accounts.groups import prepare_groups
from accounts.models import User
from accounts.rules import is_clerk
from accounts.services import invite
from common.lifecycle import Refused
from tests.accounts.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def invited(mailoutbox, django_capture_on_commit_callbacks):
    def run(**given):
        with django_capture_on_commit_callbacks(execute=True):
            invite(**given)
        return mailoutbox[-1]

    return run


def link(mail):
    return re.search(r"https?://[^/]+(/\S+)", mail.body)[1]


def choose(client, address, password=PASSWORD):
    """Open the link and choose a password, as a browser would."""
    form = client.get(address, follow=True)
    return client.post(form.request["PATH_INFO"], {"password1": password, "password2": password})


def test_an_invitation_carries_a_link_that_works_once(client, invited):
    mail = invited(email="Odile@Exemple.fr", first_name="Odile", last_name="Weiss")
    assert mail.to == ["odile@exemple.fr"]
    assert "Odile Weiss" in mail.body
    assert choose(client, link(mail)).status_code == 302
    assert User.objects.get().check_password(PASSWORD)
    client.logout()
    again = client.get(link(mail), follow=True)
    assert again.context["token_fail"]
    assert client.post(reverse("account_login"), {"login": "odile@exemple.fr", "password": PASSWORD}).status_code == 302


def test_inviting_again_sends_another_link_as_long_as_no_password_was_chosen(client, invited):
    first = invited(email="odile@exemple.fr")
    invited(email="ODILE@exemple.fr")
    assert User.objects.count() == 1
    choose(client, link(first))
    with pytest.raises(Refused, match="existe déjà"):
        invite(email="odile@exemple.fr")


def test_a_closed_account_is_not_reopened_by_an_invitation():
    user = UserFactory(is_active=False, email="odile@exemple.fr")
    with pytest.raises(Refused):
        invite(email=user.email)


def test_the_invitation_says_how_long_the_link_is_good(invited, settings):
    settings.PASSWORD_RESET_TIMEOUT = 3 * 86400
    assert "3 jours" in invited(email="odile@exemple.fr").body


def test_the_subject_is_one_line_without_markup(invited, settings):
    settings.COUNCIL_NAME = "Conseil de l’ESS & Cie"
    assert invited(email="odile@exemple.fr").subject.startswith("Votre compte au Conseil de l’ESS & Cie")


def test_preparing_groups_twice_changes_nothing():
    prepare_groups(kept=["council"], seen=["register"])
    secretariat = UserFactory(clerk=True)
    before = secretariat.get_all_permissions()
    prepare_groups(kept=["council"], seen=["register"])
    again = User.objects.get(pk=secretariat.pk)
    assert again.get_all_permissions() == before
    assert again.has_perms(["council.add_term", "register.view_entry", "wagtailadmin.access_admin"])
    assert not again.has_perm("register.add_entry")
    assert not again.has_perm("council.delete_term")


def test_the_liaison_has_no_back_office():
    prepare_groups(kept=["council"], seen=[])
    assert not UserFactory(liaison=True).has_perm("wagtailadmin.access_admin")


def test_an_address_has_one_account_whatever_its_case():
    UserFactory(email="odile@exemple.fr")
    with pytest.raises(IntegrityError, match="one_account_per_address"):
        UserFactory(email="ODILE@exemple.fr")


def test_the_first_clerk_is_invited_from_the_command_line(client, capsys):
    call_command("invite", "sylvie@exemple.fr", "--group", "secretariat", "--first-name", "Sylvie")
    address = re.search(r"https?://[^/]+(/\S+)", capsys.readouterr().out)[1]
    choose(client, address)
    assert is_clerk(User.objects.get(email="sylvie@exemple.fr"))
    with pytest.raises(CommandError, match="existe déjà"):
        call_command("invite", "sylvie@exemple.fr", "--group", "liaison")
