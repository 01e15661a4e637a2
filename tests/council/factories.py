"""People, bodies, seats and terms for tests: everything is in force from START unless told otherwise."""

from datetime import date

import factory

from council.enums import AlternateRule, BodyKind, OfficeKind, SeatRole
from council.models import Body, College, Membership, Office, Person, RulesProfile, Seat, Term
from council.profiles import DEFAULT, shipped
from tests.accounts.factories import UserFactory
from tests.territory.factories import OrganisationFactory

START = date(2020, 1, 1)


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person

    class Params:
        with_account = factory.Trait(
            email=factory.Sequence(lambda n: f"personne{n}@exemple.fr"),
            user=factory.SubFactory(
                UserFactory,
                email=factory.SelfAttribute("..email"),
                first_name=factory.SelfAttribute("..first_name"),
                last_name=factory.SelfAttribute("..last_name"),
            ),
        )

    first_name = "Claude"
    last_name = factory.Sequence(lambda n: f"Personne{n}")
    slug = factory.Sequence(lambda n: f"claude-personne{n}")


class BodyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Body
        django_get_or_create = ["slug"]

    class Params:
        plenary = factory.Trait(kind=BodyKind.PLENARY, name="Plénière", slug="pleniere")
        bureau = factory.Trait(kind=BodyKind.BUREAU, name="Bureau", slug="bureau")

    kind = BodyKind.WORKING_GROUP
    name = factory.Sequence(lambda n: f"Groupe de travail {n}")
    slug = factory.Sequence(lambda n: f"groupe-{n}")


class PlenaryFactory(BodyFactory):
    plenary = True


class CollegeFactory(factory.django.DjangoModelFactory):
    """A college of the plenary; give `letter` to get the same one again."""

    class Meta:
        model = College
        django_get_or_create = ["body", "letter"]

    body = factory.SubFactory(PlenaryFactory)
    letter = factory.Sequence(lambda n: f"{n % 1000:03d}")
    name = factory.LazyAttribute(lambda college: f"Collège {college.letter}")


class SeatFactory(factory.django.DjangoModelFactory):
    """A voting seat of college A of the plenary, for an organisation of its own."""

    class Meta:
        model = Seat

    class Params:
        advisory = factory.Trait(votes=False)
        same_organisation = factory.Trait(alternates=AlternateRule.SAME_ORGANISATION)
        qualified_person = factory.Trait(organisation=None, alternates=AlternateRule.NONE)

    college = factory.SubFactory(CollegeFactory, letter="A")
    code = factory.Sequence(lambda n: f"{n:04d}")
    organisation = factory.SubFactory(OrganisationFactory)


class TermFactory(factory.django.DjangoModelFactory):
    """Somebody sits: TermFactory(with_account=True) signs in, TermFactory(alternate=True, seat=…) replaces."""

    class Meta:
        model = Term

    class Params:
        alternate = factory.Trait(role=SeatRole.ALTERNATE)
        advisory = factory.Trait(seat__advisory=True)
        with_account = factory.Trait(person__with_account=True)
        ended = factory.Trait(ends_on=date(2021, 12, 31), end_reason="Démission")

    seat = factory.SubFactory(SeatFactory)
    person = factory.SubFactory(PersonFactory)
    role = SeatRole.TITULAR
    starts_on = START


class OfficeFactory(factory.django.DjangoModelFactory):
    """A function in the plenary: OfficeFactory(co_chair=True), OfficeFactory(secretary=True)."""

    class Meta:
        model = Office

    class Params:
        co_chair = factory.Trait(kind=OfficeKind.CO_CHAIR)
        secretary = factory.Trait(kind=OfficeKind.SECRETARY)
        with_account = factory.Trait(person__with_account=True)

    body = factory.SubFactory(PlenaryFactory)
    person = factory.SubFactory(PersonFactory)
    kind = OfficeKind.CO_CHAIR
    starts_on = START


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    body = factory.SubFactory(BodyFactory)
    person = factory.SubFactory(PersonFactory)
    starts_on = START


class ProfileFactory(factory.django.DjangoModelFactory):
    """A shipped profile in force from START; ProfileFactory(family="assembly", tie="rejected") changes a field."""

    class Meta:
        model = RulesProfile

    family = DEFAULT
    in_force_from = START

    @classmethod
    def _create(cls, model, *args, **fields):
        return super()._create(model, *args, **(shipped(fields["family"]) | fields))
