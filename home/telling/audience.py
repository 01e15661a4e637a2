"""Who is told of an act, and how often (RULES R8); what is not public is told to those it belongs to alone."""

from django.db.models import Q

from council.models import Person, Term
from governance.announcing import CO_AUTHOR_INVITED

from .enums import ANSWERS, MAIN, TEXTS, USUAL, Cadence, NewsKind
from .models import Notice, Preference, Subscription


def notices_of(recommendation, act, at, on):
    """Return the unsaved Notices of one act: its authors and rapporteur, members who asked, public subscriptions.

    An invitation to write it together is told to the one who is invited, and to nobody else.
    """
    if act == CO_AUTHOR_INVITED:
        asked = set(recommendation.co_authors.invited().filter(invited_at=at).values_list("person_id", flat=True))
        return [Notice(person_id=pk, kind=NewsKind.OWN, recommendation=recommendation, act=act, at=at) for pk in asked]
    writing = set(recommendation.co_authors.accepted().values_list("person_id", flat=True))
    owners = {recommendation.author_id, recommendation.rapporteur_id, *writing} - {None}
    kind = NewsKind.ANSWERS if act in ANSWERS else NewsKind.TEXTS if act in TEXTS else None
    told = [(pk, NewsKind.OWN) for pk in sorted(wanting(owners, NewsKind.OWN))]
    subscriptions = []
    if recommendation.public_since and at >= recommendation.public_since:
        if kind:
            told += [(pk, kind) for pk in sorted(wanting(members(on) - owners, kind))]
        subscriptions = Subscription.objects.to_news_of(recommendation, main=act in MAIN).values_list("pk", flat=True)
    facts = {"recommendation": recommendation, "act": act, "at": at}
    return [
        *(Notice(person_id=pk, kind=kind, **facts) for pk, kind in told),
        *(Notice(subscription_id=pk, **facts) for pk in subscriptions),
    ]


def members(on):
    """The keys of those who sit on a day and have an address."""
    seated = Term.objects.in_force(on).values("person")
    return set(Person.objects.filter(pk__in=seated).exclude(email="", user=None).values_list("pk", flat=True))


def wanting(people, kind):
    """Those of some people who are told of a kind of news at all."""
    refused = Preference.objects.filter(person__in=people, kind=kind, cadence=Cadence.OFF)
    if USUAL[kind] != Cadence.OFF:
        return people - set(refused.values_list("person_id", flat=True))
    chosen = Preference.objects.filter(person__in=people, kind=kind).exclude(cadence=Cadence.OFF)
    return set(chosen.values_list("person_id", flat=True))


def cadences(people):
    """How often each of some people is told of each kind: {(person, kind): cadence}, what nobody chose being usual."""
    chosen = Preference.objects.filter(person__in=people).values_list("person_id", "kind", "cadence")
    usual = {(pk, kind): cadence for pk in people for kind, cadence in USUAL.items()}
    return usual | {(pk, kind): cadence for pk, kind, cadence in chosen}


def waiting(cadence_asked):
    """The keys of the notices that wait for one of some cadences: one list for each person and each subscription."""
    pending = Notice.objects.filter(told_at=None).filter(
        Q(person__isnull=False) | Q(subscription__confirmed_at__isnull=False)
    )
    rows = list(pending.values_list("pk", "person", "subscription", "kind", "subscription__cadence"))
    often = cadences({person for _pk, person, *_rest in rows if person})
    parcels: dict = {}
    for pk, person, subscription, kind, cadence in rows:
        if (often[person, kind] if person else cadence) in cadence_asked:
            parcels.setdefault((person, subscription), []).append(pk)
    return parcels
