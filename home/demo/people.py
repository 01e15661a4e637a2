"""Plant the council: organisations, seats, people and their terms, offices, working groups, accounts."""

from dataclasses import dataclass, field
from datetime import timedelta

from dateutil.relativedelta import relativedelta
from django.contrib.auth.models import Group
from django.utils.text import slugify

from accounts.models import User
from accounts.rules import EDITORS, LIAISON, SECRETARIAT
from council import services as council
from council.enums import BodyKind, OfficeKind
from council.models import Body, College, Membership, Person, Seat
from home.demo.material import material
from home.demo.timeline import evening, months_ago
from territory.enums import EssStatus
from territory.services import load_places, upsert_organisation

PASSWORD = "conseil-de-demonstration"
SHOWN = (  # the accounts that the demo opens to everybody: function, address
    ("coprésidence", "solveig.hartmann@exemple.fr"),
    ("coprésidence", "aurelien.westphal@exemple.fr"),
    ("coprésidence", "helene.vauthier@exemple.fr"),
    ("membre", "marthe.oberling@exemple.fr"),
    ("membre", "patrick.wendling@exemple.fr"),
    ("membre", "anouk.delattre@exemple.fr"),
    ("secrétariat", "mireille.kastner@exemple.fr"),
    ("liaison de l’assemblée", "judith.weissbecker@exemple.fr"),
    ("rédaction du site", "edith.redac@exemple.fr"),
)


@dataclass
class Cast:
    """Who is who in the demo."""

    plenary: Body
    seats: dict[str, Seat] = field(default_factory=dict)
    groups: dict[str, Body] = field(default_factory=dict)
    clerks: list[Person] = field(default_factory=list)
    co_chairs: list[Person] = field(default_factory=list)
    liaison: User | None = None

    @property
    def clerk(self):
        return self.clerks[0].user

    def holder(self, code, on):
        """Return the titular of a seat on a date, or its first one."""
        terms = self.seats[code].terms.filter(role="titular").order_by("starts_on")
        return (terms.in_force(on).first() or terms.first()).person


def address(first_name, last_name):
    """Everybody in the demo has an address of this form."""
    return f"{slugify(first_name)}.{slugify(last_name)}@exemple.fr"


def account(first_name, last_name, group=None, password=None):
    """Open an account; without a password nobody can enter it."""
    user = User.objects.create_user(
        address(first_name, last_name), password, first_name=first_name, last_name=last_name
    )
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user


def plant_people(today):
    """Plant everybody and return the Cast. The council was installed three years before `today`."""
    text = material("council")
    start = months_ago(today, text["council"]["installed_months_ago"]) - timedelta(days=30)
    at = evening(start, 10, 0)
    load_places()
    cast = Cast(plenary=council.begin(at=at))
    plant_staff(cast, text, at)
    by = cast.clerk
    organisations = {o["key"]: plant_organisation(o, by, at) for o in text["organisations"]}
    colleges = {c["letter"]: plant_college(cast, c, by, at) for c in [*text["colleges"], text["advisory"]]}
    for seat in text["seats"]:
        plant_seat(cast, seat, colleges, organisations, today, by)
    plant_offices(cast, text, start, by, at)
    return cast


def plant_staff(cast, text, at):
    """The secretariat, the assembly's liaison and an editor of the site."""
    for clerk in text["clerks"]:
        user = account(clerk["first_name"], clerk["last_name"], SECRETARIAT, PASSWORD)
        person = council.add_person(
            first_name=clerk["first_name"], last_name=clerk["last_name"], civility=clerk["civility"], by=user, at=at
        )
        Person.objects.filter(pk=person.pk).update(user=user)
        cast.clerks.append(Person.objects.get(pk=person.pk))
    liaison = text["liaison"]
    cast.liaison = account(liaison["first_name"], liaison["last_name"], LIAISON, PASSWORD)
    account("Édith", "Rédac", EDITORS, PASSWORD)


def plant_organisation(text, by, at):
    return upsert_organisation(
        name=text["name"], siret=text.get("siret", ""), by=by, at=at, short_name=text.get("short_name", ""),
        kind=text["kind"], place_id=text.get("commune") or None, ess_status=EssStatus(text.get("ess", "unknown")),
        description=text.get("description", ""), website=text.get("website", ""),
    )[0]  # fmt: skip


def plant_college(cast, text, by, at):
    existing = College.objects.filter(body=cast.plenary, letter=text["letter"]).first()
    return existing or council.add_college(body=cast.plenary, name=text["name"], letter=text["letter"], by=by, at=at)


def plant_seat(cast, text, colleges, organisations, today, by):
    """A seat with all who held it; whoever held or holds it has an account."""
    letter = "X" if text.get("advisory") else text["college"]
    organisation = organisations.get(text.get("organisation"))
    first = min(months_ago(today, term["started_months_ago"]) for term in text["terms"]) if text["terms"] else today
    at = evening(first, 9, 0)
    seat = council.add_seat(
        college=colleges[letter], code=text["code"], organisation=organisation, by=by, at=at,
        votes=not text.get("advisory"), alternates=text.get("alternates", "any"),
    )  # fmt: skip
    cast.seats[text["code"]] = seat
    for term in text["terms"]:
        plant_term(seat, term, organisation, today, by)


def plant_term(seat, text, organisation, today, by):
    starts_on = months_ago(today, text["started_months_ago"])
    at = evening(starts_on, 9, 30)
    person = council.find_person(first_name=text["first_name"], last_name=text["last_name"]) or council.add_person(
        first_name=text["first_name"], last_name=text["last_name"], civility=text["civility"],
        email=address(text["first_name"], text["last_name"]), by=by, at=at,
    )  # fmt: skip
    if person.user is None:
        person.user = account(text["first_name"], text["last_name"])
        person.save()
    term = council.seat_person(
        seat=seat, person=person, role=text["role"], quality=text.get("quality", ""), starts_on=starts_on,
        ends_on=starts_on + relativedelta(months=72), organisation=organisation, by=by, at=at,
    )  # fmt: skip
    if "ended_months_ago" in text:
        on = months_ago(today, text["ended_months_ago"])
        council.end_term(term=term, on=on, reason=text["ending_reason"], by=by, at=evening(on, 9, 0))


def plant_offices(cast, text, start, by, at):
    """Three co-chairs, each named by a side; the working groups and the bureau with their members."""
    since = start + timedelta(days=30)
    for chair in text["co_chairs"]:
        person = cast.holder(chair["seat"], since)
        council.appoint(
            body=cast.plenary,
            person=person,
            kind=OfficeKind.CO_CHAIR,
            side=chair["side"],
            starts_on=since,
            by=by,
            at=at,
        )
        cast.co_chairs.append(person)
    for group in [*text["working_groups"], text["bureau"] | {"key": "bureau"}]:
        kind = BodyKind.BUREAU if group["key"] == "bureau" else BodyKind.WORKING_GROUP
        body = Body.objects.create(kind=kind, name=group["name"], slug=slugify(group["name"]), purpose=group["purpose"])
        cast.groups[group["key"]] = body
        for code in group["members"]:
            Membership.objects.get_or_create(body=body, person=cast.holder(code, since), starts_on=since)


def open_the_door(cast):
    """Give the accounts that are shown at sign-in the demo's password; the others cannot be entered."""
    for user in User.objects.filter(email__in=[address for _function, address in SHOWN]):
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
