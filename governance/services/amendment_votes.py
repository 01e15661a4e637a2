"""Amendments in the sitting: what is voted of one, what its ballot decides, the version that comes of it (RULES R4)."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.lifecycle import AlreadyRecorded, NotAllowed, OutOfTurn, Refused, refuse_if
from governance.amendment_procedure import LIFE, has_its_place, its_turn, last_version, rivals
from governance.enums import WITHOUT_TEXT, BallotState, State
from governance.enums import AmendmentState as A
from governance.models import Amendment
from governance.rules import may_conduct_ballots

from .amendments import has_unfrozen_work, lock_text, take_in


def wording_to_vote(amendment, manner):
    """Return the words on which a ballot on this amendment may open here and now (RULES R4, V1, R5).

    The text is locked: nobody withdraws the amendment meanwhile. Raises OutOfTurn or Refused with the rule that stands
    in the way.
    """
    recommendation = lock_text(amendment.recommendation)
    amendment = Amendment.objects.shown().get(pk=amendment.pk)
    if recommendation.state != State.SCHEDULED:
        raise OutOfTurn(_("On ne vote un amendement que lorsque son texte est à l’ordre du jour."))
    if amendment.state != A.TO_VOTE:
        raise OutOfTurn(_("%(label)s n’est pas mis aux voix.") % {"label": amendment.label})
    refuse_if(manner.method in WITHOUT_TEXT, _("Un amendement se vote pour ou contre, à la majorité."))
    if reasons := [*has_its_place(amendment, {}), *its_turn(amendment, {})]:
        raise Refused(reasons)
    refuse_if(
        has_unfrozen_work(recommendation, last_version(recommendation)),
        _("Le texte a changé depuis cette version : figez-le à nouveau avant le vote."),
    )
    return amendment.wording


def check_amendments_voted(recommendation):
    """Raise Refused while amendments are to be voted, or what was adopted is not yet in the text (RULES R4)."""
    waiting = {
        A.TO_VOTE: _("Des amendements se votent avant le texte : %(labels)s."),
        A.ADOPTED: _("Des amendements adoptés attendent d’être intégrés au texte : %(labels)s."),
    }
    for state, sentence in waiting.items():
        labels = ", ".join(a.label for a in recommendation.amendments.filter(state=state).order_by("sequence"))
        refuse_if(labels, sentence % {"labels": labels})


@transaction.atomic
def settle_by_vote(amendment, *, ballot, by, at):
    """Note what a proclaimed ballot decided of an amendment (RULES R4, V15). Returns the Amendment.

    Those that collide with an adopted one lapse; when none waits any more, what was adopted gives the next version.
    Raises Refused when the ballot is not on the text as this amendment would make it, or another comes first.
    """
    recommendation = lock_text(amendment.recommendation)
    adopted = ballot.state == BallotState.PROCLAIMED and ballot.outcome == "adopted"
    amendment = LIFE.take(
        "adopt" if adopted else "defeat", amendment, by=by, at=at, note=ballot.occasion, ballot=ballot
    )
    if adopted:
        note = _("%(label)s, qui touche le même passage, a été adopté.") % {"label": amendment.label}
        for rival in rivals(amendment, A.TO_VOTE):
            LIFE.take("lapse", rival, by=by, at=at, note=note)
    siblings = Amendment.objects.filter(recommendation=recommendation)
    if not siblings.to_vote().exists() and siblings.filter(state=A.ADOPTED).exists():
        take_in("carry", recommendation, by, at)
    return Amendment.objects.get(pk=amendment.pk)


@transaction.atomic
def carry_adopted(recommendation, *, by, at):
    """Take what the sitting adopted into the next version, where the last amendment was not voted (RULES R4).

    A vote on the last one does this by itself; here the last one was withdrawn or lapsed. Returns the Version. Raises
    Refused while an amendment is still to be voted, AlreadyRecorded for a second click.
    """
    if not may_conduct_ballots(by, at):
        raise NotAllowed("carry_adopted")
    recommendation = lock_text(recommendation)
    if recommendation.state != State.SCHEDULED:
        raise OutOfTurn(_("Ce que la séance adopte s’intègre pendant que le texte est à l’ordre du jour."))
    siblings, last = Amendment.objects.filter(recommendation=recommendation), last_version(recommendation)
    refuse_if(siblings.to_vote().exists(), _("Il reste des amendements à voter : la version suivante se fige après."))
    if not siblings.filter(state=A.ADOPTED).exists() and last.amendments.exists():
        raise AlreadyRecorded(last, last.frozen_at)
    return take_in("carry", recommendation, by, at)
