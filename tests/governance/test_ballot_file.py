"""The public ballot file: read strictly, refused by the name of the field, written exactly (RULES V13)."""

import copy
import json
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.ballot_file import Ballot, Consent, Election, MalformedBallot, compose, load, parse
from governance.recount import AGREES, DISAGREES, MALFORMED, recount, recount_file
from governance.voting import Choice, Grades, Method, Objection, Round, Vote

from .ballots import as_votes, elections, plain, rules, steady

RULE = {
    "base": "voters",
    "threshold": "1/2",
    "strict": True,
    "tie": "casting_vote",
    "colleges": "none",
    "quorum": {"threshold": "1/2", "strict": True, "counts": "present", "required": True},
}
ELECTORATE = {
    "entitled": 8,
    "present": 5,
    "represented": 1,
    "colleges": {
        "A": {"entitled": 4, "present": 3, "represented": 1, "weight": "1/2"},
        "B": {"entitled": 4, "present": 2, "represented": 0, "weight": "1/2"},
    },
}
ROLL_CALL = {
    "format": "coconseil-ballot/1",
    "question": "Adoptez-vous la recommandation 2026-014 ?",
    "method": "roll_call",
    "rule": RULE,
    "electorate": ELECTORATE,
    "casting_vote": None,
    "votes": [
        {"seat": "A-01", "college": "A", "choice": "for", "by_proxy": False, "weight": "1", "name": "Aline Weber"},
        {"seat": "A-02", "college": "A", "choice": "for", "by_proxy": True, "weight": "1"},
        {"seat": "A-03", "college": "A", "choice": "for"},
        {"seat": "B-01", "college": "B", "choice": "against", "by_proxy": False, "weight": "1"},
        {"seat": "B-02", "college": "B", "choice": "null", "by_proxy": False, "weight": "1"},
    ],
    "proclaimed": {"outcome": "adopted"},
}
SECRET = ROLL_CALL | {
    "method": "secret",
    "votes": [{"college": vote["college"], "choice": vote["choice"]} for vote in ROLL_CALL["votes"]],
}
HANDS = {key: value for key, value in ROLL_CALL.items() if key != "votes"} | {
    "method": "show_of_hands",
    "counts": {
        "A": {"for": 3, "against": 0, "abstain": 0, "blank": 0, "null": 0},
        "B": {"for": 0, "against": 1, "abstain": 0, "blank": 0, "null": 1},
    },
}
CONSENT = {key: value for key, value in ROLL_CALL.items() if key != "votes"} | {
    "method": "consent",
    "objections": [{"seat": "A-01", "reason": "Le coût n’est pas chiffré.", "withdrawn": False, "met": True}],
}
PREFERENCE = {key: value for key, value in CONSENT.items() if key != "objections"} | {
    "method": "preference",
    "grades": {"scale": ["bien", "passable"], "options": {"nord": [4, 2], "sud": [2, 4]}},
    "proclaimed": {"outcome": "chosen", "chosen": "nord"},
}
ELECTION = {key: value for key, value in CONSENT.items() if key != "objections"} | {
    "method": "election",
    "oldest_first": ["Aline", "Bruno"],
    "rounds": [{"votes": {"Aline": 4, "Bruno": 1}, "blank": 1, "null": 0}],
    "proclaimed": {"outcome": "elected", "elected": "Aline"},
}
EXAMPLES = {
    "roll call": ROLL_CALL,
    "secret": SECRET,
    "hands": HANDS,
    "consent": CONSENT,
    "preference": PREFERENCE,
    "election": ELECTION,
}
DROP = object()


def changed(document, path, value):
    """The document with the value at the path replaced, added or dropped."""
    document = copy.deepcopy(document)
    *way, last = path
    place = document
    for step in way:
        place = place[step]
    if value is DROP:
        del place[last]
    else:
        place[last] = value
    return document


@pytest.mark.parametrize("document", EXAMPLES.values(), ids=EXAMPLES)
def test_V13_every_form_is_read_counted_and_agrees(document):
    result = recount(document)
    assert (result.status, result.remark) == (AGREES, "")


def test_V13_roll_call_secret_and_hands_give_one_outcome():
    outcomes = [recount(document).outcome for document in (ROLL_CALL, SECRET, HANDS)]
    assert outcomes[0] == outcomes[1] == outcomes[2]
    assert outcomes[0] == {
        "outcome": "adopted",
        "decided_by": "threshold",
        "base": "5",
        "needed": "3",
        "for": "3",
        "against": "1",
        "abstain": "0",
        "blank": "0",
        "null": "1",
        "not_voting": "1",
        "quorum": {"base": 8, "needed": 5, "count": 5, "met": True},
        "colleges": {
            "A": {"base": "3", "for": "3", "against": "0", "met": True},
            "B": {"base": "2", "for": "0", "against": "1", "met": False},
        },
    }


@pytest.mark.parametrize(
    ("path", "value", "accepted"),
    [
        (["votes", 0, "weight"], "3/2", "a weight"),
        (["votes", 2, "seat"], "Ä-03", "a seat in any script"),
        (["proclaimed"], DROP, "nothing proclaimed yet"),
        (["proclaimed"], None, "nothing proclaimed yet, said so"),
        (["casting_vote"], DROP, "no casting vote"),
        (["counts"], None, "the other form, empty"),
        (["electorate", "colleges"], {"A": ELECTORATE["colleges"]["A"], "B": {**ELECTORATE["colleges"]["B"]}}, "same"),
        (["votes"], [], "nobody voted"),
        (["occasion"], {"label": "Plénière"}, "what the file says beside its count"),
    ],
    ids=lambda case: case if isinstance(case, str) else "",
)
def test_V13_what_the_form_leaves_open_is_accepted(path, value, accepted):
    assert isinstance(parse(changed(ROLL_CALL, path, value)), Ballot)


WRONG = [
    (ROLL_CALL, ["format"], "coconseil-ballot/2", "format"),
    (ROLL_CALL, ["format"], DROP, "format"),
    (ROLL_CALL, ["method"], "acclamation", "method"),
    (ROLL_CALL, ["method"], ["roll_call"], "method"),
    (ROLL_CALL, ["rule"], DROP, "rule"),
    (ROLL_CALL, ["rule"], "assembly", "rule"),
    (ROLL_CALL, ["rule", "base"], "all", "rule.base"),
    (ROLL_CALL, ["rule", "base"], None, "rule.base"),
    (ROLL_CALL, ["rule", "threshold"], 0.5, "rule.threshold"),
    (ROLL_CALL, ["rule", "threshold"], "0.5", "rule.threshold"),
    (ROLL_CALL, ["rule", "threshold"], "1/0", "rule.threshold"),
    (ROLL_CALL, ["rule", "threshold"], "0", "rule.threshold"),
    (ROLL_CALL, ["rule", "threshold"], "-1/2", "rule.threshold"),
    (ROLL_CALL, ["rule", "threshold"], "3/2", "rule.threshold"),
    (ROLL_CALL, ["rule", "threshold"], " 1/2", "rule.threshold"),
    (ROLL_CALL, ["rule", "threshold"], "1/2\n", "rule.threshold"),
    (ROLL_CALL, ["rule", "threshold"], "१/२", "rule.threshold"),
    (ROLL_CALL, ["rule", "threshold"], "1e9/2", "rule.threshold"),
    (ROLL_CALL, ["rule", "threshold"], "1/" + "9" * 31, "rule.threshold"),
    (ROLL_CALL, ["rule", "threshold"], DROP, "rule.threshold"),
    (ROLL_CALL, ["rule", "strict"], 1, "rule.strict"),
    (ROLL_CALL, ["rule", "strict"], "true", "rule.strict"),
    (ROLL_CALL, ["rule", "tie"], "oldest", "rule.tie"),
    (ROLL_CALL, ["rule", "colleges"], "both", "rule.colleges"),
    (ROLL_CALL, ["rule", "treshold"], "1/2", "rule.treshold"),
    (ROLL_CALL, ["rule", "quorum"], DROP, "rule.quorum"),
    (ROLL_CALL, ["rule", "quorum", "counts"], "proxies", "rule.quorum.counts"),
    (ROLL_CALL, ["rule", "quorum", "required"], None, "rule.quorum.required"),
    (ROLL_CALL, ["rule", "quorum", "threshold"], "2", "rule.quorum.threshold"),
    (ROLL_CALL, ["electorate"], [], "electorate"),
    (ROLL_CALL, ["electorate", "entitled"], DROP, "electorate.entitled"),
    (ROLL_CALL, ["electorate", "entitled"], True, "electorate.entitled"),
    (ROLL_CALL, ["electorate", "entitled"], 40.0, "electorate.entitled"),
    (ROLL_CALL, ["electorate", "entitled"], "40", "electorate.entitled"),
    (ROLL_CALL, ["electorate", "entitled"], -1, "electorate.entitled"),
    (ROLL_CALL, ["electorate", "entitled"], 10**40, "electorate.entitled"),
    (ROLL_CALL, ["electorate", "entitled"], 7, "electorate.entitled"),
    (ROLL_CALL, ["electorate", "present"], 9, "electorate.present"),
    (ROLL_CALL, ["electorate", "represented"], 4, "electorate.represented"),
    (ROLL_CALL, ["electorate", "absent"], 2, "electorate.absent"),
    (ROLL_CALL, ["electorate", "colleges"], [], "electorate.colleges"),
    (ROLL_CALL, ["electorate", "colleges", "A"], 20, "electorate.colleges.A"),
    (ROLL_CALL, ["electorate", "colleges", "A", "weight"], 0.5, "electorate.colleges.A.weight"),
    (ROLL_CALL, ["electorate", "colleges", "A", "present"], 5, "electorate.colleges.A.present"),
    (ROLL_CALL, ["electorate", "attending_weight"], "4", "electorate.attending_weight"),
    (ROLL_CALL, ["casting_vote"], "abstain", "casting_vote"),
    (ROLL_CALL, ["casting_vote"], {}, "casting_vote"),
    (ROLL_CALL, ["votes"], DROP, "votes"),
    (ROLL_CALL, ["votes"], {}, "votes"),
    (ROLL_CALL, ["counts"], HANDS["counts"], "counts"),
    (ROLL_CALL, ["votes", 3], "for", "votes[3]"),
    (ROLL_CALL, ["votes", 3, "choice"], "pour", "votes[3].choice"),
    (ROLL_CALL, ["votes", 3, "choice"], None, "votes[3].choice"),
    (ROLL_CALL, ["votes", 3, "choice"], DROP, "votes[3].choice"),
    (ROLL_CALL, ["votes", 3, "seat"], "A-01", "votes[3].seat"),
    (ROLL_CALL, ["votes", 3, "seat"], DROP, "votes[3].seat"),
    (ROLL_CALL, ["votes", 3, "seat"], "", "votes[3].seat"),
    (ROLL_CALL, ["votes", 3, "seat"], 7, "votes[3].seat"),
    (ROLL_CALL, ["votes", 3, "college"], "Z", "votes[3].college"),
    (ROLL_CALL, ["votes", 3, "college"], 1, "votes[3].college"),
    (ROLL_CALL, ["votes", 3, "by_proxy"], 0, "votes[3].by_proxy"),
    (ROLL_CALL, ["votes", 3, "weight"], 1, "votes[3].weight"),
    (ROLL_CALL, ["votes", 3, "weight"], "-1", "votes[3].weight"),
    (ROLL_CALL, ["votes"], ROLL_CALL["votes"] + [{"seat": "B-03", "college": "B", "choice": "for"}], "votes.B"),
    (ROLL_CALL, ["proclaimed"], "adopted", "proclaimed"),
    (ROLL_CALL, ["proclaimed"], {}, "proclaimed.outcome"),
    (ROLL_CALL, ["proclaimed", "outcome"], "elected", "proclaimed.outcome"),
    (SECRET, ["votes", 2, "seat"], "A-03", "votes[2].seat"),
    (SECRET, ["votes", 2, "name"], "Carla Roth", "votes[2].name"),
    (HANDS, ["counts"], DROP, "votes"),
    (HANDS, ["counts", "Z"], HANDS["counts"]["A"], "counts.Z"),
    (HANDS, ["counts", "A"], [3], "counts.A"),
    (HANDS, ["counts", "A", "for"], -1, "counts.A.for"),
    (HANDS, ["counts", "A", "for"], True, "counts.A.for"),
    (HANDS, ["counts", "A", "for"], 2.0, "counts.A.for"),
    (HANDS, ["counts", "A", "for"], "3", "counts.A.for"),
    (HANDS, ["counts", "A", "for"], DROP, "counts.A.for"),
    (HANDS, ["counts", "A", "for"], 5, "counts.A"),
    (HANDS, ["counts", "A", "pour"], 0, "counts.A.pour"),
    (HANDS, ["grades"], PREFERENCE["grades"], "grades"),
    (CONSENT, ["objections", 0, "reason"], None, "objections[0].reason"),
    (CONSENT, ["objections", 0, "withdrawn"], DROP, "objections[0].withdrawn"),
    (CONSENT, ["objections", 0, "met"], "no", "objections[0].met"),
    (CONSENT, ["objections", 0, "author"], "x", "objections[0].author"),
    (CONSENT, ["votes"], [], "objections"),
    (PREFERENCE, ["grades"], DROP, "grades"),
    (PREFERENCE, ["grades", "scale"], [], "grades.scale"),
    (PREFERENCE, ["grades", "scale"], ["bien", "bien"], "grades.scale[1]"),
    (PREFERENCE, ["grades", "options", "sud"], [6], "grades.options.sud"),
    (PREFERENCE, ["grades", "options", "sud"], [3, 2], "grades.options.sud"),
    (PREFERENCE, ["grades", "options", "sud", 0], -2, "grades.options.sud[0]"),
    (PREFERENCE, ["proclaimed", "outcome"], "adopted", "proclaimed.outcome"),
    (ELECTION, ["rounds"], [], "rounds"),
    (ELECTION, ["oldest_first"], DROP, "oldest_first"),
    (ELECTION, ["rounds", 0, "votes", "Zoé"], 1, "rounds[0].votes.Zoé"),
    (ELECTION, ["rounds", 0, "votes", "Bruno"], 2, "rounds[0]"),
    (ELECTION, ["rounds", 0, "blank"], DROP, "rounds[0].blank"),
    (ELECTION, ["rounds"], ELECTION["rounds"] * 2, "rounds[1]"),
]


@pytest.mark.parametrize(("document", "path", "value", "field"), WRONG)
def test_E1_a_malformed_file_is_refused_by_the_name_of_the_field(document, path, value, field):
    with pytest.raises(MalformedBallot) as refused:
        parse(changed(document, path, value))
    assert refused.value.field == field
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("document", [None, 7, "ballot", [ROLL_CALL], True])
def test_E1_a_file_that_is_no_object_is_refused(document):
    with pytest.raises(MalformedBallot, match="fichier"):
        parse(document)


def test_V6_where_colleges_decide_a_vote_outside_them_is_refused():
    document = changed(changed(ROLL_CALL, ["rule", "colleges"], "each"), ["votes", 1, "college"], DROP)
    with pytest.raises(MalformedBallot, match=r"votes\[1\]\.college"):
        parse(document)


def test_V6_weighted_colleges_need_their_weights():
    document = changed(ROLL_CALL, ["rule", "colleges"], "weighted")
    assert isinstance(parse(document), Ballot)
    with pytest.raises(MalformedBallot, match=r"electorate\.colleges\.B\.weight"):
        parse(changed(document, ["electorate", "colleges", "B", "weight"], DROP))


def test_V12_a_secret_paper_may_keep_its_college_to_itself():
    withheld = changed(SECRET, ["votes"], [{"choice": vote["choice"]} for vote in SECRET["votes"]])
    assert recount(withheld).outcome["for"] == "3"


def test_V14_a_consent_ballot_may_also_be_counted():
    """All for, at least: one vote against is an objection that stands."""
    unanimity = RULE | {"base": "expressed", "threshold": "1", "strict": False}
    document = ROLL_CALL | {"method": "consent", "rule": unanimity}
    assert recount(document).outcome["outcome"] == "rejected"
    assert recount(changed(document, ["votes", 3, "choice"], "abstain")).outcome["outcome"] == "adopted"


def test_E1_weights_too_varied_to_be_added_up_are_refused():
    primes = [n for n in range(10**5, 10**5 + 2000) if all(n % d for d in range(2, 320))]
    votes = [{"seat": str(n), "choice": "for", "weight": f"1/{n}"} for n in primes]
    electorate = {"entitled": 200, "present": 200, "represented": 0}
    with pytest.raises(MalformedBallot, match=r"votes\[\d+\]\.weight"):
        parse(ROLL_CALL | {"votes": votes, "electorate": electorate})


def test_E1_a_sum_too_long_to_be_written_is_malformed_not_a_crash():
    codes = range(400)
    colleges = {
        f"c{i}": {"entitled": 10**20 + i, "present": 10**20 + i, "represented": 0, "weight": f"1/{10**25 + i}"}
        for i in codes
    }
    cast = {f"c{i}": {"for": 1, "against": 0, "abstain": 0, "blank": 0, "null": 0} for i in codes}
    document = HANDS | {
        "rule": RULE | {"colleges": "weighted", "base": "present"},
        "electorate": {"entitled": 10**23, "present": 10**23, "represented": 0, "colleges": colleges},
        "counts": cast,
    }
    assert recount(document).status == MALFORMED


def test_V13_a_proclaimed_figure_that_counts_otherwise_disagrees():
    result = recount(changed(ROLL_CALL, ["proclaimed"], {"outcome": "rejected", "for": "3", "note": "à main levée"}))
    assert result.status == DISAGREES
    assert "outcome" in result.remark
    assert "for" not in result.remark.replace("format", "")
    assert result.outcome["outcome"] == "adopted"


def test_V13_numbers_beyond_every_float_stay_exact():
    many = 2**60
    document = HANDS | {
        "rule": RULE | {"base": "expressed"},
        "electorate": {"entitled": 2 * many + 1, "present": 2 * many + 1, "represented": 0},
        "counts": {"": {"for": many + 1, "against": many, "abstain": 0, "blank": 0, "null": 0}},
    }
    outcome = recount(document).outcome
    assert (outcome["outcome"], outcome["needed"], outcome["for"]) == ("adopted", str(many + 1), str(many + 1))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b'{"format": 1, "format": 2}', "format"),
        (b'{"a": NaN}', "NaN"),
        (b'{"a": -Infinity}', "Infinity"),
        (b'{"a": 1', "JSON"),
        (b"\xff\xfe{}", "UTF-8"),
        (b"[" * 100_000, "imbrications"),
        (b'{"a": ' + b"9" * 5000 + b"}", "nombre"),
        (b"", "JSON"),
    ],
)
def test_E1_a_text_that_is_no_faithful_json_is_refused(text, said):
    with pytest.raises(MalformedBallot, match=said):
        load(text)


def test_E1_a_line_break_in_a_key_does_not_break_the_line_of_the_message():
    document = changed(HANDS, ["counts", "A\n\u2028\ud800é"], {})
    with pytest.raises(MalformedBallot, match=r"counts\.A\\n\\u2028\\ud800é") as refused:
        parse(document)
    str(refused.value).encode()
    assert len(str(refused.value).splitlines()) == 1


grade_scales = st.just(("bien", "passable", "insuffisant"))


@st.composite
def ballots(draw):
    electorate, cast = draw(elections(most=3))
    rule = draw(rules())
    method = draw(st.sampled_from(Method))
    contents = {
        Method.CONSENT: Consent(tuple(draw(st.lists(objections, max_size=3)))),
        Method.PREFERENCE: Grades(scale=("bien", "passable"), options={"nord": (1, 0), "sud": (0, 1)}),
        Method.ELECTION: Election(("Aline", "Bruno"), (Round(votes={"Aline": 1}, null=1),)),
        Method.SHOW_OF_HANDS: cast,
        Method.SECRET: tuple(replace(vote, seat=None) for vote in as_votes(cast)),
        Method.ROLL_CALL: tuple(as_votes(cast)),
    }
    return Ballot(
        method=method,
        rule=rule,
        electorate=plain(9) if method in (Method.PREFERENCE, Method.ELECTION) else electorate,
        cast=contents[method],
        casting_vote=draw(st.sampled_from([None, Choice.FOR, Choice.AGAINST])),
        proclaimed=draw(st.sampled_from([None, {"outcome": "no_quorum"}])),
    )


objections = st.builds(
    Objection, reason=st.text(max_size=9), seat=st.none() | st.just("A-01"), withdrawn=st.booleans(), met=st.booleans()
)


@steady
@given(ballots())
def test_V13_what_is_written_is_read_back_the_same(ballot):
    if ballot.rule.colleges != "none" and not ballot.electorate.colleges:
        ballot = replace(ballot, rule=replace(ballot.rule, colleges="none"))
    text = json.dumps(compose(ballot)).encode()
    again = parse(load(text))
    assert again == ballot
    assert again.outcome().as_dict() == ballot.outcome().as_dict()


def test_V13_weights_are_written_exactly():
    heavy = replace(plain(3), entitled_weight=Fraction(13, 3), attending_weight=Fraction(10, 3))
    ballot = replace(parse(ROLL_CALL), electorate=heavy, cast=(Vote(Choice.FOR, weight=Fraction(7, 3), seat="A-01"),))
    assert parse(compose(ballot)) == ballot
    assert compose(ballot)["electorate"]["entitled_weight"] == "13/3"


def test_V12_a_secret_ballot_is_written_without_seats():
    ballot = replace(parse(ROLL_CALL), method=Method.SECRET)
    assert "seat" not in json.dumps(compose(ballot)["votes"])


def paths(value, way=()):
    """Every place in a document."""
    yield way
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in steps:
        yield from paths(inner, (*way, step))


PLACES = [(name, way) for name, document in EXAMPLES.items() for way in paths(document) if way]
anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(10**20, 10**40)
    | st.floats()
    | st.text(max_size=6)
    | st.sampled_from(["for", "A", "A-01", "1/2", "9" * 40, "1/0", "\ud800", "\n", DROP]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


def without_drops(value):
    if isinstance(value, dict):
        return {key: without_drops(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [without_drops(inner) for inner in value]
    return None if value is DROP else value


def well_told(result):
    """What any recount must be: an outcome, or one line that can be printed."""
    assert (result.outcome is None) == (result.status == MALFORMED)
    assert bool(result.remark) == (result.status != AGREES)
    assert len(result.remark.encode().splitlines()) <= 1
    json.dumps(result.outcome)


@steady
@given(st.lists(st.tuples(st.sampled_from(PLACES), anything), min_size=1, max_size=2))
def test_E1_no_broken_file_is_ever_more_than_one_line(changes):
    name = changes[0][0][0]
    document = EXAMPLES[name]
    for (of, way), value in changes:
        if of == name:
            try:
                document = changed(document, way, value if value is DROP else without_drops(value))
            except (KeyError, IndexError, TypeError):
                continue  # an earlier change took this place away
    well_told(recount(document))


@steady
@given(st.sampled_from(sorted(EXAMPLES)), st.integers(0, 5000), st.integers(0, 40), st.binary(max_size=3))
def test_E1_no_damaged_bytes_are_ever_a_crash(name, start, length, noise):
    text = json.dumps(EXAMPLES[name], indent=1).encode()
    start %= len(text)
    damaged = text[:start] + noise + text[start + length :]
    for result in recount_file(damaged.splitlines(keepends=True)):
        well_told(result)
