"""What the public may not read is nowhere: words hidden in every secret place are looked for at every address.

The addresses are read from the tables of URLs, with what really exists in every state; a new page is covered by itself.
"""

import io
import re
from contextlib import suppress
from datetime import timedelta
from itertools import product

import pytest
import time_machine
from django.urls import URLPattern, get_resolver, reverse
from django.urls.exceptions import NoReverseMatch
from pdfminer.high_level import extract_text

from council.models import Person
from deliberations import services as deliberations
from deliberations.models import Sitting
from governance import services
from governance.enums import State
from governance.models import Ballot, LiaisonLink, Recommendation, Referral
from home.models import HomePage, ProsePage, Subscription
from tests.deliberations.factories import closed, convened, found, planned, proxy, ready, seat_of
from tests.governance.factories import RecommendationFactory, ReferralFactory
from tests.governance.world import reach

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
CANARY = re.compile(r"canari-[a-z]+|(?:compte|personne)\d+@")
OURS = (
    "home", "opendata", "council", "governance", "deliberations", "api", "gallery", "health", "sitemap", "robots",
    "wagtail_serve",
)  # fmt: skip
OPEN = (
    "/", "/en/", "/de/", "/accessibilite/", "/recommandations/?q=canari", "/recommandations.csv?q=canari",
    *(f"/recherche/?q={word}" for word in ("interne", "seance", "lieu", "page", "liaison", "avis", "motif", "visio")),
)  # fmt: skip


def words(name):
    return dict.fromkeys(("title", "summary", "body", "rationale"), f"canari-{name}")


@pytest.fixture
def world():
    return found(members=6)


@pytest.fixture
def texts(world, at):
    """A text in each state, and secrets in each of those that have some."""
    for state in (State.DRAFT, State.SUBMITTED, State.INADMISSIBLE, State.WITHDRAWN):
        RecommendationFactory(world=world, at=at - 60 * DAY, **words(state.value), **{state.value: True})
    for state in (State.MERGED, State.REJECTED, State.ANSWERED, State.EVALUATED):
        reach(world, state, at - 60 * DAY)
    worked_on = RecommendationFactory(world=world, at=at - 50 * DAY, drafting=True)
    services.edit(worked_on, by=world.users["rapporteur"], at=at, reason="canari-motif", **words("chantier"))
    return [resubmitted(world, at - 50 * DAY), worked_on]


def resubmitted(world, at):
    """Refused with a reason, rewritten, admitted: what came before is not public."""
    author, chair = world.users["author"], world.users["co_chair"]
    text = RecommendationFactory(world=world, at=at, submitted=True, **words("avant"))
    text = services.refuse(text, by=chair, at=at, note="canari-refus")
    public = {"title": "Titre", "summary": "Résumé", "body": "1. Demande.", "rationale": "Motifs."}
    text = services.edit(text, by=author, at=at, reason="canari-correction", **public)
    text = services.submit(text, by=author, at=at)
    return services.admit(text, by=chair, at=at + DAY)


@pytest.fixture
def sittings(world, at):
    """One being prepared, one convened with internal points and a proxy, one held whose minutes are not published."""
    clerk = world.users["clerk"]
    planned(world, at, title="canari-seance", starts_at=at + 60 * DAY, place="canari-lieu")
    recommendation = ready(world, at)
    coming = convened(
        world,
        at,
        starts_at=at + DAY,
        recommendations=[recommendation],
        remote_link="https://visio.exemple.fr/canari-lien",
    )
    deliberations.add_item(
        coming, kind="information", title="canari-interne", note="canari-note", visibility="members", by=clerk, at=at
    )
    proxy(world, coming, "member0", "member1", at)
    held = closed(world, at - 30 * DAY, title="Plénière d’hiver")
    for item in held.items.all():
        deliberations.write_discussion(item, text="canari-debats", by=clerk, at=at - 29 * DAY)
    return [coming, held]


@pytest.fixture
def told(world, at):
    """A link to the assembly, an opinion being written, a subscription: addresses and words for nobody else."""
    sent = reach(world, State.TRANSMITTED, at - 40 * DAY).transmission
    link = services.send_link(sent, address="canari-liaison@exemple.fr", by=world.users["clerk"], at=at - 40 * DAY)
    LiaisonLink.objects.filter(pk=link.pk).update(token_digest=LiaisonLink.digest_of("canari-jeton"), status="sent")
    referral = ReferralFactory(world=world, at=at - 20 * DAY)
    opinion = services.begin_opinion(referral, by=world.users["rapporteur"], at=at - 19 * DAY)
    services.edit(opinion, by=world.users["rapporteur"], at=at - 18 * DAY, **words("avis"))
    Subscription.objects.create(address="canari-abonnement@exemple.fr", asked_at=at, confirmed_at=at)
    return referral


@pytest.fixture
def drafted_page(db):
    """A page of prose that an editor has not published."""
    page = HomePage.objects.get().add_child(instance=ProsePage(slug="ebauche", title="canari-page", live=False))
    return page.url


def patterns(resolver, spaces=(), above=()):
    """Every named address of the product with the parameters it takes, from the outermost in."""
    for pattern in resolver.url_patterns:
        taken = (*above, *pattern.pattern.converters)
        if isinstance(pattern, URLPattern):
            if pattern.name and (spaces or pattern.name in OURS):
                yield ":".join([*spaces, pattern.name]), taken
        elif pattern.namespace is None or pattern.namespace in OURS:
            yield from patterns(pattern, (*spaces, *filter(None, [pattern.namespace])), taken)


def parameters():
    """What exists, by the name of the parameter that names it in an address."""
    pks = {*Ballot.objects.values_list("pk", flat=True), *Recommendation.objects.values_list("pk", flat=True)}
    numbers = [n for n in Recommendation.objects.values_list("number", flat=True) if n]
    numbers += Referral.objects.values_list("number", flat=True)
    people = list(Person.objects.values_list("slug", flat=True)[:2])
    return {
        "number": numbers, "pk": sorted(pks)[:12], "ballot": sorted(pks)[:12], "version": [1, 2],
        "slug": [*Sitting.objects.values_list("slug", flat=True), *people], "old": [1], "new": [2], "name": ["submit"],
        "year": [2026],
    }  # fmt: skip


def addresses():
    """Every address that exists, reversed from the tables with everything that is recorded."""
    known, every = parameters(), set(OPEN)
    for name, taken in patterns(get_resolver()):
        for values in product(*(known.get(parameter, ()) for parameter in taken)):
            with suppress(NoReverseMatch):
                every.add(reverse(name, kwargs=dict(zip(taken, values, strict=True))))
    return sorted(every)


def said(response):
    """What a response says, in its headers and its body; a PDF is read as text, a picture not at all."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if body.startswith(b"\x89PNG"):
        return str(response.headers)
    text = extract_text(io.BytesIO(body)) if body.startswith(b"%PDF") else body.decode()
    return f"{response.headers}\n{text}"


def shown(client, path):
    """What a page says between its header and its footer."""
    return said(client.get(path)).partition("<footer")[0].partition("<main")[2]


def found_by(client, paths):
    told = {}
    for path in paths:
        response = client.get(path)
        assert response.status_code < 500, path
        if canaries := set(CANARY.findall(without(said(response), path))):
            told[path] = (response.status_code, canaries)
    return told


def without(page, path):
    """The page but for the address asked for and those above it: who asks knows them (an old link leads upwards)."""
    while path.strip("/"):
        page, path = page.replace(path, ""), path.rstrip("/").rpartition("/")[0] + "/"
    return page


def test_R3_E4_no_secret_is_told_to_an_anonymous_reader_at_any_address(client, texts, sittings, told, drafted_page, at):
    with time_machine.travel(at, tick=False):
        paths = [*addresses(), drafted_page]
        assert len(paths) > 250
        assert found_by(client, paths) == {}


def test_what_is_looked_for_is_really_there(client, world, texts, sittings, told, at):
    """The author, the secretariat and a member do find what is hidden from the others: the net has no hole."""
    told = set()
    with time_machine.travel(at, tick=False):
        paths = [path for path in addresses() if not path.endswith(".pdf")]
        for role in ("author", "rapporteur", "clerk"):
            client.force_login(world.users[role])
            for _status, canaries in found_by(client, paths).values():
                told |= canaries
    assert told >= {
        "canari-draft", "canari-submitted", "canari-avant", "canari-refus", "canari-seance", "canari-lieu",
        "canari-interne", "canari-lien", "canari-debats", "canari-liaison", "canari-avis",
    }  # fmt: skip


def test_S9_what_members_announce_before_a_sitting_changes_nothing_for_the_public(client, world, sittings, at):
    coming, _held = sittings
    with time_machine.travel(at, tick=False):
        paths = [coming.get_absolute_url(), "/seances/", "/"]
        before = [shown(client, path) for path in paths]
        member = world.person("member2")
        deliberations.reply(
            coming, seat=seat_of(world, "member2"), person=member, answer="excused", by=member.user, at=at
        )
        proxy(world, coming, "member2", "member3", at)
        assert [shown(client, path) for path in paths] == before
