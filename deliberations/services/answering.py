"""Answering the notice: coming, remote, not coming, or a proxy to somebody, in one act (RULES S9, P1).

Two doors lead here, the account and the link of the notice; behind both is the same act.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from common.lifecycle import refuse_if
from council.enums import SeatRole
from deliberations.enums import ReplyAnswer, SittingState
from deliberations.models import Proxy, Reply
from deliberations.rules import day_of, may_speak_for, term_on

from .guards import authorise, in_state, lock_sitting
from .presence import entrust, take_back

OPEN_TO_ANSWERS = (SittingState.CONVENED,)


@transaction.atomic
def reply(sitting, *, seat, person, answer, by, at):
    """Note what the holder of a seat announces for a sitting (RULES S9). A later answer replaces the first."""
    authorise(may_speak_for(by, person, at), "reply")
    return _announce(lock_sitting(sitting), seat, person, answer, at)


@transaction.atomic
def answer_notice(sitting, *, seat, person, answer, holder, by, at):
    """Note an answer with the proxy that goes with it, from an account (RULES S9, P1).

    `holder`: the seat entrusted, with the answer "represented" only. Any other answer takes back a proxy given
    before; another holder takes the place of the first. Returns the Reply; raises Refused with the rule's sentence.
    """
    authorise(may_speak_for(by, person, at), "answer_notice")
    return _answer(lock_sitting(sitting), seat, person, answer, holder, by, at)


@transaction.atomic
def answer_by_link(sitting, *, seat, person, answer, holder, at):
    """The same from the signed link of a message, which stands for the person it was sent to (RULES S9, P1).

    Raises Refused where the link is spent.
    """
    sitting = lock_sitting(sitting)
    spent = link_is_spent(sitting, seat, person, at)
    refuse_if(spent, spent)
    by = person.user if person.user and person.user.is_active else None
    return _answer(sitting, seat, person, answer, holder, by, at)


def link_is_spent(sitting, seat, person, at):
    """Return why a link is worth nothing any more, in a sentence, or nothing while it is."""
    sentences = {
        SittingState.DRAFT: _("Cette séance n’est pas convoquée."),
        SittingState.POSTPONED: _("La séance est reportée : vous pourrez répondre à la nouvelle convocation."),
        SittingState.CANCELLED: _("La séance est annulée : il n’y a plus rien à répondre."),
        SittingState.ADJOURNED: _("La séance est ajournée faute de quorum : attendez la seconde convocation."),
        SittingState.OPEN: _(
            "La séance est ouverte : dites au secrétariat de séance si vous arrivez, ou qui vous supplée."
        ),
    }
    if sitting.state not in OPEN_TO_ANSWERS:
        return sentences.get(sitting.state, _("La séance a eu lieu : le temps des réponses est passé."))
    if at >= sitting.ends_at:
        return _("L’heure de la séance est passée : le temps des réponses aussi.")
    if term_on(seat, person, day_of(sitting)) is None:
        return _("Vous n’occupez plus ce siège à la date de la séance : ce lien ne vaut plus.")
    return ""


def _answer(sitting, seat, person, answer, holder, by, at):
    said = _announce(sitting, seat, person, answer, at)
    refuse_if(holder and answer != ReplyAnswer.REPRESENTED, _("On donne pouvoir quand on ne vient pas."))
    standing = Proxy.objects.standing().filter(sitting=sitting, giver=seat).select_related("sitting", "giver", "holder")
    before = standing.select_for_update(of=("self",)).first() if _speaks_for_the_voice(seat, person, sitting) else None
    if before and (holder is None or before.holder_id != holder.pk):
        take_back(before, by, at)
        before = None
    if holder and before is None:
        refuse_if(
            not _speaks_for_the_voice(seat, person, sitting),
            _("C’est la personne titulaire du siège qui donne pouvoir."),
        )
        entrust(sitting, seat, holder, by, at)
    return said


def _speaks_for_the_voice(seat, person, sitting):
    """P1: the titular entrusts the voice of a seat; an alternate answers for themselves only."""
    term = term_on(seat, person, day_of(sitting))
    return seat.votes and term is not None and term.role == SeatRole.TITULAR


def _announce(sitting, seat, person, answer, at):
    in_state(sitting, OPEN_TO_ANSWERS, _("On répond à la convocation d’une séance à venir."))
    refuse_if(answer not in ReplyAnswer.values, _("Dites si vous venez, à distance, représenté·e, ou non."))
    refuse_if(term_on(seat, person, day_of(sitting)) is None, _("Cette personne n’occupe pas ce siège ce jour-là."))
    return Reply.objects.update_or_create(
        sitting=sitting, seat=seat, person=person, defaults={"answer": answer, "at": at}
    )[0]
