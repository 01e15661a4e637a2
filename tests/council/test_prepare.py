"""A new database is made ready for a council by one command."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command

from council.models import RulesProfile

pytestmark = pytest.mark.django_db


def test_a_database_is_prepared_once(capsys):
    call_command("prepare")
    first = list(RulesProfile.objects.values()), Group.objects.count()
    call_command("prepare")
    assert (list(RulesProfile.objects.values()), Group.objects.count()) == first
    assert RulesProfile.objects.get().family == "commission"
    assert "33 communes" in capsys.readouterr().out
