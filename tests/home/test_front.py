"""The front page: whole with nothing to show, true with something, and as quick for thirty texts as for three."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from governance.figures import figures
from home import front
from home.blocks import BAND, FRONT, Row, rows, usual
from home.models import HomePage
from tests.accounts.factories import UserFactory
from tests.deliberations.factories import convened, planned, ready
from tests.governance.factories import AnswerFactory, RecommendationFactory, TransmissionFactory
from tests.home.telling_pages import told

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def page_of(client):
    response = client.get("/")
    assert response.status_code == 200
    return response.content.decode()


def text_of(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace("\u202f", " ")


def test_an_empty_council_has_a_whole_front_page(client):
    page = text_of(page_of(client))
    assert "Aucune séance n’est convoquée" in page
    assert "Aucune réponse pour l’instant" in page
    assert page.count("–") >= 3, "what cannot be computed is a dash, not a nought"


@pytest.fixture
def busy(world, now):
    """Two texts transmitted, of which one answered and one late, and one in discussion."""
    answered = TransmissionFactory(world=world, at=now - 90 * DAY, due_on=now.date() + 30 * DAY, title="Texte répondu")
    AnswerFactory(world=world, transmission=answered, at=now - 10 * DAY)
    late = now - 60 * DAY
    TransmissionFactory(world=world, at=late, due_on=now.date() - 12 * DAY, title="Texte en attente")
    RecommendationFactory(world=world, at=now, admissible=True)


def test_R8_the_front_page_says_where_the_recommendations_stand_and_how_late_the_assembly_is(busy, now):
    assert [station["count"] for station in front.road()] == ["1", "2", "2", "1", "0"]
    stats = front.stats(figures(now.date()))
    assert [stat["figure"].replace("\u202f", " ") for stat in stats] == ["50 %", "80 j", "100 %", "1"]
    assert front.latest_overdue(now.date(), 5)[0]["label"] == "sans réponse depuis 12 jours"


def test_each_figure_opens_its_list_with_as_many_lines(client, busy, now):
    stats = front.stats(figures(now.date()))
    expected = [(station["url"], station["count"]) for station in front.road()]
    expected += [(stats[0]["href"], "1"), (stats[2]["href"], "1"), (stats[3]["href"], "1")]
    for address, count in expected:
        assert str(client.get(address).context["page_of_rows"].paginator.count) == count, address


def test_the_latest_answers_and_what_is_late_stand_on_the_page(client, busy):
    page = text_of(page_of(client))
    assert "Texte répondu" in page
    assert "Texte en attente" in page


def test_the_next_sitting_is_the_first_one_convened_with_its_public_agenda(client, world, now):
    planned(world, now, title="Encore secrète", starts_at=now + DAY)
    sitting = convened(world, now, starts_at=now + 15 * DAY, recommendations=[ready(world, now)])
    page = page_of(client)
    assert "Encore secrète" not in page
    assert sitting.get_absolute_url() in page
    assert reverse("deliberations:sitting_calendar", args=[sitting.slug]) in page
    assert "Ouvrir les marchés aux ateliers d’insertion" in page


EVERY = {
    "next_sitting": {}, "road": {}, "figures": {}, "people": {}, "subscribe": {},
    "answers": {"count": 2, "with_late": True}, "late": {"count": 5}, "steps": {"count": 5}, "news": {"count": 3},
    "prose": {"title": "Un mot", "body": [("text", "<p>Bienvenue à la séance.</p>")]},
}  # fmt: skip
SHOWN = {  # the part, what it says with nothing to show, and with something
    "next_sitting": ("Aucune séance n’est convoquée", "Ajouter à mon agenda"),
    "road": ("0 transmises", "2 transmises"),
    "answers": ("Aucune réponse pour l’instant", "Texte répondu"),
    "figures": ("– de délai médian", "50 %"),
    "late": ("Aucune réponse n’est en retard", "réponse depuis 12 jours"),
    "steps": ("Rien ne s’est encore passé", "Réponse de l’assemblée"),
    "people": ("La composition n’est pas encore connue", "sièges avec voix délibérative"),
    "news": ("Aucune actualité pour l’instant", "Une première nouvelle"),
    "subscribe": ("Suivre le conseil", "S’abonner"),
    "prose": ("Un mot", "Bienvenue à la séance."),
}


def arrange(*parts):
    """Give the front page these parts: names, or names with what an editor filled in."""
    page = HomePage.objects.get()
    page.body = [part if isinstance(part, tuple) else (part, EVERY[part]) for part in parts]
    page.save()


def test_every_part_is_tried():
    assert {name for name, _block in FRONT} == set(EVERY) == set(SHOWN)


@pytest.mark.parametrize("name", EVERY)
def test_each_part_stands_alone_with_nothing_to_show(client, name):
    arrange(name)
    page = page_of(client)
    assert SHOWN[name][0] in text_of(page) or SHOWN[name][0] in page


@pytest.mark.parametrize("name", EVERY)
def test_each_part_stands_alone_with_something_to_show(client, world, busy, now, name):
    convened(world, now, starts_at=now + 15 * DAY)
    told(title="Une première nouvelle")
    arrange(name)
    page = page_of(client)
    assert SHOWN[name][1] in text_of(page) or SHOWN[name][1] in page


@pytest.mark.parametrize("prefix", ["", "/en", "/de"])
def test_all_parts_stand_together_in_each_language(client, busy, prefix):
    arrange(*EVERY)
    page = client.get(f"{prefix}/")
    assert page.status_code == 200
    assert not re.search(r'id="([a-z]+)".*id="\1"', page.content.decode(), re.DOTALL), "an id stands once"


def test_a_page_that_nobody_arranged_has_the_usual_parts():
    assert [part.block_type for part in HomePage().body] == [name for name, _value in usual()]
    assert [part.block_type for part in HomePage.objects.get().body] == [name for name, _value in usual()]


def test_the_parts_come_in_the_order_chosen_under_the_title_chosen(client):
    arrange("subscribe", ("road", {"title": "Le chemin parcouru"}))
    page = text_of(page_of(client))
    assert page.index("Suivre le conseil") < page.index("Le chemin parcouru")
    assert "Où en sont les recommandations" not in page
    assert "Aucune séance" not in page, "what was taken off is gone"


def test_a_title_by_an_editor_says_its_language(client):
    arrange(("road", {"title": "Le chemin parcouru"}))
    assert '<h2 id="road" lang="fr">Le chemin parcouru</h2>' in client.get("/en/").content.decode()


def test_an_editor_says_how_many_answers_are_shown(client, busy):
    arrange(("answers", {"count": 1, "with_late": False}))
    page = text_of(page_of(client))
    assert "Texte répondu" in page
    assert "Texte en attente" not in page


class Part:
    """What the layout looks at in a part of the page."""

    def __init__(self, place):
        self.block = type("Block", (), {"meta": type("Meta", (), {"place": place})})


@pytest.mark.parametrize(
    ("places", "laid"),
    [
        ("", [("opening", 0)]),
        ("beside", [("opening", 1)]),
        ("beside band wide beside beside", [("opening", 1), ("band", 0), ("wide", 2)]),
        ("band beside beside wide", [("opening", 0), ("band", 0), ("beside", 1), ("wide", 0)]),
    ],
)
def test_what_stands_beside_goes_with_what_precedes_it(places, laid):
    found = rows([Part(place) for place in places.split()])
    assert [(row.part.block.meta.place if row.part else "opening", len(row.beside)) for row in found] == laid
    assert Row(Part(BAND)).place == BAND


@pytest.mark.parametrize(("parts", "most"), [(["next_sitting", "road", "answers", "figures"], 16), (EVERY, 26)])
def test_the_front_page_asks_as_much_for_thirty_texts_as_for_three(client, world, now, parts, most):
    convened(world, now, starts_at=now + 15 * DAY)
    arrange(*parts)

    def asked(number):
        for n in range(number):
            RecommendationFactory(
                world=world, at=now - 30 * DAY, **{("answered", "transmitted", "adopted")[n % 3]: True}
            )
        client.get("/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        return len(queries)

    assert asked(3) == asked(27) <= most


def test_an_editor_arranges_the_page_in_the_back_office_and_sees_it_before_it_is_published(client, now):
    client.force_login(UserFactory(superuser=True))
    page = HomePage.objects.get()
    assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
    page.body = [("road", {"title": "Pas encore publié"})]
    page.save_revision()
    draft = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert "Pas encore publié" in draft.content.decode()
    assert "Pas encore publié" not in page_of(client)
