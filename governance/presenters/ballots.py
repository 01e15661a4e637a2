"""Ballots as the public sees them: nothing of the votes before closing, everything after it (RULES V10)."""

from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.formats import long_date, number
from common.hemicycle import groups, hemicycle
from common.keeping import not_kept
from council.models import College
from governance.enums import BallotState, ConsentChoice, Method
from governance.methods import manner_of
from governance.models import Ballot
from governance.wording import needed_sentence, outcome_word

from .consent import Heard, heard_in
from .figures import TALLIES, Group, Tally, quorum_of, rule_of
from .judgment import Judgment, judgment_of
from .rounds import RoundShown, rounds_of
from .urn import Urn, urn_of

EXPORT = "/api/v1/ballots/{pk}/export"
SHOWN = (BallotState.CLOSED, BallotState.PROCLAIMED)
FAMILIES = {
    "for": "moss", "abstain": "abstention", "blank": "abstention", "null": "abstention", "against": "accent",
    "consent": "moss", "aside": "abstention", "objection": "accent",
}  # fmt: skip
CAST = ("for", "abstain", "blank", "null", "against")  # from left to right in the hemicycle
RARE = ("blank", "null")  # what only a paper can be: shown where there are any


class Voter(NamedTuple):
    """One voice in the roll: who sits, for whom, and who cast it where it was by proxy (RULES P5)."""

    name: str
    url: str
    seat: str
    by_proxy_of: str


class Roll(NamedTuple):
    """The names of those who voted in one way."""

    label: str
    family: str
    voters: list[Voter]


class CollegeRow(NamedTuple):
    """One college in the table of a ballot; counts are empty while the ballot is open."""

    name: str
    entitled: str
    present: str
    represented: str
    counts: list[tuple[str, str]]  # (label, number)
    bar: list[dict]  # parts of the component "result_bar"; none for a college not counted apart


@dataclass(frozen=True)
class Card:
    """A ballot beside its recommendation, or in the list of its ballots."""

    ballot: Ballot
    title: str
    state: str
    state_label: str
    tally: Tally | None = None
    turnout: str = ""
    export_url: str = ""
    roll_url: str = ""


@dataclass(frozen=True)
class Page:
    """Everything the page of one ballot shows."""

    card: Card
    rule: list[tuple[str, str]]
    fragment: str  # what the method shows of itself once the ballot is closed
    rolls: list[Roll] = field(default_factory=list)
    objections: list[Heard] = field(default_factory=list)  # of a consent round
    urn: Urn | None = None  # of a secret ballot
    judgment: Judgment | None = None  # of a choice among options
    rounds: list[RoundShown] = field(default_factory=list)  # of an election
    colleges: list[CollegeRow] = field(default_factory=list)


def ballots_of(recommendation) -> list[Ballot]:
    """Every ballot on a recommendation and on its amendments, the first one first, with its text. One query."""
    ballots = Ballot.objects.filter(version__recommendation=recommendation)
    found = list(ballots.select_related("version", "amendment", "casting_vote__person").order_by("opened_at", "pk"))
    for version in (ballot.version for ballot in found if ballot.version):
        version.recommendation = recommendation
    return found


def deciding(ballots) -> Ballot | None:
    """The ballot on the text to show first: the one that decided, else the latest that was not declared void.

    A consent round that found none decides nothing but itself: the latest is shown.
    """
    counted = [ballot for ballot in ballots if ballot.state != BallotState.VOID and ballot.amendment_id is None]
    proclaimed = [b for b in counted if b.state == BallotState.PROCLAIMED and b.result["decided_by"] != "objection"]
    decided = [b for b in proclaimed if b.outcome in ("adopted", "rejected")]
    return (decided or counted or [None])[-1]


def card(ballot: Ballot) -> Card:
    """One ballot; an open one costs a query more, for its turnout."""
    shown = ballot.state in SHOWN
    url = ballot.get_absolute_url()
    return Card(
        ballot=ballot,
        title=title_of(ballot),
        state=ballot.state,
        state_label=ballot.get_state_display(),
        tally=tally(ballot) if shown else None,
        turnout=turnout(ballot) if ballot.state == BallotState.OPEN else "",
        export_url=EXPORT.format(pk=ballot.pk) if shown else "",
        roll_url=f"{url}#noms" if shown and manner_of(ballot).named else "",
    )


def title_of(ballot: Ballot) -> str:
    """« Le scrutin du 24 mars 2026 », « Amendement A3 : le scrutin du… », and which round it is, of consent."""
    words = _("Amendement %(label)s : le scrutin du %(date)s") if ballot.amendment else _("Le scrutin du %(date)s")
    label = ballot.amendment and ballot.amendment.label
    title = words % {"label": label, "date": long_date(ballot.occasion_date).split(" ", 1)[-1]}
    if "round" not in ballot.terms:
        return title
    return _("%(title)s, tour %(n)s") % {"title": title, "n": ballot.terms["round"]}


def turnout(ballot: Ballot) -> str:
    """How many have voted so far, and nothing else (RULES V10)."""
    not_kept()
    mark = manner_of(ballot).mark
    if not mark:
        return ""
    voices = ballot.electors.count()
    voted = ballot.electors.filter(**{f"{mark}__isnull": False}).count()
    words = ngettext("%(n)s voix exprimée sur %(all)s", "%(n)s voix exprimées sur %(all)s", voted)
    return words % {"n": number(voted), "all": number(voices)}


def tally(ballot: Ballot) -> Tally:
    """The figures of a closed ballot: no query, all comes from its stored result (RULES V15)."""
    return TALLIES.get(ballot.method, _whether_adopted)(ballot)


def _whether_adopted(ballot):
    result: dict = ballot.result or {}
    counts = cast_in(ballot)
    shown = [_group(choice, count) for choice, count in counts.items() if count or choice not in RARE]
    described = ", ".join(f"{group.count} {group.label}" for group in shown)
    return Tally(
        groups=shown,
        outcome=outcome_word(ballot),
        arithmetic=needed_sentence(result, ballot.rule),
        quorum=quorum_of(ballot),
        described=_("Résultat du scrutin : %(counts)s.") % {"counts": described},
        drawing=_drawing(shown, counts),
    )


def cast_in(ballot: Ballot) -> dict[str, Fraction]:
    """What was cast in a closed ballot, by choice; in a consent round, what the voices answered."""
    if ballot.method != Method.CONSENT:
        return cast(ballot.result or {}, ballot.rule)
    rows = (ballot.counts or {}).values()
    return {choice: Fraction(sum(own.get(choice, 0) for own in rows)) for choice in ConsentChoice.values}


def cast(result: dict, rule: dict) -> dict[str, Fraction]:
    """The votes themselves; where colleges are weighted `for` is a share, and the votes are in the colleges."""
    counts = {choice: Fraction(result[choice]) for choice in CAST}
    if rule["colleges"] == "weighted":
        counts["for"] = sum((Fraction(college["for"]) for college in result["colleges"].values()), Fraction(0))
    return counts


def _group(choice, count):
    n = 1 if count < 2 else 2
    labels = {
        "for": _("pour"),
        "against": _("contre"),
        "abstain": ngettext("abstention", "abstentions", n),
        "blank": ngettext("blanc", "blancs", n),
        "null": ngettext("nul", "nuls", n),
        "consent": ngettext("consent", "consentent", n),
        "aside": _("en retrait"),
        "objection": ngettext("objection", "objections", n),
    }
    return Group(choice, str(count), labels[choice], FAMILIES[choice])


def _drawing(shown, counts):
    """One dot a vote; weighted votes are no dots."""
    if any(count.denominator != 1 for count in counts.values()) or not sum(counts.values()):
        return None
    return hemicycle(groups((group.family, group.label, int(counts[group.choice])) for group in shown))


def ballot_page(ballot: Ballot) -> Page:
    """The page of one ballot, closed or open: three queries more than its card, however many voices."""
    shown, manner = card(ballot), manner_of(ballot)
    electors = _electors(ballot, manner.mark) if shown.roll_url else []
    return Page(
        card=shown,
        fragment=manner.record_fragment,
        rule=rule_of(ballot),
        rolls=_rolls(shown, electors),
        objections=heard_in(ballot) if ballot.method == Method.CONSENT and shown.tally else [],
        urn=urn_of(ballot) if manner.secret and shown.tally else None,
        rounds=rounds_of(ballot) if ballot.method == Method.ELECTION and shown.tally else [],
        judgment=judgment_of(ballot) if ballot.method == Method.PREFERENCE and shown.tally else None,
        colleges=_colleges(ballot, shown.tally.groups if shown.tally and not manner.asked else ()),
    )


def _electors(ballot, mark):
    """(choice or None, elector) for every voice, in the order of seats. One query."""
    electors = ballot.electors.select_related("seat", "person", "caster", mark).order_by("seat__code")
    return [(getattr(getattr(elector, mark, None), "choice", None), elector) for elector in electors]


def _rolls(shown, electors):
    """Names by choice, then those who did not take part."""
    if not electors:
        return []
    groups_shown = [(g.choice, g.label, g.family) for g in shown.tally.groups if g.choice not in RARE]
    lines = [*groups_shown, (None, _("n’ont pas pris part au vote"), "stone")]
    rolls = [Roll(label, family, [_voter(e) for c, e in electors if c == choice]) for choice, label, family in lines]
    return [roll for roll in rolls if roll.voters]


def _voter(elector):
    return Voter(
        name=str(elector.caster if elector.by_proxy else elector.person),
        url=(elector.caster if elector.by_proxy else elector.person).get_absolute_url(),
        seat=elector.label,
        by_proxy_of=str(elector.person) if elector.by_proxy else "",
    )


def _colleges(ballot, shown):
    """One line a college: its seats, who was there, and how it voted once closed (RULES V6)."""
    names = dict(College.objects.filter(body__kind="plenary").values_list("letter", "name")) if ballot.colleges else {}
    return [
        CollegeRow(
            name=f"{letter} · {names[letter]}" if letter in names else letter,
            entitled=number(seats["entitled"]),
            present=number(seats["present"]),
            represented=number(seats["represented"]),
            counts=[(group.label, _count(ballot, letter, group.choice)) for group in shown],
            bar=_bar((ballot.counts or {}).get(letter, {}), shown),
        )
        for letter, seats in sorted(ballot.colleges.items())
    ]


def _bar(counts, shown):
    """The votes of one college side by side, in percent of what it cast."""
    total, start, parts = sum(counts.values()), 0.0, []
    for group in shown if total else ():
        share = round(100 * counts.get(group.choice, 0) / total, 2)
        label = f"{number(counts.get(group.choice, 0))} {group.label}"
        parts.append({"label": label, "family": group.family, "start": round(start, 2), "share": share})
        start += share
    return parts


def _count(ballot, letter, choice):
    """A college that was not counted apart shows a dash; one that was, and cast nothing, shows a nought."""
    counts = ballot.counts or {}
    return "—" if "" in counts and letter not in counts else number(counts.get(letter, {}).get(choice, 0))
