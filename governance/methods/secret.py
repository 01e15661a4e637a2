"""The secret ballot, on the site or with papers in the room: totals are published, never who voted what (RULES V12)."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.lifecycle import Refused
from governance.enums import BallotState, Method
from governance.voting import colleges_to_withhold

from . import urn
from .counts import check_counts, in_all
from .manner import Manner
from .named import by_college


def terms(profile):
    """How many persons must vote: with fewer, the result would say who voted what."""
    return {"minimum": profile.secret_minimum}


def opening(ballot, voices):
    """V12: enough persons to hide among, in each college where colleges decide, and voices that all weigh the same."""
    check_voices(ballot, voices, apart=_by_colleges(ballot))


def check_voices(ballot, voices, *, apart=False):
    """Raise Refused where these voices could not hide one another; `apart`: in each college."""
    if any(voice.weight != "1" for voice in voices):
        raise Refused(_("Le scrutin ne peut pas être secret : les voix n’ont pas toutes le même poids."))
    persons = {(voice.college if apart else "", voice.caster.pk) for voice in voices}
    groups = Counter(college for college, _person in persons) or {"": 0}
    for college, number in sorted(groups.items()):
        if number < _minimum(ballot):
            raise Refused(f"{_too_few(ballot, number, college)} {_('Choisissez un autre mode de scrutin.')}")


def closing(ballot):
    """Shuffle the urn and give up what small colleges would reveal; return why the ballot is void where it is."""
    ballot.signatures, papers = urn.signatures(ballot).count(), urn.papers(ballot).count()
    voters = urn.voters_by_college(ballot)
    if void := unequal(ballot.signatures, papers) or _exposed(ballot, voters):
        return void
    withheld = colleges_to_withhold(voters, _minimum(ballot))
    return urn.seal(ballot, without_college=withheld)


def closing_whole(ballot, papers):
    """Shuffle an urn that is counted as a whole; return why the ballot is void where it is.

    `papers`: how many papers each voter's signature stands beside, counted in whatever way the method has.
    """
    ballot.signatures = urn.signatures(ballot).count()
    void = next(filter(None, (unequal(ballot.signatures, number) for number in papers)), "")
    return void or few(ballot, sum(urn.voters_by_college(ballot).values())) or urn.seal(ballot)


def unequal(signatures, papers):
    if signatures == papers:
        return ""
    facts = {"signatures": signatures, "papers": papers}
    return _("Il y a %(signatures)s émargements pour %(papers)s bulletins : le scrutin est nul.") % facts


def _exposed(ballot, voters):
    """Why the result would reveal votes, if it would: too few voted, in all or in a college that decides."""
    apart = _by_colleges(ballot) and any(voters.values())
    groups = {college: n for college, n in voters.items() if n} if apart else {"": sum(voters.values())}
    small = [(college, n) for college, n in sorted(groups.items()) if n < _minimum(ballot)]
    return _too_few(ballot, small[0][1], small[0][0]) if small else ""


def few(ballot, voters):
    """Why the result as a whole would say who voted what, if it would."""
    return _too_few(ballot, voters) if voters < _minimum(ballot) else ""


def _too_few(ballot, number, college=""):
    least = _minimum(ballot)
    words = ngettext(
        "Un scrutin secret demande au moins %(least)s personnes qui votent, et il y en a %(n)s",
        "Un scrutin secret demande au moins %(least)s personnes qui votent, et il y en a %(n)s",
        number,
    ) % {"least": least, "n": number}
    where = _(" dans le collège %(college)s") % {"college": college} if college else ""
    return words + where + _(" : le résultat dirait qui a voté quoi.")


def _by_colleges(ballot):
    return ballot.rule["colleges"] != "none"


def _minimum(ballot):
    return ballot.terms["minimum"]


def tally(ballot):
    """The papers by college; those whose college is withheld together, under no letter."""
    return by_college(urn.papers(ballot).values_list("college", "content"))


def part(ballot):
    """The papers sorted, so that their order says nothing, and their fingerprints under what they say (RULES V13).

    Colleges whose count is withheld are not in the electorate of the file: their figures would mean nothing.
    """
    if ballot.state == BallotState.OPEN:
        return {"votes": []}
    rows = sorted(urn.papers(ballot).values_list("college", "content"))
    counts = by_college(rows)
    shown = {code: own for code, own in ballot.colleges.items() if "" not in counts or code in counts}
    return {
        "votes": [{"college": college, "choice": content} for college, content in rows],
        "commitments": urn.prints(ballot),
        "electorate": {
            "entitled": ballot.entitled, "present": ballot.present, "represented": ballot.represented,
            "colleges": shown,
        },
    }  # fmt: skip


def entering(ballot):
    """The papers of a box counted in the room: as many as voters signed for, and no more than there are voices."""
    check_counts(ballot)
    check_signed(ballot, in_all(ballot.counts))


def check_signed(ballot, papers):
    """Raise Refused, with the numbers, where there are not as many papers as voters signed for."""
    if ballot.signatures is None:
        raise Refused(_("Saisissez aussi le nombre d’émargements."))
    if papers != ballot.signatures:
        facts = {"papers": papers, "signatures": ballot.signatures}
        raise Refused(
            _(
                "%(papers)s bulletins comptés pour %(signatures)s émargements : recomptez. "
                "Si l’écart demeure, annulez le scrutin."
            )
            % facts
        )


def closing_on_paper(ballot):
    """What was entered stands, unless so few voted that it says who voted what."""
    if ballot.counts is None:
        raise Refused(_("Saisissez d’abord le décompte des bulletins."))
    return _exposed(ballot, {college: sum(own.values()) for college, own in ballot.counts.items()})


SECRET = Manner(
    name="secret", method=Method.SECRET, secret=True, mark="signature", terms=terms, opening=opening,
    closing=closing, voiding=urn.burn, tally=tally, part=part,
)  # fmt: skip
SECRET_ON_PAPER = Manner(
    name="secret_on_paper", method=Method.SECRET, label=gettext_lazy("scrutin secret, bulletins en papier"),
    on_paper=True, secret=True, entered=True, terms=terms, opening=opening, entering=entering,
    closing=closing_on_paper, tally=lambda ballot: ballot.counts, part=lambda ballot: {"counts": ballot.counts},
)  # fmt: skip
