"""Dates, hours, numbers and identifiers as people say them, in three languages."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from common import formats
from common.identifiers import bare, format_siret, siret_problem, validate_rna, validate_siret
from common.worddiff import compare

N = "\u202f"
EVENING = datetime(2026, 11, 24, 17, 30, tzinfo=UTC)  # 18:30 in Strasbourg


@pytest.fixture(params=["fr", "en", "de"])
def language(request):
    with translation.override(request.param):
        yield request.param


@pytest.fixture
def french():
    with translation.override("fr"):
        yield


def shown(template, **values):
    return Template("{% load french compare %}" + template).render(Context(values))


def test_a_date_is_said_with_its_weekday(language):
    expected = {"fr": "mardi 24 novembre 2026", "en": "Tuesday 24 November 2026", "de": "Dienstag, 24. November 2026"}
    assert formats.long_date(date(2026, 11, 24)) == expected[language]


def test_a_sitting_is_announced_with_its_hour_in_Strasbourg(language):
    expected = {
        "fr": f"mardi 24 novembre 2026 à 18{N}h{N}30",
        "en": "Tuesday 24 November 2026 at 18:30",
        "de": f"Dienstag, 24. November 2026 um 18:30{N}Uhr",
    }
    assert formats.long_datetime(EVENING) == expected[language]


def test_a_date_is_short_in_lists(language):
    assert (
        formats.short_date(date(2026, 11, 24))
        == {"fr": "24 nov. 2026", "en": "24 Nov 2026", "de": "24. Nov. 2026"}[language]
    )
    assert (
        formats.short_date(date(2026, 3, 1))
        == {"fr": "1er mars 2026", "en": "1 Mar 2026", "de": "1. März 2026"}[language]
    )


def test_the_first_of_a_month_is_an_ordinal_in_French(french):
    assert formats.long_date(date(2026, 3, 1)) == "dimanche 1er mars 2026"
    assert formats.long_date(date(2026, 3, 11)) == "mercredi 11 mars 2026"


def test_an_instant_late_in_the_evening_belongs_to_the_local_day(french):
    assert formats.short_date(datetime(2026, 6, 30, 22, 30, tzinfo=UTC)) == "1er juill. 2026"


def test_hours_in_French(french):
    assert formats.clock(time(18, 0)) == f"18{N}h"
    assert formats.clock(time(9, 5)) == f"9{N}h{N}05"
    assert formats.clock_span(time(18, 30), time(21)) == f"18{N}h{N}30 – 21{N}h"
    assert formats.clock_span(time(18, 30), None) == f"18{N}h{N}30"


def test_a_span_that_ends_on_another_day_names_both(french):
    assert formats.clock_span(EVENING, EVENING.replace(hour=20, minute=0)) == f"18{N}h{N}30 – 21{N}h"
    span = formats.clock_span(EVENING, EVENING.replace(day=25))
    assert span == f"mardi 24 novembre 2026 à 18{N}h{N}30 – mercredi 25 novembre 2026 à 18{N}h{N}30"


def test_hours_in_other_languages():
    with translation.override("en"):
        assert formats.clock(time(9)) == "9:00"
    with translation.override("de"):
        assert formats.clock_span(time(9), time(10, 15)) == f"9:00{N}Uhr – 10:15{N}Uhr"


def test_thousands_are_set_apart(language):
    assert formats.number(12) == "12"
    assert formats.number(1250) == {"fr": f"1{N}250", "en": "1,250", "de": "1.250"}[language]
    assert formats.number(Decimal("3.5")) == {"fr": "3,5", "en": "3.5", "de": "3,5"}[language]
    assert formats.number(-3) == "−3"


def test_fractions_are_told_with_two_decimals_at_most(french):
    assert formats.number(Fraction(1, 3)) == "0,33"
    assert formats.number(Fraction(7, 2)) == "3,5"
    assert formats.number(Fraction(20)) == "20"
    assert formats.number(Fraction(7, 2), 0) == "4"


def test_shares_are_told_in_hundredths(language):
    assert formats.percent(Fraction(7, 9)) == ("78%" if language == "en" else f"78{N}%")
    assert formats.percent(0.785) == ("79%" if language == "en" else f"79{N}%")
    assert formats.percent(1) == ("100%" if language == "en" else f"100{N}%")
    assert formats.percent(Fraction(1, 8), 1) == {"fr": f"12,5{N}%", "en": "12.5%", "de": f"12,5{N}%"}[language]


def test_nought_is_singular_in_French_only(language):
    assert formats.counted(0, "one", "many") == ("0 one" if language == "fr" else "0 many")
    assert formats.counted(1, "one", "many") == "1 one"
    assert formats.counted(2, "one", "many") == "2 many"


def test_what_is_unknown_is_shown_as_nothing(french):
    functions = (
        formats.long_date,
        formats.short_date,
        formats.long_datetime,
        formats.clock,
        formats.number,
        formats.percent,
    )
    assert [function(None) for function in functions] == [""] * 6


def test_a_digest_is_shortened_for_the_eye():
    assert formats.short_digest("9f3a" + "0" * 56 + "c41e") == "9f3a…c41e"
    assert formats.short_digest("abc") == "abc"


def test_a_language_we_do_not_speak_reads_French():
    with translation.override("it"):
        assert formats.clock(time(18)) == f"18{N}h"
    with translation.override(None):
        assert formats.clock(time(18)) == f"18{N}h"


# Identifiers


def test_a_SIRET_is_read_with_or_without_spaces_and_shown_in_groups():
    assert bare(" 341 672\u00a0110.00054 ") == "34167211000054"
    assert format_siret("34167211000054") == f"341{N}672{N}110{N}00054"
    assert format_siret("pas un siret") == "pas un siret"
    assert format_siret("") == ""


@pytest.mark.parametrize("value", ["246 700 488 00017", "24670048800017", "35600000000048", "35600000009075"])
def test_a_true_SIRET_is_accepted_also_those_of_La_Poste(value):
    assert siret_problem(value) is None
    validate_siret(value)


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("246 700 488 00018", "sa clé de contrôle est fausse"),
        ("35600000009076", "sa clé de contrôle est fausse"),
        ("246700488", "ajoutez les 5 chiffres de l’établissement"),
        ("2467004880001", "celui-ci en compte 13"),
        ("24670048800O17", "que des chiffres"),
        ("²4670048800017", "que des chiffres"),
        ("", "celui-ci en compte 0"),
    ],
)
def test_a_false_SIRET_is_refused_with_what_would_make_it_right(french, value, why):
    assert why in str(siret_problem(value))
    with pytest.raises(ValidationError, match=why):
        validate_siret(value)


@given(st.integers(0, 13), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(place, shift):
    digits = "24670048800017"
    wrong = digits[:place] + str((int(digits[place]) + shift) % 10) + digits[place + 1 :]
    assert siret_problem(wrong) is not None


def test_an_RNA_number_is_a_W_and_nine_digits(french):
    validate_rna("W671234567")
    validate_rna("w 671 234 567")
    with pytest.raises(ValidationError, match="Une association d’Alsace ou de Moselle n’en a pas"):
        validate_rna("671234567")


# Filters and tags


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ at|long_date }}", "mardi 24 novembre 2026"),
        ("{{ at|long_datetime }}", f"mardi 24 novembre 2026 à 18{N}h{N}30"),
        ("{{ at|short_date }}", "24 nov. 2026"),
        ("{{ at|clock }}", f"18{N}h{N}30"),
        ("{{ at|clock_span:end }}", f"18{N}h{N}30 – 21{N}h"),
        ("{{ n|number }}", f"1{N}250"),
        ("{{ share|percent }}", f"78{N}%"),
        ("{{ share|percent:1 }}", f"77,8{N}%"),
        ("{{ text|markdown }}", f"<p>Un <em>mot</em>{N}; &lt;b&gt;.</p>"),
        ("{{ text|excerpt:2 }}", "Un mot…"),
        ("{{ text|plain }}", f"Un mot{N}; &lt;b&gt;."),
        ("{{ siret|siret }}", f"246{N}700{N}488{N}00017"),
        ("{{ sha|digest }}", "aaaa…aaaa"),
        ("{{ title|typography }}", f"Qui&lt;b&gt; décide{N}?"),
        ("{% for point in points|demands %}[{{ point }}]{% endfor %}", "[un][deux]"),
        ("{{ nothing|long_date }}{{ nothing|markdown }}{{ nothing|siret }}", ""),
    ],
)
def test_filters_say_it_in_templates(french, template, expected):
    values = {
        "at": EVENING,
        "end": EVENING.replace(hour=20, minute=0),
        "n": 1250,
        "share": Fraction(7, 9),
        "nothing": None,
    }
    values |= {"text": "Un *mot* ; <b>.", "siret": "24670048800017", "sha": "a" * 64, "title": "Qui<b> décide ?"}
    assert shown(template, points="1. un\n2. deux", **values) == expected


def test_a_comparison_says_its_marks_in_words_and_numbers_them(french):
    html = shown("{% inline_comparison c %}", c=compare("Le conseil demande.", "Le conseil <b>recommande</b>."))
    assert '<p class="comparison__block" data-kind="replace">' in html
    assert f'<del id="modification-1"><span class="visually-hidden">[supprimé{N}: </span>demande<span' in html
    assert f'<ins><span class="visually-hidden">[ajouté{N}: </span>&lt;b&gt;recommande&lt;/b&gt;<span' in html


def test_side_by_side_each_side_reads_whole(french):
    html = shown(
        "{% side_by_side c 'Version 1' %}", c=compare("Un  texte\n\nfini", "Un texte\n\ntout neuf ici\n\nfini")
    )
    assert '<th scope="col">Version 1</th><th scope="col">Après</th>' in html
    assert "<td>Un  texte\n\n</td><td>Un texte\n\n</td>" in html
    assert '<tr class="comparison__block" data-kind="insert"><td></td><td><ins id="modification-1">' in html


def test_every_change_can_be_jumped_to(french):
    comparison = compare("un deux trois quatre cinq six", "un DEUX trois quatre CINQ six sept")
    html = shown("{% change_links c %}{% inline_comparison c %}", c=comparison)
    assert comparison.changes == 3
    for number in (1, 2, 3):
        assert html.count(f'href="#modification-{number}"') == html.count(f'id="modification-{number}"') == 1
    assert shown("{% change_links c %}", c=compare("a", "a")) == ""
