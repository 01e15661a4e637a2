"""Places and organisations for tests."""

import factory

from territory.enums import EssStatus, OrganisationKind
from territory.models import Organisation, Place


class PlaceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Place
        django_get_or_create = ["code"]

    code = factory.Sequence(lambda n: f"{67900 + n}")
    name = factory.Sequence(lambda n: f"Commune {n}")


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    class Params:
        local_government = factory.Trait(kind=OrganisationKind.LOCAL_GOVERNMENT, ess_status=EssStatus.NO)
        with_siret = factory.Trait(siret=factory.Sequence(lambda n: f"{10**13 + n}"))

    name = factory.Sequence(lambda n: f"Association {n}")
    slug = factory.Sequence(lambda n: f"association-{n}")
    kind = OrganisationKind.ASSOCIATION
    ess_status = EssStatus.YES
