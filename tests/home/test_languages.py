"""Words of the council on pages read in another language say in which language they are (WCAG 3.1.2)."""

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import translation

from common.written import as_written, council_lang
from council.models import College, CouncilPage
from governance import services
from governance.models import Recommendation
from home.models import HomePage
from territory.models import Organisation
from tests.governance.factories import AnswerFactory, FollowUpStepFactory, ThemeFactory, TransmissionFactory
from tests.governance.world import found

pytestmark = pytest.mark.django_db
SAID = {
    "title": "Titre écrit", "summary": "Résumé écrit", "body": "1. Demande écrite.\n2. Autre demande écrite.",
    "rationale": "Motifs écrits",
}  # fmt: skip
NOT_MARKED = ("title", "option", "script", "style", "textarea")  # HTML lets them hold no element
PAGES = ("", "texte/", "versions/1/", "documents/", "scrutins/")


@pytest.fixture
def text(at):
    return followed_in_words(at)


def followed_in_words(at):
    """A recommendation on which everything that people write was written."""
    world = found()
    sent = TransmissionFactory(world=world, at=at, due_on=at.date() + timedelta(days=120), **SAID)
    points = [("Demande écrite.", "accepted", "Précision écrite"), ("Autre demande écrite.", "declined", "Refus écrit")]
    AnswerFactory(world=world, transmission=sent, at=at, outcome="in_part", reason="Réponse écrite", points=points)
    text = services.implement(sent.recommendation, by=world.users["liaison"], at=at, note="Note écrite")
    FollowUpStepFactory(
        world=world, recommendation=text, at=at, title="Étape écrite", owner="Service écrit", evidence="Preuve écrite"
    )
    text.themes.add(ThemeFactory(name="Thème écrit", slug="theme"))
    Organisation.objects.update(name="Structure écrite")
    College.objects.update(name="Collège écrit")
    HomePage.objects.update(headline="Accueil écrit", introduction="<p>Introduction écrite</p>")
    CouncilPage.objects.update(introduction="<p>Présentation écrite</p>")
    return text


def strays(html):
    """The words of the council that stand in another language than the council's."""
    soup = BeautifulSoup(html, "html.parser")
    found_in = soup.find_all(string=lambda said: "écrit" in said)
    written = [node for node in found_in if node.parent.name not in NOT_MARKED]
    return len(written), [str(node) for node in written if node.find_parent(lang=True)["lang"] != "fr"]


def addresses(text):
    return (
        *(text.get_absolute_url() + page for page in PAGES), "/recommandations/", "/suites/", "/", "/conseil/",
        text.author.get_absolute_url(),
    )  # fmt: skip


@pytest.mark.parametrize("language", ["en", "de"])
def test_words_of_the_council_are_marked_as_its_own(client, text, at, language):
    with time_machine.travel(at, tick=False):
        for path in addresses(text):
            page = client.get(f"/{language}{path}").content.decode()
            count, stray = strays(page)
            assert count > 0, path
            assert stray == [], path


def test_nothing_is_marked_where_the_page_is_in_the_council_s_language(client, text, at):
    with time_machine.travel(at, tick=False):
        for path in addresses(text):
            soup = BeautifulSoup(client.get(path).content, "html.parser")
            marked = soup.select("[lang]:not(html, [hreflang])")
            assert marked == [], path


def test_a_form_names_what_it_is_about_in_its_own_language(client, text, at):
    user = Recommendation.objects.get(pk=text.pk).author.user
    client.force_login(user)
    count, stray = strays(client.get("/en" + reverse("home:desk")).content)
    assert (count > 0, stray) == (True, [])


@pytest.mark.parametrize(("reader", "mark"), [("fr", ""), ("en", ' lang="fr"'), ("de", ' lang="fr"')])
def test_the_mark_stands_only_where_the_languages_differ(reader, mark):
    with translation.override(reader):
        assert council_lang() == mark
        assert str(as_written("<b>")) == (f"<span{mark}>&lt;b&gt;</span>" if mark else "<b>")
        assert as_written("") == ""
    with translation.override("en"):
        assert council_lang("en") == ""
