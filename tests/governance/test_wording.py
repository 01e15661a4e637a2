"""The sentences under a ballot: what it needed, with what quorum (RULES V15, Q2)."""

import pytest
from django.utils.html import strip_tags

from governance.wording import needed_sentence, quorum_words, rule_lines, share_words

RULE = {
    "base": "present",
    "threshold": "1/2",
    "strict": True,
    "tie": "rejected",
    "colleges": "none",
    "quorum": {"threshold": "1/2", "strict": False, "counts": "represented", "required": True},
}
RESULT = {
    "outcome": "adopted", "decided_by": "threshold", "base": "40", "needed": "21", "for": "31",
    "quorum": {"base": 55, "needed": 28, "count": 40, "met": True},
}  # fmt: skip


def said(result=None, **rule):
    return strip_tags(needed_sentence(RESULT | (result or {}), RULE | rule))


def test_V15_what_was_needed_is_said_with_its_base():
    assert said() == "Il fallait 21 voix, plus de la moitié des 40 membres présents ou représentés."
    assert said({"base": "19", "needed": "13"}, base="expressed", threshold="2/3", strict=False) == (
        "Il fallait 13 voix, au moins les deux tiers des 19 suffrages exprimés."
    )


def test_V5_a_tie_says_how_it_ended():
    assert said({"decided_by": "tie"}).endswith("Les voix se sont partagées également.")
    assert "voix prépondérante de la présidence" in said({"decided_by": "casting_vote"})


@pytest.mark.parametrize(
    ("result", "rule", "words"),
    [
        ({}, {"colleges": "each"}, "dans chaque collège"),
        ({"for": "7/12", "base": "1"}, {"colleges": "weighted"}, "7/12"),
        ({"needed": "7/2", "base": "13/2"}, {}, "7/2 sur 13/2"),
        ({"decided_by": "quorum"}, {}, "rien n’est décidé"),
        ({"decided_by": "empty_base"}, {}, "rien ne peut être adopté"),
    ],
)
def test_V6_colleges_weights_and_nothing_to_count_have_their_own_words(result, rule, words):
    assert words in said(result, **rule)


def test_Q1_the_quorum_names_those_it_counts():
    def words(represented=4, **quorum):
        rule = RULE | {"quorum": RULE["quorum"] | quorum}
        return quorum_words(RESULT, rule, present=36, represented=represented)

    assert words() == "Quorum : 36 présents et 4 pouvoirs pour 28 requis."
    assert words(represented=0) == "Quorum : 36 présents pour 28 requis."
    assert words(counts="present") == "Quorum : 36 présents pour 28 requis."
    assert words(required=False) == "Aucun quorum n’est exigé."


def test_a_share_without_a_name_is_said_as_a_fraction():
    assert share_words("3/5", strict=False) == "au moins 3/5"


def test_the_rule_is_told_line_by_line():
    lines = dict(rule_lines(RULE | {"colleges": "each", "tie": "casting_vote"}))
    assert lines == {
        "Majorité": "plus de la moitié des membres présents ou représentés",
        "Partage des voix": "voix prépondérante de la présidence",
        "Quorum": "au moins la moitié des sièges en exercice, pouvoirs compris",
        "Collèges": "la majorité est nécessaire dans chacun",
    }
