"""Accounts for tests, with functions held outside the council: UserFactory(clerk=True, liaison=True, editor=True)."""

import factory
from django.contrib.auth.models import Group

from accounts.models import User
from accounts.rules import EDITORS, LIAISON, SECRETARIAT

PASSWORD = "une phrase d’essai assez longue"
FUNCTIONS = {"clerk": SECRETARIAT, "liaison": LIAISON, "editor": EDITORS}


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    class Params:
        superuser = factory.Trait(is_staff=True, is_superuser=True)

    email = factory.Sequence(lambda n: f"compte{n}@exemple.fr")
    first_name = "Camille"
    last_name = factory.Sequence(lambda n: f"Compte{n}")
    password = factory.django.Password(PASSWORD)

    @classmethod
    def _create(cls, model, *args, **fields):
        groups = [group for name, group in FUNCTIONS.items() if fields.pop(name, False)]
        user = super()._create(model, *args, **fields)
        for name in groups:
            user.groups.add(Group.objects.get_or_create(name=name)[0])
        return user
