"""Reading a ballot file. What a file says beside its count (a question, an address) is left alone; in what is
counted an unknown word is refused, because a count that passes over a misspelt line is worse than none."""

from collections.abc import Callable
from fractions import Fraction
from math import lcm

from governance.voting import (
    Base,
    Choice,
    CollegeElectorate,
    Colleges,
    Counting,
    Counts,
    Electorate,
    Grades,
    Inconsistent,
    Method,
    Objection,
    QuorumRule,
    Round,
    Rule,
    Tie,
    Vote,
    check_electorate,
    counted,
    elect,
    rank,
)

from .ballot import FORMAT, Ballot, Consent, Election
from .fields import Field, MalformedBallot

__all__ = ["parse"]

COUNTED = ("votes", "counts")
FORMS = {Method.CONSENT: (*COUNTED, "objections"), Method.PREFERENCE: ("grades",), Method.ELECTION: ("rounds",)}
EVERY_FORM = (*COUNTED, "objections", "grades", "rounds")
SEATS = ("entitled", "present", "represented", "entitled_weight", "attending_weight")
SECRET_VOTE = ("choice", "college", "weight", "by_proxy", "seat")
# Weights with so many different denominators that their sum could not be written out.
MAX_DENOMINATOR = 10**400
# Every word that an outcome can begin with, whatever the method.
OUTCOMES = {
    "grades": ("chosen", "tie", "rejected", "no_quorum"),
    "rounds": ("elected", "next_round", "not_elected", "no_quorum"),
}
MAJORITY_OUTCOMES = ("adopted", "rejected", "no_quorum")


def parse(document: object) -> Ballot:
    """The ballot that a document of the form "coconseil-ballot/1" describes.

    Raises MalformedBallot naming the first field that is missing, of the wrong type, unknown, or that contradicts
    another one (RULES E1).
    """
    root = Field("", document)
    if root["format"].text() != FORMAT:
        root["format"].wrong(f"« {FORMAT} »")
    method = root["method"].word(Method)
    rule = _rule(root["rule"])
    electorate = _electorate(root["electorate"])
    try:
        check_electorate(rule, electorate)
        form = _form(root, method)
        ballot = Ballot(
            method=method,
            rule=rule,
            electorate=electorate,
            cast=READERS[form](root, method, rule, electorate),
            casting_vote=_casting_vote(root["casting_vote"]),
            proclaimed=_proclaimed(root["proclaimed"], form),
        )
    except Inconsistent as error:
        raise MalformedBallot(error.field, error.why) from None
    return ballot


def _rule(field: Field) -> Rule:
    field.only("base", "threshold", "strict", "tie", "colleges", "quorum")
    threshold = field["threshold"].share()
    if not threshold:
        field["threshold"].wrong("fraction plus grande que 0")
    return Rule(
        base=field["base"].word(Base),
        threshold=threshold,
        strict=field["strict"].flag(),
        tie=field["tie"].word(Tie),
        colleges=field["colleges"].word(Colleges),
        quorum=_quorum(field["quorum"]),
    )


def _quorum(field: Field) -> QuorumRule:
    field.only("threshold", "strict", "counts", "required")
    return QuorumRule(
        threshold=field["threshold"].share(),
        strict=field["strict"].flag(),
        counts=field["counts"].word(Counting),
        required=field["required"].flag(),
    )


def _electorate(field: Field) -> Electorate:
    field.only(*SEATS, "colleges")
    colleges = field["colleges"].items() if field["colleges"].given else ()
    return Electorate(**_seats(field), colleges={code: _college(college) for code, college in colleges})


def _college(field: Field) -> CollegeElectorate:
    field.only(*SEATS, "weight")
    return CollegeElectorate(**_seats(field), weight=field["weight"].fraction() if field["weight"].given else None)


def _seats(field: Field) -> dict:
    weights = {key: field[key].fraction() for key in SEATS[3:] if field[key].given}
    return {key: field[key].whole() for key in SEATS[:3]} | weights


def _form(root: Field, method: Method) -> str:
    """Which of the forms of casting the file holds: exactly one, and one of the method's."""
    expected = FORMS.get(method, COUNTED)
    given = [form for form in EVERY_FORM if root[form].given]
    if not given:
        root[expected[0]].wrong(" | ".join(expected))
    for form in given:
        if form not in expected:
            root[form].refuse(f"n’a pas sa place dans un scrutin « {method} »")
    if len(given) > 1:
        root[given[1]].refuse(f"donné en même temps que {given[0]}")
    return given[0]


def _votes(root: Field, method: Method, rule: Rule, electorate: Electorate) -> tuple[Vote, ...]:
    known = set(electorate.colleges) if rule.colleges != Colleges.NONE else {"", *electorate.colleges}
    votes: list[Vote] = []
    seats: dict[str, str] = {}
    denominator = 1
    for field in root["votes"]:
        vote = _vote(field, method)
        if vote.college not in known:
            field["college"].wrong("collège de electorate.colleges")
        if vote.seat is not None and seats.setdefault(vote.seat, field.path) != field.path:
            field["seat"].refuse(f"a déjà voté en {seats[vote.seat]}")
        denominator = lcm(denominator, vote.weight.denominator)
        if denominator > MAX_DENOMINATOR:
            field["weight"].refuse("trop de dénominateurs différents")
        votes.append(vote)
    counted(rule, electorate, votes)
    return tuple(votes)


def _vote(field: Field, method: Method) -> Vote:
    if method == Method.SECRET:
        field.only(*SECRET_VOTE)
    return Vote(
        choice=field["choice"].word(Choice),
        college=_college_key(field["college"]),
        weight=field["weight"].fraction() if field["weight"].given else Fraction(1),
        by_proxy=field["by_proxy"].flag() if field["by_proxy"].given else False,
        seat=_seat(field["seat"], method),
    )


def _college_key(field: Field) -> str:
    if not field.given:
        return ""
    return field.value if field.value == "" else field.text()


def _seat(field: Field, method: Method) -> str | None:
    """Named in a roll call, never in a secret ballot (RULES V12)."""
    if method == Method.SECRET and field.given:
        field.refuse("un bulletin secret ne nomme aucun siège")
    return field.text() if field.given or method == Method.ROLL_CALL else None


def _counts(root: Field, method: Method, rule: Rule, electorate: Electorate) -> Counts:
    counts = {}
    for code, college in root["counts"].items():
        college.only(*Choice)
        counts[code] = {choice: college[choice].whole() for choice in Choice}
    counted(rule, electorate, counts)
    return counts


def _objections(root: Field, method: Method, rule: Rule, electorate: Electorate) -> Consent:
    return Consent(tuple(_objection(field) for field in root["objections"]))


def _objection(field: Field) -> Objection:
    field.only("seat", "reason", "withdrawn", "met")
    if type(field["reason"].value) is not str:
        field["reason"].wrong("texte")
    return Objection(
        reason=field["reason"].value,
        seat=field["seat"].text() if field["seat"].given else None,
        withdrawn=field["withdrawn"].flag(),
        met=field["met"].flag(),
    )


def _grades(root: Field, method: Method, rule: Rule, electorate: Electorate) -> Grades:
    field = root["grades"]
    field.only("scale", "options")
    options = {option: tuple(count.whole() for count in counts) for option, counts in field["options"].items()}
    grades = Grades(scale=_distinct(field["scale"]), options=options)
    rank(rule.quorum, electorate, grades)
    return grades


def _election(root: Field, method: Method, rule: Rule, electorate: Electorate) -> Election:
    election = Election(
        oldest_first=_distinct(root["oldest_first"]), rounds=tuple(_round(field) for field in root["rounds"])
    )
    elect(rule.quorum, electorate, election.rounds, election.oldest_first)
    return election


def _round(field: Field) -> Round:
    field.only("votes", "blank", "null", "attending")
    return Round(
        votes={candidate: votes.whole() for candidate, votes in field["votes"].items()},
        blank=field["blank"].whole(),
        null=field["null"].whole(),
        attending=field["attending"].whole() if field["attending"].given else None,
    )


def _distinct(field: Field) -> tuple[str, ...]:
    """A list of texts, none twice, one at least."""
    texts: dict[str, None] = {}
    for item in field:
        if item.text() in texts:
            item.refuse("donné deux fois")
        texts[item.text()] = None
    return tuple(texts) or field.wrong("liste non vide")


def _casting_vote(field: Field) -> Choice | None:
    if not field.given:
        return None
    if field.value not in (Choice.FOR, Choice.AGAINST):
        field.wrong("for | against | null")
    return field.word(Choice)


def _proclaimed(field: Field, form: str) -> dict | None:
    if not field.given:
        return None
    outcomes = OUTCOMES.get(form, MAJORITY_OUTCOMES)
    if field["outcome"].value not in outcomes:
        field["outcome"].wrong(" | ".join(outcomes))
    return {key: inner.value for key, inner in field.items()}


READERS: dict[str, Callable] = {
    "votes": _votes,
    "counts": _counts,
    "objections": _objections,
    "grades": _grades,
    "rounds": _election,
}
