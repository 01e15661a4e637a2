"""A recommendation as Akoma Ntoso: valid under the OASIS schema in every state, the same facts as its page."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from lxml import etree

from governance import services
from governance.enums import State
from governance.models import Recommendation
from opendata.akn import recommendation_akn
from tests.governance.factories import AnswerFactory, RecommendationFactory, TransmissionFactory
from tests.governance.world import found, reach

pytestmark = pytest.mark.django_db
XSD = Path(__file__).parents[1] / "deliberations" / "data" / "akomantoso30.xsd"
STATES = (State.ADMISSIBLE, State.MERGED, State.REJECTED, State.ADOPTED, State.ANSWERED, State.EVALUATED)


@pytest.fixture(scope="module")
def schema():
    return etree.XMLSchema(etree.parse(str(XSD)))


def written(text):
    return recommendation_akn(text, text.versions.latest("number"))


def test_the_schema_refuses_what_is_not_akoma_ntoso(schema):
    """The control: a schema that accepts everything would prove nothing."""
    text = b'<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement/></akomaNtoso>'
    assert not schema.validate(etree.fromstring(text))


def test_it_is_valid_in_every_public_state(schema, at):
    world = found()
    for state in STATES:
        reach(world, state, at)
    texts = list(Recommendation.objects.public())
    assert len(texts) >= len(STATES)
    for text in texts:
        schema.assertValid(etree.fromstring(written(text)))


def test_it_is_valid_whatever_was_written(schema, at):
    words = "# T\n\n1. un\n   - deux\n\n> dit\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n`x` [y](http://z.fr)[^1]\n\n[^1]: n"
    text = RecommendationFactory(at=at, admissible=True, title="A & <b>", summary="", body=words, rationale=words)
    schema.assertValid(etree.fromstring(written(text)))


def test_it_carries_the_text_the_vote_and_the_answer(at):
    world = found()
    sent = TransmissionFactory(world=world, at=at, due_on=at.date().replace(month=9))
    AnswerFactory(world=world, transmission=sent, at=at)
    tree = BeautifulSoup(written(sent.recommendation), "xml")
    version = sent.recommendation.versions.get()
    assert tree.find("docNumber").text == sent.recommendation.number
    assert tree.find("docTitle").text == version.title
    assert tree.find("FRBRExpression").find("FRBRalias")["value"] == f"sha256:{version.digest}"
    assert {count["refersTo"]: count["value"] for count in tree.find_all("count")}["#for"] == str(len(world.seats))
    assert [event["refersTo"] for event in tree.find_all("eventRef")] == [
        "#admission", "#adoption", "#transmission", "#answer",
    ]  # fmt: skip
    assert "acceptée" in tree.find(eId="reponse").text.lower()


def test_every_reference_of_the_head_is_explained_in_it(at):
    text = RecommendationFactory(at=at, answered=True)
    tree = BeautifulSoup(written(text), "xml")
    ids = {element["eId"] for element in tree.find_all(eId=True)}
    told = {element[name] for name in ("refersTo", "source", "as", "href") for element in tree.find_all(**{name: True})}
    assert {reference[1:] for reference in told if reference.startswith("#")} <= ids


def test_E4_it_has_an_address_for_what_is_public_and_only_for_that(client, at):
    world = found()
    text = RecommendationFactory(world=world, at=at, drafting=True, title="Titre figé")
    services.edit(text, by=world.users["rapporteur"], at=at, title="Essai", summary="Essai", body="x", rationale="x")
    hidden = RecommendationFactory(world=world, at=at, submitted=True)
    client.force_login(world.users["author"])
    response = client.get(f"/recommandations/{text.number}.xml")
    assert response["Content-Type"].startswith("application/xml")
    assert "Titre figé" in response.content.decode()
    assert "Essai" not in response.content.decode()
    assert client.get(f"/recommandations/{hidden.number}.xml").status_code == 404
    again = client.get(f"/recommandations/{text.number}.xml", headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304
