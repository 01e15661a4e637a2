"""The index follows each act, in the same transaction, by whatever door; made anew it is the same."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction

from council.models import Person
from deliberations import services as deliberations
from governance import services
from governance.enums import State
from home.models import HomePage, ProsePage
from search.asking import ask
from search.engines import answering, best_first, keys
from search.models import IndexCard, Spelling
from tests.council.factories import OrganisationFactory, PersonFactory
from tests.deliberations.factories import approved, convened, planned
from tests.governance.factories import RecommendationFactory
from tests.governance.world import found, reach

pytestmark = pytest.mark.django_db
PUBLIC = {
    "title": "Des vélos pour Neudorf",
    "summary": "Trois ateliers.",
    "body": "1. Prêter.",
    "rationale": "Le tramway.",
}


@pytest.fixture
def world():
    return found()


def titles(words, **how):
    return [card.title for card in best_first(answering(question), question)] if (question := ask(words, **how)) else []


def stored():
    cards = IndexCard.objects.order_by("kind", "key").values_list(
        *(f.name for f in IndexCard._meta.fields if f.name != "id")
    )
    return list(cards), set(Spelling.objects.values_list("key", "word"))


def test_R3_a_text_is_found_from_admissibility_on_by_its_last_frozen_words(world, at):
    author, chair, rapporteur = (world.users[role] for role in ("author", "co_chair", "rapporteur"))
    text = services.start(author=world.person("author"), by=author, at=at, **PUBLIC)
    text = services.submit(text, by=author, at=at)
    assert titles("vélos") == titles("tramway") == []
    assert not Spelling.objects.filter(word="neudorf").exists()
    text = services.admit(text, by=chair, at=at)
    assert titles("velo neudorf") == titles("tramway") == titles("2026-001") == ["Des vélos pour Neudorf"]
    text = services.assign(text, by=chair, at=at, rapporteur=world.person("rapporteur"))
    services.edit(text, by=rapporteur, at=at, title="Des trottinettes pour Neudorf")
    assert titles("trottinettes") == []
    services.mark_ready(text, by=rapporteur, at=at)
    assert titles("vélos") == []
    assert titles("trottinettes") == ["Des trottinettes pour Neudorf"]


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.MERGED, State.REJECTED])
def test_a_text_stays_findable_where_its_address_stays(world, at, state):
    text = reach(world, state, at)
    assert IndexCard.objects.filter(kind="recommendation", key=text.pk).exists() == (text.public_since is not None)


def test_G1_a_person_is_found_once_they_serve_and_by_their_present_name(world, at):
    known = PersonFactory(first_name="Ada", last_name="Kléberova", email="ada@exemple.fr", biography="Menuisière.")
    assert titles("Kleberova") == []
    person = world.person("author")
    person.first_name, person.last_name = "Ada", "Strohlmann"
    person.save()
    assert titles("strohlmann") == ["Ada Strohlmann"]
    person.last_name = "Wackenthaler"
    person.save()
    assert titles("strohlmann") == []
    assert titles("wackentaler") == ["Ada Wackenthaler"]
    assert not Spelling.objects.filter(word__startswith="strohlm").exists()
    assert known.card() is None
    assert titles("exemple") == []


def test_an_organisation_is_found_by_its_name_and_its_short_name(at):
    organisation = OrganisationFactory(name="Ateliers du Neuhof", short_name="ADN")
    assert titles("adn") == titles("neuhof") == ["Ateliers du Neuhof"]
    organisation.name = "Ateliers de la Meinau"
    organisation.save()
    assert titles("neuhof") == []


def test_S5_a_sitting_is_found_by_its_public_items_once_convened(world, at):
    clerk = world.users["clerk"]
    draft = planned(world, at, title="Plénière cachée", starts_at=at + timedelta(days=60))
    deliberations.add_item(draft, kind="information", title="Budget secret", by=clerk, at=at)
    assert titles("cachée") == titles("budget") == []
    sitting = convened(world, at, title="Plénière ouverte")
    item = deliberations.add_item(sitting, kind="information", title="Le Heyritz", by=clerk, at=at)
    deliberations.add_item(sitting, kind="information", title="Affaire interne", visibility="members", by=clerk, at=at)
    assert titles("heyritz") == ["Plénière ouverte"]
    assert titles("interne") == []
    deliberations.remove_item(item, by=clerk, at=at)
    assert titles("heyritz") == []


def test_M3_minutes_are_found_from_their_publication_on(world, at):
    minutes = approved(world, at, title="Plénière d’hiver")
    assert "minutes" not in {card.kind for card in answering(ask("acte"))}
    deliberations.publish_minutes(minutes.sitting, by=world.users["clerk"], at=at + timedelta(days=31))
    assert [card.path for card in answering(ask("prend acte"))] == [f"/seances/{minutes.sitting.slug}/proces-verbal/"]


def test_a_page_is_found_as_published_and_not_as_drafted():
    page = HomePage.objects.get().add_child(
        instance=ProsePage(slug="p", title="Fonctionnement", introduction="<p>Un</p><p>Deux</p>")
    )
    assert titles("fonctionnement") == titles("deux") == ["Fonctionnement"]
    page.title = "Brouillonnement"
    page.save_revision()
    assert titles("brouillonnement") == []
    assert titles("fonctionnement") == ["Fonctionnement"]
    page.save_revision().publish()
    assert titles("brouillonnement") == ["Brouillonnement"]
    ProsePage.objects.get(pk=page.pk).unpublish()
    assert titles("brouillonnement") == []
    page.delete()
    assert not IndexCard.objects.filter(kind="page", key=page.pk).exists()


def test_an_act_that_fails_leaves_the_index_as_it_was(world, at):
    before = stored()
    with transaction.atomic():
        RecommendationFactory(world=world, at=at, admissible=True, **PUBLIC)
        assert titles("tramway")
        transaction.set_rollback(True)
    assert stored() == before


def test_made_anew_the_index_is_what_it_had_become_act_by_act(world, at, capsys):
    for _n in range(3):
        RecommendationFactory(world=world, at=at, admissible=True, **PUBLIC)
    sitting = approved(world, at).sitting
    deliberations.publish_minutes(sitting, by=world.users["clerk"], at=at + timedelta(days=31))
    person = Person.objects.public().first()
    person.last_name = "Autrement"
    person.save()
    home = HomePage.objects.get()
    for page in ProsePage.objects.child_of(home):  # those that a new site begins with
        page.save()
    before = stored()
    call_command("index")
    assert stored() == before
    assert f"{len(before[0])} records" in capsys.readouterr().out
    assert titles("tramway") == [PUBLIC["title"]] * 3


def test_the_same_words_again_write_nothing(world, at, django_assert_num_queries):
    text = RecommendationFactory(world=world, at=at, admissible=True, **PUBLIC)
    with django_assert_num_queries(4):  # the last version; the card, and the transaction around it
        text.keep_card()


def test_a_word_of_the_title_counts_more_than_one_of_the_summary_than_one_of_the_text(world, at):
    words = {"title": "Ancien titre", "summary": "Ancien résumé.", "body": "1. Demande.", "rationale": "Motifs."}
    for place in ("rationale", "summary", "title"):
        RecommendationFactory(world=world, at=at, admissible=True, **words | {place: f"Le tramway du {place}"})
    question = ask("tramway")
    rows = best_first(answering(question), question)
    assert ["tramway" in f"{row.title_words}" for row in rows] == [True, False, False]
    assert ["tramway" in f"{row.summary_words}" for row in rows] == [False, True, False]


def test_every_word_is_wanted_and_an_unknown_one_stands_for_those_like_it(world, at):
    RecommendationFactory(world=world, at=at, admissible=True, **PUBLIC)
    assert titles("vélos ateliers") == titles("ateleirs vélso") == titles("neud") == [PUBLIC["title"]]
    assert titles("vélos piscine") == []
    assert ask("ateleirs vélos piscine").unknown == ["ateleirs", "piscine"]
    assert titles("vélos piscine", any_of=True) == [PUBLIC["title"]]
    assert titles("tramway", headings=True) == []


@pytest.mark.parametrize(
    "words",
    ["", "🚲", "de la", "AND", "NOT vélos", '"', "vélos*", "title_words:vélos", "a & b | !c", "(((", "'; DROP TABLE",
     "\\", "NEAR(vélos)", "x" * 10_000, "mot " * 50_000, "\x00", "%_", ":*", "<->", "-vélos", "{title_words}"],
)  # fmt: skip
def test_every_sign_stands_for_itself(world, at, words):
    RecommendationFactory(world=world, at=at, admissible=True, **PUBLIC)
    question = ask(words)
    found_ = list(answering(question))
    assert [card.title for card in found_ if card.kind == "recommendation"] in ([], [PUBLIC["title"]])
    if question:
        assert len(IndexCard.objects.filter(key__in=keys("recommendation", question))) >= 0
