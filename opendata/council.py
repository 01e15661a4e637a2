"""People and organisations that anybody may know of, read in a constant number of queries."""

from django.db.models import Prefetch, Q

from council.models import Membership, Office, Person, Term
from territory.models import Organisation


def people_asked(asked):
    """The people of a list, by name; `asked`: opendata.api.council.PeopleAsked."""
    people = Person.objects.public().order_by("last_name", "first_name", "pk")
    if asked.on is None and asked.college is None:
        return people
    terms = Term.objects.in_force(asked.on) if asked.on else Term.objects.all()
    if asked.college:
        terms = terms.filter(seat__college__letter=asked.college)
    return people.filter(pk__in=terms.values("person"))


def people_with_terms():
    """Everybody public with what they hold and held, the latest first."""
    return Person.objects.public().prefetch_related(
        Prefetch("terms", Term.objects.with_names().order_by("-starts_on", "seat__code")),
        Prefetch("offices", Office.objects.select_related("body").order_by("-starts_on")),
        Prefetch("memberships", Membership.objects.select_related("body").order_by("-starts_on")),
    )


def organisations():
    """Every organisation with its commune, by name."""
    return Organisation.objects.select_related("place").order_by("name", "pk")


def organisations_asked(asked):
    """The organisations of a list; `asked`: opendata.api.council.OrganisationsAsked."""
    given = {"kind": asked.kind, "ess_status": asked.ess, "place": asked.place}
    found = organisations().filter(**{field: value for field, value in given.items() if value is not None})
    return found.filter(Q(name__icontains=asked.q) | Q(short_name__icontains=asked.q)) if asked.q else found
