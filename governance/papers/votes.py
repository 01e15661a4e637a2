"""Assembling the ballot that decided a text: three queries, however many voices (RULES V15, P5)."""

from collections import defaultdict
from fractions import Fraction

from django.utils.translation import gettext as _

from common.formats import clock_span, counted, long_date
from council.models import College
from governance.enums import Choice, Method
from governance.methods import manner_of
from governance.models import Ballot
from governance.wording import needed_sentence, quorum_words

from .values import Vote

NAMED = tuple(Choice.values)
RARE = ("blank", "null")  # entered after a show of hands only; shown where there were any


def deciding_ballot(recommendation):
    """Return the proclaimed ballot that adopted or rejected the recommendation, or None."""
    proclaimed = Ballot.objects.on_texts().proclaimed().filter(version__recommendation=recommendation)
    decided = proclaimed.filter(outcome__in=("adopted", "rejected"))
    return decided.select_related("version", "casting_vote__person").last()


def vote_of(recommendation):
    """Return the Vote that decided the recommendation; of one from before this register, what was taken over."""
    ballot = deciding_ballot(recommendation)
    if ballot:
        return _vote(ballot)
    decided = recommendation.moves.filter(step__in=("adopt", "reject")).last()
    return Vote(sentence=decided.note) if decided else None


def _vote(ballot):
    voices = _voices(ballot)
    counts = ballot.counts or {}
    choices = [*NAMED, *(rare for rare in RARE if any(int(Fraction(of.get(rare, 0))) for of in counts.values()))]
    rows = tuple((name, _line(counts[letter], choices)) for letter, name in _named(counts))
    total = tuple(map(sum, zip(*(line for _name, line in rows), strict=True))) or (0,) * len(choices)
    return Vote(
        sentence=_sentence(ballot, choices, total),
        question=ballot.question,
        circumstances=_circumstances(ballot),
        choices=tuple(_head(choice) for choice in choices),
        rows=rows if len(rows) > 1 else (),
        total=total,
        roll=_roll(voices),
        arithmetic=str(needed_sentence(ballot.result, ballot.rule)),
        quorum=quorum_words(ballot.result, ballot.rule, present=ballot.present, represented=ballot.represented),
        casting_vote=_casting_vote(ballot),
    )


def _voices(ballot):
    """(college, name, choice) of each voice in the order of seats, « X pour Y » where X held Y's proxy (RULES P5)."""
    if not manner_of(ballot).named:
        return []
    electors = ballot.electors.select_related("person", "caster", "vote").order_by("seat__code")
    return [(e.college, _name(e), e.vote.choice if hasattr(e, "vote") else None) for e in electors]


def _name(elector):
    if not elector.by_proxy:
        return str(elector.person)
    return _("%(holder)s pour %(giver)s") % {"holder": elector.caster, "giver": elector.person}


def _named(counts):
    """The colleges with a count, each with its name."""
    names = dict(College.objects.filter(body__kind="plenary").values_list("letter", "name"))
    words = {letter: f"{letter} · {name}" for letter, name in names.items()} | {"": _("Comptés ensemble")}
    return [(letter, words.get(letter, letter)) for letter in sorted(counts)]


def _line(counts, choices):
    return tuple(int(Fraction(counts.get(choice, 0))) for choice in choices)


def _head(choice):
    heads = {
        "for": _("Pour"), "against": _("Contre"), "abstain": _("Abstention"), "blank": _("Blanc"), "null": _("Nul"),
    }  # fmt: skip
    return heads[choice]


def _sentence(ballot, choices, total):
    """« Texte adopté : 29 pour, 6 contre, 5 abstentions. », whatever the gender of the text's kind."""
    words = {
        "for": lambda n: counted(n, _("pour"), _("pour")),
        "against": lambda n: counted(n, _("contre"), _("contre")),
        "abstain": lambda n: counted(n, _("abstention"), _("abstentions")),
        "blank": lambda n: counted(n, _("blanc"), _("blancs")),
        "null": lambda n: counted(n, _("nul"), _("nuls")),
    }
    said = ", ".join(words[choice](count) for choice, count in zip(choices, total, strict=True))
    verdict = _("Texte adopté : %(counts)s.") if ballot.outcome == "adopted" else _("Texte rejeté : %(counts)s.")
    return verdict % {"counts": said}


def _circumstances(ballot):
    """« Plénière, mardi 24 mars 2026 · scrutin public · 18 h 50 – 18 h 55 · 60 sièges en exercice »."""
    seats = counted(ballot.entitled, _("siège en exercice"), _("sièges en exercice"))
    occasion = f"{ballot.occasion}, {long_date(ballot.occasion_date)}"
    times = clock_span(ballot.opened_at, ballot.closed_at)
    return " · ".join((occasion, str(Method(ballot.method).label), times, seats))


def _roll(voices):
    """The names by choice; who did not take part is said too."""
    by_choice = defaultdict(list)
    for _college, name, choice in voices:
        by_choice[choice].append(name)
    groups = [(_head(choice), tuple(by_choice[choice])) for choice in NAMED] if voices else []
    silent = [(_("N’ont pas voté"), tuple(by_choice[None]))] if by_choice[None] else []
    return (*groups, *silent)


def _casting_vote(ballot):
    vote = getattr(ballot, "casting_vote", None)
    if vote is None:
        return ""
    return _("Voix prépondérante de %(who)s, qui préside : %(choice)s.") % {
        "who": vote.person,
        "choice": vote.get_choice_display(),
    }
