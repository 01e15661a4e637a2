"""The pages that explain the count say what the count does: their examples are recomputed (RULES V13, V15)."""

import json
import re
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest
from django.conf import settings

from governance.recount import AGREES, recount
from governance.voting import Base, Electorate, Objection, Rule, decide, settle

from .ballots import ASSEMBLY, COMMISSION, NO_QUORUM_RULE, counts
from .test_ballot_file import CONSENT, ELECTION, HANDS, PREFERENCE, ROLL_CALL, SECRET, changed

DOCS = Path(settings.BASE_DIR) / "docs"
COUNTING = (DOCS / "counting.md").read_text()
RECOUNT = (DOCS / "recount.md").read_text()
BASES = {"exprimés": Base.EXPRESSED, "votants": Base.VOTERS, "présents": Base.PRESENT, "sièges": Base.ENTITLED}


def table(text, heading):
    """The rows of the table that begins with that heading."""
    after = text.split(f"| {heading} |", 1)[1].splitlines()[2:]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in after[: after.index("")]]
    assert rows
    return rows


def code(text, language):
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


@pytest.mark.parametrize("row", table(COUNTING, "profil"), ids=" ".join)
def test_Q1_the_quorums_of_the_page_are_right(row):
    profile, entitled, present, proxies, needed, met = row
    rule = (ASSEMBLY if profile.startswith("assemblée") else COMMISSION).quorum
    quorum = rule.of(entitled=int(entitled), present=int(present), represented=int(proxies))
    assert (str(quorum.needed), quorum.met) == (needed, met == "oui")


@pytest.mark.parametrize("row", table(COUNTING, "base | seuil"), ids=" ".join)
def test_V4_the_results_of_the_page_are_right(row):
    base, threshold, in_favour, against, abstain, needed, result = row
    words, share = threshold.rsplit(" ", 1)
    rule = Rule(base=BASES[base], threshold=Fraction(share), strict=words == "plus de", quorum=NO_QUORUM_RULE)
    council = Electorate(entitled=31, present=21, represented=2)
    outcome = decide(rule, council, {"": counts(int(in_favour), int(against), int(abstain))}, "roll_call")
    assert (str(outcome.needed), outcome.adopted) == (needed, result == "adopté")


@pytest.mark.parametrize("row", table(COUNTING, "au tour"), ids=" ".join)
def test_V14_the_rounds_of_the_page_are_right(row):
    _round, raised, withdrawn, met, left, result = row
    fates = [{"withdrawn": True}] * int(withdrawn) + [{"met": True}] * int(met) + [{}] * int(left)
    assert len(fates) == int(raised)
    council = Electorate(entitled=31, present=21, represented=2)
    outcome = settle(NO_QUORUM_RULE, council, [Objection(reason="Trop cher.", **fate) for fate in fates])
    assert outcome.outcome == {"adopté": "adopted", "pas de consentement": "rejected"}[result]


def test_V13_the_file_of_the_page_gives_the_outcome_of_the_page():
    ballot, outcome = (json.loads(block) for block in code(RECOUNT, "json")[:2])
    result = recount(ballot)
    assert (result.status, result.outcome) == (AGREES, outcome)


def test_V13_the_other_forms_of_the_page_are_read():
    forms = [json.loads(block) for block in code(RECOUNT, "json")[2:]]
    seats = {"electorate": {"entitled": 21, "present": 21, "represented": 0}, "proclaimed": None}
    results = [
        recount(document | form | seats) for document, form in zip((CONSENT, PREFERENCE, ELECTION), forms, strict=True)
    ]
    assert [result.outcome["outcome"] for result in results] == ["adopted", "chosen", "elected"]
    assert results[1].outcome["chosen"] == "gare"


@pytest.mark.parametrize(
    "document",
    [
        ROLL_CALL,
        SECRET,
        HANDS,
        changed(ROLL_CALL, ["rule", "quorum", "threshold"], "2/3"),
        changed(ROLL_CALL, ["rule", "threshold"], "2/3"),
        ROLL_CALL | {"rule": ROLL_CALL["rule"] | {"base": "expressed"}, "votes": [], "casting_vote": "for"},
        ROLL_CALL
        | {
            "rule": ROLL_CALL["rule"] | {"base": "expressed"},
            "votes": [ROLL_CALL["votes"][0], ROLL_CALL["votes"][3]],
            "casting_vote": "for",
        },
    ],
)
def test_V13_the_script_of_the_page_counts_like_we_do(document):
    (script,) = code(RECOUNT, "python")
    ended = subprocess.run(
        [sys.executable, "-c", script],
        input=json.dumps(document),
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    assert ended.stdout.strip() == recount(document).outcome["outcome"]
