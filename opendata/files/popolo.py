"""composition.json and votes.json: who sits and who voted what, in the vocabulary of Popolo.

A council and its colleges are organizations, a seat is a post, a term or an office is a membership, what was put to
the vote is a motion, a ballot is a vote event. Identifiers are those of the site's own addresses.
"""

import json
from fractions import Fraction

from django.db.models.functions import Coalesce

from council.enums import BodyKind
from council.models import Body, College, Membership, Office, Person, Seat, Term
from governance.enums import Method
from governance.methods import manner_of
from governance.models import Elector
from governance.presenters.ballots import cast_in
from opendata.records import page_of, public_ballots
from territory.models import Organisation

from .recommendations import PLAINLY

OPTIONS = {
    "for": "yes", "against": "no", "abstain": "abstain", "blank": "blank", "null": "spoilt",
    "consent": "yes", "aside": "abstain", "objection": "no",
}  # fmt: skip
NAMED = (Method.ROLL_CALL, Method.CONSENT)


def write_composition(root: str) -> bytes:
    """Return composition.json: everybody who sits or sat, with dates (RULES C6)."""
    content = {
        "persons": [_person(person, root) for person in Person.objects.public().order_by("slug")],
        "organizations": [*_bodies(), *_colleges(), *_actors()],
        "posts": [_post(seat) for seat in Seat.objects.in_order()],
        "memberships": [*_terms(), *_offices(), *_groups()],
    }
    return json.dumps(content, **PLAINLY).encode()


def write_votes(root: str) -> bytes:
    """Return votes.json: every closed ballot with its counts, and its votes where they are public (RULES V10, V12)."""
    around = ("version__recommendation__author", "amendment__proposer", "agenda_link__item__sitting__body")
    ballots = list(public_ballots().select_related(*around).order_by("pk"))
    named = _named_votes()
    content = {
        "motions": [_motion(ballot, root) for ballot in ballots],
        "vote_events": [_event(ballot, named.get(ballot.pk, [])) for ballot in ballots],
    }
    return json.dumps(content, **PLAINLY).encode()


def _person(person, root):
    return {
        "id": person.slug,
        "name": str(person),
        "family_name": person.last_name,
        "given_name": person.first_name,
        "sources": [{"url": root + person.get_absolute_url()}],
    }


def _bodies():
    return [
        {"id": _body_id(body), "name": body.name, "classification": body.kind}
        for body in Body.objects.order_by("kind", "slug")
    ]


def _colleges():
    return [
        {"id": _college_id(college), "name": college.name, "classification": "college",
         "parent_id": _body_id(college.body)}
        for college in College.objects.select_related("body").order_by("body", "position", "letter")
    ]  # fmt: skip


def _actors():
    return [
        {"id": _actor_id(organisation), "name": organisation.name, "classification": organisation.kind}
        for organisation in Organisation.objects.filter(seats__isnull=False).distinct().order_by("slug")
    ]


def _post(seat):
    return {
        "id": f"seat:{seat.code}",
        "label": seat.code,
        "role": "voix délibérative" if seat.votes else "voix consultative",
        "organization_id": _college_id(seat.college),
    }


def _terms():
    terms = Term.objects.select_related("person", "seat__college__body", "seat__organisation").order_by("pk")
    for term in terms:
        yield _membership(f"term:{term.pk}", term, _college_id(term.seat.college), term.role) | {
            "post_id": f"seat:{term.seat.code}",
            "on_behalf_of_id": _actor_id(term.seat.organisation) if term.seat.organisation else None,
        }


def _offices():
    for office in Office.objects.select_related("person", "body").order_by("pk"):
        yield _membership(f"office:{office.pk}", office, _body_id(office.body), office.kind)


def _groups():
    for member in Membership.objects.select_related("person", "body").order_by("pk"):
        yield _membership(f"group:{member.pk}", member, _body_id(member.body), "member")


def _membership(identifier, held, organization_id, role):
    ends = {"end_date": held.ends_on.isoformat()} if held.ends_on else {}
    return {
        "id": identifier,
        "person_id": held.person.slug,
        "organization_id": organization_id,
        "role": role,
        "start_date": held.starts_on.isoformat(),
    } | ends


def _motion(ballot, root):
    text, link = ballot.recommendation, getattr(ballot, "agenda_link", None)
    return {
        "id": f"motion:{ballot.pk}",
        "organization_id": _body_id(link.item.sitting.body) if link else None,
        **_of_text(text, ballot.amendment),
        "text": ballot.question,
        "date": ballot.occasion_date.isoformat(),
        "requirement": f"{ballot.rule['threshold']} {ballot.rule['base']}",
        "result": ballot.outcome,
        "sources": [{"url": root + (page_of(text.number) if text else ballot.get_absolute_url())}],
    }


def _of_text(text, amendment):
    """Who brought a text or its amendment, and which one it is; a question of its own has neither."""
    if amendment:
        brought = {"creator_id": amendment.proposer.slug, "identifier": f"{text.number} {amendment.label}"}
        return brought | {"classification": "amendment"}
    return {"creator_id": text.author.slug, "identifier": text.number, "classification": text.kind} if text else {}


def _event(ballot, votes):
    return {
        "id": f"ballot:{ballot.pk}",
        "motion_id": f"motion:{ballot.pk}",
        "classification": ballot.method,
        "start_date": ballot.opened_at.isoformat(),
        "end_date": ballot.closed_at.isoformat(),
        "result": ballot.outcome,
        "counts": _counts(ballot),
        "votes": votes,
    }


def _counts(ballot):
    """The voices for each option; weighted ones are numbers all the same, which is what Popolo asks for."""
    if manner_of(ballot).asked:
        return _answers(ballot)
    return [{"option": OPTIONS[choice], "value": _number(count)} for choice, count in cast_in(ballot).items() if count]


def _answers(ballot):
    """How many papers say what, where nothing is for or against."""
    words, counts = manner_of(ballot).answers(ballot), (ballot.counts or {}).get("", {})
    return [{"option": words[says], "value": count} for says, count in counts.items() if count and says in words]


def _number(count):
    whole = Fraction(count)
    return int(whole) if whole.denominator == 1 else float(whole)


def _named_votes():
    """The votes of the public ballots, by ballot. One query, whatever their number."""
    rows = (
        Elector.objects.annotate(said=Coalesce("vote__choice", "position__choice"))
        .filter(ballot__in=public_ballots().filter(method__in=NAMED), said__isnull=False)
        .order_by("ballot", "seat__code")
        .values_list("ballot", "person__slug", "college", "said", "by_proxy", "weight")
    )
    votes: dict[int, list] = {}
    for ballot, person, college, choice, by_proxy, weight in rows:
        said = {"voter_id": person, "option": OPTIONS[choice], "group_id": f"college:{college}",
                "weight": _number(weight)}  # fmt: skip
        votes.setdefault(ballot, []).append(said | ({"role": "par pouvoir"} if by_proxy else {}))
    return votes


def _body_id(body):
    return f"body:{body.slug}"


def _college_id(college):
    own = "" if college.body.kind == BodyKind.PLENARY else f"{college.body.slug}:"
    return f"college:{own}{college.letter}"


def _actor_id(organisation):
    return f"actor:{organisation.slug}"
