"""The small words that templates use."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.paginator import Paginator
from django.template import Context, Template
from django.utils.translation import override

from common.templatetags.ui import FACES, language_links, language_root, message_face, page_numbers
from governance.enums import AnswerOutcome, State


def render(source, **context):
    return Template("{% load ui %}" + source).render(Context(context))


@pytest.mark.parametrize("state", [*State, *AnswerOutcome])
def test_every_state_of_a_recommendation_and_every_answer_has_a_face(state):
    assert str(state) in FACES


def test_every_face_is_drawn():
    sprite = Path(settings.BASE_DIR, "static", "icons", "sprite.svg").read_text(encoding="utf-8")
    assert [face for face in FACES.values() if f'<symbol id="{face.icon}"' not in sprite] == []


def test_a_state_is_said_in_words_drawn_and_coloured():
    badge = render('{% state_badge "adopted" "adoptée" %}')
    assert "Adoptée" in badge
    assert 'data-family="moss"' in badge
    assert "#check" in badge


def test_lateness_takes_the_face_of_the_alarm_and_keeps_the_word():
    badge = render('{% state_badge "transmitted" "sans réponse" overdue=True %}')
    assert 'data-family="alarm"' in badge
    assert "Sans réponse" in badge


def test_what_people_wrote_is_escaped_inside_a_component():
    html = render('{% component "card" title=title %}{{ text }}{% endcomponent %}', title="<b>", text="<script>")
    assert "&lt;b&gt;" in html
    assert "&lt;script&gt;" in html
    assert "<script>" not in html


def test_an_icon_is_hidden_from_assistive_technology():
    assert 'aria-hidden="true"' in render('{% icon "check" %}')


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/recommandations/2026-014/", "/de/recommandations/2026-014/"),
        ("/en/recommandations/", "/de/recommandations/"),
        ("/", "/de/"),
        ("/entreprises/", "/de/entreprises/"),
    ],
)
def test_a_page_is_offered_in_each_language_at_its_own_address(rf, path, expected):
    links = {link.code: link for link in language_links({"request": rf.get(path)})}
    assert links["de"].url == expected
    assert links["fr"].url == expected.removeprefix("/de")
    assert links["fr"].current


def test_the_site_begins_at_the_root_in_french_and_under_its_code_otherwise():
    assert language_root() == "/"
    with override("de"):
        assert language_root() == "/de/"


def test_a_long_list_shows_its_ends_and_what_is_near():
    numbers = list(page_numbers(Paginator(range(240), 25).page(5)))
    assert numbers == [1, Paginator.ELLIPSIS, 4, 5, 6, Paginator.ELLIPSIS, 10]


@pytest.mark.parametrize(("tags", "family"), [("error", "alarm"), ("success", "moss"), ("", "river"), (None, "river")])
def test_a_message_has_the_colour_of_its_level(tags, family):
    assert message_face(tags)["family"] == family


def test_what_is_typed_can_be_kept_under_the_name_of_the_form():
    assert 'data-keep="proposal-12"' in render('<form {% keep "proposal-12" %}></form>')
