"""Assembling the ballots of a sitting: four queries, however many voices (RULES V15, P5, M2)."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.formats import clock
from council.models import Person
from deliberations.models import ItemBallot
from deliberations.wording import BASES, consent_sentence, places_words, vote_sentence
from governance.choice_wording import election_sentence, preference_sentence
from governance.enums import BallotState, Choice, ConsentChoice, Method
from governance.methods import manner_of
from governance.models import Elector, Objection
from governance.presenters.amendments import sentences_of
from governance.presenters.consent import fate_words
from governance.wording import is_masculine

from .choices import grades_given, votes_given
from .document import BallotRecord, CountRow, RollGroup

CHOICES = (Choice.FOR, Choice.AGAINST, Choice.ABSTAIN)


@dataclass(frozen=True)
class Voice:
    """One line of a roll call."""

    college: str
    name: str
    choice: str | None
    whose: str = ""


def ballot_records(sitting, colleges, quorums):
    """Return the BallotRecords of a sitting by item id, in order.

    `colleges`: names by letter; `quorums`: sentences by item id and moment of opening.
    """
    links = ItemBallot.objects.filter(item__sitting=sitting).select_related(
        "ballot__version__recommendation", "ballot__casting_vote__person", "ballot__amendment__proposer",
        "ballot__amendment__on_behalf_of",
    )  # fmt: skip
    voices, objections = _voices(sitting), objections_said(sitting)
    records = defaultdict(list)
    for link in links:
        quorum = quorums.get((link.item_id, link.ballot.opened_at), "")
        told = objections.get(link.ballot_id, ())
        records[link.item_id].append(_record(link.ballot, voices[link.ballot_id], colleges, quorum, told))
    return records


def _voices(sitting):
    """Every voice of every ballot, as values: names are looked up in one list of persons."""
    rows = list(
        Elector.objects.filter(ballot__agenda_link__item__sitting=sitting)
        .order_by("ballot", "seat__code")
        .annotate(said=Coalesce("vote__choice", "position__choice"))
        .values_list("ballot_id", "college", "person_id", "caster_id", "by_proxy", "said")
    )
    people = {person for row in rows for person in row[2:4]}
    names = {person.pk: str(person) for person in Person.objects.filter(pk__in=people)}
    voices, for_another = defaultdict(list), _("%(holder)s pour %(giver)s")
    for ballot, college, person, caster, by_proxy, choice in rows:
        name = for_another % {"holder": names[caster], "giver": names[person]} if by_proxy else names[person]
        voices[ballot].append(Voice(college, name, choice, names[person]))
    return voices


def objections_said(sitting):
    """The objections of each consent round, in order: who, why, and what became of it (RULES V14). One query."""
    said, words = defaultdict(list), _("Objection de %(who)s : %(reason)s (%(fate)s)")
    for objection in Objection.objects.filter(elector__ballot__agenda_link__item__sitting=sitting).in_order():
        facts = {"who": objection.elector.person, "reason": objection.reason, "fate": fate_words(objection)}
        said[objection.elector.ballot_id].append(words % facts)
    return {ballot: tuple(lines) for ballot, lines in said.items()}


def _record(ballot, voices, colleges, quorum, objections):
    counted = ballot.state in (BallotState.CLOSED, BallotState.PROCLAIMED)
    by_majority = counted and ballot.method not in TOLD
    rows = _rows(ballot.counts or {}, colleges) if by_majority else ()
    return BallotRecord(
        question=ballot.question,
        method=str(Method(ballot.method).label),
        times=_times(ballot),
        electorate=_electorate(ballot),
        quorum=quorum,
        sentence=told(ballot) if counted else "",
        rows=rows if len(rows) > 1 else (),
        total=_total(rows) if by_majority and ballot.counts is not None else None,
        roll=_roll(voices, ROLLS.get(ballot.method, VOTES)) if counted and manner_of(ballot).named else (),
        casting_vote=_casting_vote(ballot),
        void=_("Scrutin annulé : %(why)s") % {"why": ballot.void_reason} if ballot.void_reason else "",
        kind=ballot.method,
        outcome=ballot.outcome if counted else "",
        needed=str((ballot.result or {}).get("needed", "")) if counted else "",
        path=ballot.get_absolute_url(),
        said=objections if counted else (),
        tables=TABLES[ballot.method](ballot) if counted and ballot.method in TABLES else (),
        amends=_amends(ballot),
    )


def _amends(ballot):
    """« Amendement A3 de Odile Vautrin, Emmaüs, à la version 2. », then what it asks, change by change (RULES R4)."""
    if ballot.amendment is None:
        return ()
    facts = {"label": ballot.amendment.label, "who": ballot.amendment.author, "n": ballot.version.number}
    return (_("Amendement %(label)s, proposé par %(who)s, à la version %(n)s.") % facts, *sentences_of(ballot.wording))


def _times(ballot):
    if ballot.closed_at is None:
        return _("ouvert à %(opened)s") % {"opened": clock(ballot.opened_at)}
    return _("ouvert à %(opened)s, clos à %(closed)s") % {
        "opened": clock(ballot.opened_at),
        "closed": clock(ballot.closed_at),
    }


def _electorate(ballot):
    """« 31 sièges en exercice : 21 présents, 2 représentés »."""
    places = places_words(present=ballot.present, represented=ballot.represented)
    return _("%(entitled)s : %(places)s") % {"entitled": BASES["entitled"](ballot.entitled), "places": places}


def _by_majority(ballot):
    """How a vote for and against ended."""
    return vote_sentence(ballot.result, ballot.rule, masculine=is_masculine(ballot))


def _by_consent(ballot):
    """How a consent round ended."""
    return consent_sentence(ballot, masculine=is_masculine(ballot))


# The sentence and the figures of a method that does not end by a majority for or against
TOLD: dict[str, Callable] = {
    Method.CONSENT: _by_consent,
    Method.PREFERENCE: lambda ballot: preference_sentence(ballot.result),
    Method.ELECTION: lambda ballot: election_sentence(ballot.result),
}
TABLES: dict[str, Callable] = {Method.PREFERENCE: grades_given, Method.ELECTION: votes_given}


def told(ballot):
    """The sentence that says how a closed ballot ended, with its arithmetic (RULES V15)."""
    return TOLD.get(ballot.method, _by_majority)(ballot)


def _rows(counts, colleges):
    """The counts of each college, as they were kept at the closing."""
    return tuple(
        CountRow(
            colleges.get(letter, letter) or _("Comptés ensemble"),
            *(int(Fraction(of.get(choice, 0))) for choice in CHOICES),
        )
        for letter, of in sorted(counts.items())
    )


def _total(rows):
    sums = [sum(row.numbers[index] for row in rows) for index in range(len(CHOICES))]
    return CountRow(_("Ensemble"), *sums)


VOTES = {
    Choice.FOR: gettext_lazy("Pour"),
    Choice.AGAINST: gettext_lazy("Contre"),
    Choice.ABSTAIN: gettext_lazy("Abstention"),
}
# The headings of the roll where the voices answer something else
ROLLS = {
    Method.CONSENT: {
        ConsentChoice.CONSENT: gettext_lazy("Consentement"),
        ConsentChoice.ASIDE: gettext_lazy("En retrait"),
        ConsentChoice.OBJECTION: gettext_lazy("Objection"),
    }
}


def _roll(voices, labels):
    """The names by choice, in the order of seats; who did not vote is said too."""
    groups = [_group(voices, choice, str(label)) for choice, label in labels.items()]
    silent = _group(voices, None, _("N’ont pas voté"))
    return (*groups, *([silent] if silent.names else []))


def _group(voices, choice, label):
    those = [voice for voice in voices if voice.choice == choice]
    names, whose = (tuple(getattr(voice, name) for voice in those) for name in ("name", "whose"))
    return RollGroup(label, names, whose, choice.value if choice else "")


def _casting_vote(ballot):
    vote = getattr(ballot, "casting_vote", None)
    if vote is None:
        return ""
    return _("Voix prépondérante de %(who)s, qui préside : %(choice)s.") % {
        "who": vote.person,
        "choice": vote.get_choice_display(),
    }
