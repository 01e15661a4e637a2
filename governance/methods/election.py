"""Electing a person to one post, round after round, in secret (RULES V2, V12; docs/decisions/0013).

Each round is a ballot of its own, with its electorate and its urn; `previous` is the one before it, and its terms
carry what the earlier ones counted, so that the file of a round tells the whole election. A paper says the rank of a
candidate among all, the oldest first, or « blank ».
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.lifecycle import OutOfTurn, Refused
from governance.enums import BallotState, Method

from . import secret, urn
from .counts import check_whole, in_all
from .manner import Manner
from .offered import check_offered

MOST = 20
BLANK, NULL = "blank", "null"
ENDED = {
    "elected": gettext_lazy("Cette élection a abouti : il n’y a pas d’autre tour."),
    "not_elected": gettext_lazy("Le troisième tour est le dernier : ouvrez une nouvelle élection."),
    "no_quorum": gettext_lazy("Ce tour s’est tenu sans quorum : ouvrez une nouvelle élection."),
}


def first_terms(post, candidates):
    """What the first round needs besides the number of voters: the post, and the candidates, the oldest first."""
    return {"post": post, "oldest_first": candidates, "standing": candidates, "rounds": []}


def next_terms(ballot, withdrawn=()):
    """The terms of the round after this one, without those who withdraw.

    Raises OutOfTurn before the round is proclaimed, Refused where the election is over or nobody would be left.
    """
    _check_undecided(ballot)
    standing = ballot.terms["standing"]
    if strangers := set(withdrawn) - set(standing):
        raise Refused(_("%(who)s n’était pas en lice à ce tour.") % {"who": min(strangers)})
    left = [candidate for candidate in standing if candidate not in withdrawn]
    if not left:
        raise Refused(_("Il reste au moins une candidature pour un autre tour : gardez-en une, ou recommencez."))
    done = held(ballot) | {"attending": ballot.present + ballot.represented}
    return ballot.terms | {"standing": left, "rounds": [*ballot.terms["rounds"], done]}


def number_of(ballot):
    """Which round this ballot is, from 1."""
    return len(ballot.terms["rounds"]) + 1


def _check_undecided(ballot):
    if ballot.outcome in ENDED:
        raise Refused(ENDED[ballot.outcome])
    if ballot.method != Method.ELECTION or ballot.state != BallotState.PROCLAIMED:
        raise OutOfTurn(_("Un autre tour suit un tour clos et proclamé."))


def opening(ballot, voices):
    """V12: enough persons to hide among; candidates that differ; and a later round follows from the one before it."""
    candidates = len(ballot.terms.get("oldest_first", ()))
    if not 1 <= candidates <= MOST:
        facts = {"most": MOST, "n": candidates}
        raise Refused(_("Donnez de 1 à %(most)s candidatures : il y en a %(n)s.") % facts)
    if not ballot.terms["post"].strip():
        raise Refused(_("Dites à quelle fonction on élit."))
    check_offered(ballot.terms["oldest_first"])
    if ballot.previous is None and ballot.terms["rounds"]:
        raise Refused(_("Un autre tour suit un tour clos et proclamé."))
    if ballot.previous:
        _check_follows(ballot)
    secret.check_voices(ballot, voices)


def _check_follows(ballot):
    gone = [candidate for candidate in ballot.previous.terms["standing"] if candidate not in ballot.terms["standing"]]
    if ballot.terms != next_terms(ballot.previous, gone):
        raise Refused(_("Ce tour ne suit pas du précédent : mêmes candidatures, mêmes tours déjà tenus."))


def answers(ballot):
    ranked = enumerate(ballot.terms["oldest_first"], 1)
    standing = {str(rank): who for rank, who in ranked if who in ballot.terms["standing"]}
    rare = {NULL: _("nul")} if ballot.on_paper else {}
    return standing | {BLANK: _("blanc")} | rare


def check_choice(ballot, choice):
    """Raise Refused unless a paper may say so in this round."""
    if choice in answers(ballot) and choice != NULL:
        return
    names = ballot.terms["oldest_first"]
    if choice.isdecimal() and 1 <= int(choice) <= len(names):
        raise Refused(_("%(who)s s’est retiré·e avant ce tour.") % {"who": names[int(choice) - 1]})
    raise Refused(_("On vote pour l’une des candidatures de ce tour, ou blanc."))


def held(ballot):
    """This round as the public file has it: the votes of each candidate, blank and spoilt papers."""
    return _round(ballot, (ballot.counts or {}).get("", {}))


def _round(ballot, counts):
    ranked = enumerate(ballot.terms["oldest_first"], 1)
    votes = {who: counts.get(str(rank), 0) for rank, who in ranked if who in ballot.terms["standing"]}
    return {"votes": votes, BLANK: counts.get(BLANK, 0), NULL: counts.get(NULL, 0)}


def closing(ballot):
    """As many papers as voters signed for."""
    return secret.closing_whole(ballot, [urn.papers(ballot).count()])


def entering(ballot):
    """Papers counted in the room: as many as voters signed for, and no more than there are voices."""
    check_whole(ballot, in_all(ballot.counts))
    secret.check_signed(ballot, in_all(ballot.counts))


def closing_on_paper(ballot):
    """What was entered stands, unless so few voted that it says who voted what."""
    if ballot.counts is None:
        raise Refused(_("Saisissez d’abord le décompte des bulletins."))
    return secret.few(ballot, ballot.signatures)


def part(ballot):
    """Every round up to this one, and the fingerprints of this one's papers under what they say (RULES V13)."""
    counts, prints = urn.opened(ballot)
    rounds = [*ballot.terms["rounds"], _round(ballot, counts)]
    return {"oldest_first": ballot.terms["oldest_first"], "rounds": rounds} | prints


ELECTION = Manner(
    name="election", method=Method.ELECTION, secret=True, asked=True, inconclusive="next_round", mark="signature",
    terms=secret.terms, opening=opening, answers=answers, closing=closing, voiding=urn.burn,
    tally=lambda ballot: {"": urn.counted(ballot)}, part=part,
)  # fmt: skip
ELECTION_ON_PAPER = Manner(
    name="election_on_paper", method=Method.ELECTION, label=gettext_lazy("élection, bulletins en papier"),
    on_paper=True, secret=True, asked=True, inconclusive="next_round", entered=True, terms=secret.terms,
    opening=opening, answers=answers, entering=entering, closing=closing_on_paper,
    tally=lambda ballot: ballot.counts, part=part,
)  # fmt: skip
