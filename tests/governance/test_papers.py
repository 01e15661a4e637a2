"""RULES T1, M4: what leaves for the assembly and what is printed says everything, and always in the same bytes."""

import hashlib
from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from pdfminer.high_level import extract_text

from common.formats import long_date
from council.models import Office
from governance import services
from governance.enums import State
from governance.models import Transmission
from governance.papers import draw_leaflet, leaflet_of
from governance.services.documents import redraw
from register.models import Anchor, Entry
from register.services import verify
from tests.governance.factories import (
    AnswerFactory,
    BallotFactory,
    RecommendationFactory,
    ThemeFactory,
    TransmissionFactory,
)
from tests.governance.world import found, reach
from tests.reports.pdfua_check import check

pytestmark = pytest.mark.django_db
NARROW = "\u202f"


@pytest.fixture
def world():
    return found()


@pytest.fixture
def due(at):
    return at.date() + timedelta(days=120)


@pytest.fixture
def sent(world, at, due):
    Office.objects.update(side="Ville")
    scheduled = RecommendationFactory(world=world, at=at, scheduled=True, themes=[ThemeFactory(name="Insertion")])
    votes = {"author": "for", "rapporteur": "for", "co_chair": "for", "member0": "for", "member1": "against"}
    BallotFactory(world=world, recommendation=scheduled, at=at, votes=votes)
    letter = "Monsieur le Président,\n\nVeuillez trouver **ci-joint** notre texte."
    return services.transmit(scheduled, by=world.users["clerk"], at=at, letter=letter, due_on=due)


def flat(content):
    """The words of a PDF in a row: spaces of every width are one."""
    return " ".join(extract_text(BytesIO(content)).replace(NARROW, " ").split())


def kept(transmission):
    with transmission.document.open() as file:
        return file.read()


def test_T1_the_document_holds_letter_text_vote_number_digest_and_head_of_the_register(world, sent, due):
    words = flat(kept(sent))
    facts = [
        sent.addressee,
        "Veuillez trouver ci-joint notre texte.",
        f"avant la fin du {long_date(due)}",
        "Coprésidence, Ville",
        str(world.person("co_chair")),
        "Recommandation 2026-001",
        "Ouvrir les marchés aux ateliers d’insertion",
        "Réserver deux lots.",
        "Les ateliers répondent rarement seuls.",
        "Insertion",
        "Adoptez-vous cette recommandation ?",
        "Texte adopté : 4 pour, 1 contre, 0 abstention.",
        "Il fallait 4 voix, plus de la moitié des 6 membres présents ou représentés.",
        "N’ont pas voté",
        str(world.person("member2")),
        str(world.person("member1")),
        sent.text_digest,
        "/recommandations/2026-001/",
        Anchor.objects.get().digest,
        "Page 1 sur 2",
    ]
    assert [fact for fact in facts if flat_text(fact) not in words] == []


def flat_text(fact):
    return " ".join(fact.replace(NARROW, " ").split())


def test_T1_A3_the_document_is_kept_with_its_digest_and_the_register_anchored(sent):
    stored = Transmission.objects.get(pk=sent.pk)
    printed = Anchor.objects.get()
    assert stored.document_digest == hashlib.sha256(kept(stored)).hexdigest()
    assert printed.printed_in == "transmission 2026-001"
    assert (printed.count, printed.digest) == Entry.objects.filter(act="recommendation.transmit").values_list(
        "number", "digest"
    ).get()
    assert verify() is None


def test_M4_the_same_record_gives_the_same_bytes_whatever_happened_since(world, sent, at):
    AnswerFactory(world=world, transmission=sent, at=at)
    assert redraw(Transmission.objects.get(pk=sent.pk)) == kept(sent)


def test_T4_sending_twice_leaves_one_document(world, sent, at, due):
    with pytest.raises(Exception, match=sent.recommendation.number):
        services.transmit(sent.recommendation, by=world.users["clerk"], at=at, letter="Encore.", due_on=due)
    assert Anchor.objects.count() == 1


def test_the_documents_are_accessible(world, sent, at):
    AnswerFactory(world=world, transmission=sent, at=at, points=[("Deux lots", "accepted", "Dès mai.")])
    recommendation = Transmission.objects.get(pk=sent.pk).recommendation
    leaflet = draw_leaflet(leaflet_of(recommendation, version=sent.version))
    assert check(kept(sent)) == []
    assert check(leaflet) == []


def test_the_leaflet_says_where_the_text_stands_how_it_was_voted_and_answered(world, at, due, client):
    transmission = TransmissionFactory(world=world, at=at, due_on=due)
    AnswerFactory(
        world=world, transmission=transmission, at=at, outcome="in_part", deliberation_number="2026-88",
        points=[("Réserver deux lots.", "accepted", "Dès le prochain marché."), ("Avance", "declined", "")],
    )  # fmt: skip
    words = flat(client.get(reverse("governance:leaflet", args=["2026-001"])).content)
    facts = [
        "Répondue (mardi 24 mars 2026)",
        "Texte adopté : 6 pour, 0 contre, 0 abstention.",
        f"mardi 24 mars 2026, réponse attendue le {long_date(due)}",
        "Acceptée en partie",
        "délibération n° 2026-88",
        "Dès le prochain marché.",
        "Non retenue",
        transmission.text_digest,
    ]
    assert [fact for fact in facts if flat_text(fact) not in words] == []


def test_M4_a_leaflet_is_the_same_bytes_twice(world, at, client):
    reach(world, State.ADOPTED, at)
    address = reverse("governance:leaflet", args=["2026-001"])
    assert client.get(address).content == client.get(address).content


def test_a_text_that_is_not_voted_yet_is_printed_as_a_draft(world, at):
    text = reach(world, State.ADMISSIBLE, at)
    leaflet = leaflet_of(text, version=text.versions.get())
    assert (leaflet.seal.watermark, leaflet.vote, leaflet.reply) == ("Projet", None, None)


def test_R3_E4_the_public_prints_the_version_it_sees_and_finds_no_draft(world, at, client):
    reach(world, State.SUBMITTED, at)
    address = reverse("governance:leaflet", args=["2026-001"])
    assert client.get(address).status_code == 404
    client.force_login(world.users["author"])
    assert client.get(address)["Content-Type"] == "application/pdf"


def test_T1_what_was_sent_is_served_byte_for_byte_and_nothing_before(world, at, due, client):
    adopted = reach(world, State.ADOPTED, at)
    address = reverse("governance:letter", args=[adopted.number])
    assert client.get(address).status_code == 404
    sent = services.transmit(adopted, by=world.users["clerk"], at=at, letter="Voici.", due_on=due)
    assert client.get(address).content == kept(sent)


def test_the_form_of_a_transmission_begins_with_a_letter_and_the_date_the_rules_set(world, at, client):
    adopted = reach(world, State.ADOPTED, at)
    client.force_login(world.users["clerk"])
    page = client.get(reverse("governance:step", args=[adopted.number, "transmit"]))
    initial = page.context["form"].initial
    assert adopted.title in initial["letter"]
    assert long_date(initial["due_on"]) in initial["letter"]


def test_the_page_of_documents_leads_to_both_files(world, at, due, client):
    sent = TransmissionFactory(world=world, at=at, due_on=due).recommendation
    page = client.get(reverse("governance:documents", args=[sent.number])).content.decode()
    for name in ("leaflet", "letter"):
        assert f'href="{reverse(f"governance:{name}", args=[sent.number])}"' in page
