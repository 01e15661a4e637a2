"""News, dossiers and portraits: told by editors, pointing at the record, describing their images, as a feed."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from home.demo.drawing import drawn
from home.groups import open_groups
from home.models import CouncilImage, DossierPage, NewsPage, PortraitPage
from tests.accounts.factories import UserFactory
from tests.deliberations.factories import convened, planned
from tests.governance.factories import RecommendationFactory
from tests.home.telling_pages import index, told
from tests.territory.factories import OrganisationFactory

pytestmark = pytest.mark.django_db
ALT = "Deux personnes déchargent des cagettes devant un atelier."


@pytest.fixture
def image(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = ImageFile(drawn("essai", width=640, height=360), name="essai.png")
    return CouncilImage.objects.create(title="Essai", file=file, credit="Le secrétariat")


def text_of(client, page, prefix=""):
    response = client.get(prefix + page.get_url())
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Wagtail's temporary file
def test_an_image_without_words_is_refused_and_with_words_shown(client, image):
    page = told(title="En image")
    page.image = image
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert "Décrivez l’image" in refused.value.message_dict["image_alt"][0]
    page.image_alt = ALT
    page.save_revision().publish()
    shown = text_of(client, page)
    assert f'alt="{ALT}"' in shown
    assert "Le secrétariat" in shown


@pytest.mark.parametrize("prefix", ["", "/en", "/de"])
def test_each_kind_of_page_stands_in_each_language(client, world, now, prefix):
    organisation = OrganisationFactory(name="Atelier du Rhin")
    text = RecommendationFactory(world=world, at=now, adopted=True, title="Texte public")
    news = told(title="Une nouvelle", byline="Le secrétariat")
    news.recommendations, news.organisations = [text], [organisation]
    news.save()
    dossier = told(DossierPage, title="Un dossier")
    dossier.news, dossier.sittings = [news], [convened(world, now)]
    dossier.save()
    portrait = told(PortraitPage, title="Un portrait", organisation=organisation, quote="On recommence.", quoted="Léa")
    for page, words in {
        news: ("Texte public", "Atelier du Rhin", "Le secrétariat"), dossier: ("Une nouvelle", "Plénière"),
        portrait: ("Atelier du Rhin", "On recommence.", "Léa"),
        index(): ("Une nouvelle", "Un dossier", "Un portrait"),
    }.items():  # fmt: skip
        shown = text_of(client, page, prefix)
        assert [word for word in words if word not in shown] == []


def test_R3_what_is_not_public_is_not_told_by_a_page_that_points_at_it(client, world, now):
    hidden = RecommendationFactory(world=world, at=now, submitted=True, title="Texte secret")
    page = told(DossierPage, title="Un dossier")
    page.recommendations, page.sittings = [hidden], [planned(world, now, title="Séance secrète")]
    page.news = [told(title="Nouvelle secrète", live=False)]
    page.save()
    assert "secr" not in text_of(client, page).partition("<main")[2].partition("<footer")[0]


def test_the_list_shows_the_newest_first_in_as_many_queries_for_thirty_as_for_three(client):
    def asked(number):
        for n in range(number):
            told(title=f"Nouvelle {n:02}", published_on=f"2026-02-{n + 1:02}")
        client.get(index().get_url())
        with CaptureQueriesContext(connection) as queries:
            shown = client.get(index().get_url())
        return len(queries), shown

    few, _shown = asked(3)
    many, shown = asked(24)
    assert few == many <= 16
    days = [news.published_on for news in shown.context["page_of_news"]]
    assert days == sorted(days, reverse=True)
    assert shown.context["page_of_news"].paginator.num_pages == 3


def test_an_empty_list_says_what_will_appear(client):
    assert "Aucune actualité pour l’instant" in text_of(client, index())


def test_the_news_are_a_feed(client):
    address = reverse("home:news_feed")
    assert client.get(address).status_code == 404
    told(title="Première", byline="Léa Muller")
    told(title="Brouillon", live=False)
    feed = client.get(address).content.decode()
    assert "Première" in feed
    assert "Léa Muller" in feed
    assert "Brouillon" not in feed


def test_an_editor_writes_news_and_sees_them_before_they_are_published(client):
    open_groups()
    editor = UserFactory(editor=True)
    client.force_login(User.objects.get(pk=editor.pk))
    assert client.get(reverse("wagtailadmin_pages:add", args=["home", "newspage", index().pk])).status_code == 200
    page = told(title="Ébauche", live=False)
    page.save_revision()
    assert "Ébauche" in client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).content.decode()
    assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
    assert NewsPage.objects.live().count() == 0


def test_news_are_found_by_their_words_once_they_are_published(client):
    page = told(title="Une halle pour les producteurs")
    assert "Une halle pour" in client.get("/recherche/?q=producteur").content.decode().replace("<mark>", "")
    page.unpublish()
    assert "Une halle pour" not in client.get("/recherche/?q=producteur").content.decode().replace("<mark>", "")
