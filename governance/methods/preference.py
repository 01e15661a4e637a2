"""Choosing among several options by majority judgment, in secret (RULES V2, V12; docs/decisions/0012).

Each voter has one paper for each option, which gives it a grade: « 2-1 » is the best grade for the second option. The
papers of one voter are no more tied to one another, once the urn is shuffled, than to the voter.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.lifecycle import Refused
from governance.enums import Method

from . import secret, urn
from .counts import check_whole
from .manner import Manner
from .offered import check_offered

LEAST, MOST = 2, 20


def default_scale():
    """The six grades, from the best to the worst."""
    return [_("Très bien"), _("Bien"), _("Assez bien"), _("Passable"), _("Insuffisant"), _("À rejeter")]


def terms(profile):
    """How many persons must vote, as in any secret ballot, and the grades; the options come from who asks."""
    return secret.terms(profile) | {"scale": default_scale()}


def opening(ballot, voices):
    """V12: enough persons to hide among; and a choice to make, between options that differ."""
    options = ballot.terms.get("options", ())
    if not LEAST <= len(options) <= MOST:
        facts = {"least": LEAST, "most": MOST, "n": len(options)}
        raise Refused(_("Donnez de %(least)s à %(most)s options : il y en a %(n)s.") % facts)
    check_offered(options)
    check_offered(ballot.terms["scale"])
    secret.check_voices(ballot, voices)


def content(option, grade):
    """What a paper says: the ranks of an option and of its grade, counted from one."""
    return f"{option}-{grade}"


def answers(ballot):
    return {
        content(option, grade): f"{words}\u00a0: {mention}"
        for option, words in enumerate(ballot.terms["options"], 1)
        for grade, mention in enumerate(ballot.terms["scale"], 1)
    }


def graded(ballot, grades):
    """The papers of a voter who gave these grades, {rank of option: rank of grade}; what is left out has the worst.

    Raises Refused for an option or a grade that the ballot does not offer.
    """
    options, worst = len(ballot.terms["options"]), len(ballot.terms["scale"])
    if set(grades) - set(range(1, options + 1)):
        raise Refused(_("Une de ces options n’est pas dans ce scrutin."))
    if set(grades.values()) - set(range(1, worst + 1)):
        raise Refused(_("Une de ces mentions n’est pas dans l’échelle de ce scrutin."))
    return [content(option, grades.get(option, worst)) for option in range(1, options + 1)]


def table(ballot, counts):
    """How many papers gave each option each grade, in the order of the terms, from counts by content."""
    ranks = range(1, len(ballot.terms["scale"]) + 1)
    return {
        option: [counts.get(content(rank, grade), 0) for grade in ranks]
        for rank, option in enumerate(ballot.terms["options"], 1)
    }


def closing(ballot):
    """As many papers for each option as voters signed for."""
    return secret.closing_whole(ballot, [sum(own) for own in table(ballot, urn.counted(ballot)).values()])


def entering(ballot):
    """Papers counted in the room: each option was graded on each of them, and there are no more than voices."""
    secret.check_signed(ballot, ballot.signatures)
    check_whole(ballot, ballot.signatures)
    for option, own in table(ballot, ballot.counts[""]).items():
        if sum(own) != ballot.signatures:
            facts = {"option": option, "n": sum(own), "signatures": ballot.signatures}
            raise Refused(
                _(
                    "« %(option)s » a %(n)s mentions pour %(signatures)s émargements. "
                    "Une option laissée sans mention a la plus basse : recomptez."
                )
                % facts
            )


def closing_on_paper(ballot):
    """What was entered stands, unless so few voted that it says who voted what."""
    if ballot.counts is None:
        raise Refused(_("Saisissez d’abord le décompte des bulletins."))
    return secret.few(ballot, ballot.signatures)


def part(ballot):
    """The grades of each option, and the fingerprints of the papers under what they say (RULES V13)."""
    counts, prints = urn.opened(ballot)
    return {"grades": {"scale": ballot.terms["scale"], "options": table(ballot, counts)}} | prints


def slips(ballot):
    return len(ballot.terms["options"])


PREFERENCE = Manner(
    name="preference", method=Method.PREFERENCE, secret=True, asked=True, mark="signature", terms=terms,
    opening=opening, answers=answers, slips=slips, closing=closing, voiding=urn.burn,
    tally=lambda ballot: {"": urn.counted(ballot)}, part=part,
)  # fmt: skip
PREFERENCE_ON_PAPER = Manner(
    name="preference_on_paper", method=Method.PREFERENCE,
    label=gettext_lazy("choix entre plusieurs options, bulletins en papier"), on_paper=True, secret=True, asked=True,
    entered=True, terms=terms, opening=opening, answers=answers, slips=slips, entering=entering,
    closing=closing_on_paper, tally=lambda ballot: ballot.counts, part=part,
)  # fmt: skip
