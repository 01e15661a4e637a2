"""A question of its own put to the vote, and the round that follows a ballot (RULES V2, V14, V15)."""

from django.db import transaction
from django.utils.translation import gettext as _

from common.lifecycle import AlreadyRecorded, OutOfTurn, refuse_if
from council.enums import Visibility
from deliberations.enums import QUESTIONED, SittingState
from deliberations.rules import may_conduct
from deliberations.wording import council_language
from governance import services as governance
from governance.choice_wording import ROUNDS
from governance.enums import BallotState, Method
from governance.methods import first_terms, goes_on, manner_of, next_terms, tidy
from governance.models import Ballot

from .guards import authorise, in_state, lock_item
from .speaking import check_not_suspended
from .voting import check_on_the_notice, check_settled, hold, open_item_ballot


def open_preference(item, *, question, options, by, at, on_paper=False):
    """Ask which of several options is chosen, on an item of the agenda (RULES V2). Returns the ItemBallot.

    Raises Refused or OutOfTurn with the sentence of the rule that stands in the way.
    """
    method = "preference_on_paper" if on_paper else "preference"
    return _ask(item, method=method, question=question, by=by, at=at, options=tidy(options))


def open_election(item, *, post, candidates, by, at, on_paper=False):
    """Open the first round of an election to one post; `candidates` are the oldest first (RULES V2).

    Returns the ItemBallot. Raises Refused or OutOfTurn with the sentence of the rule that stands in the way.
    """
    method = "election_on_paper" if on_paper else "election"
    offered = first_terms(post.strip(), tidy(candidates))
    return _ask(item, method=method, question=question_of_round(offered), by=by, at=at, **offered)


@transaction.atomic
def open_next_round(ballot, *, by, at, withdrawn=()):
    """Open the round that follows a ballot, proclaimed by the same gesture where it is not yet (RULES V2, V14, V15).

    An election goes on without those who step down (`withdrawn`), a consent round on the same text with the objections
    that still stand. Returns the ItemBallot. Raises AlreadyRecorded when the next round is open already, Refused once
    somebody is elected or after the third round, OutOfTurn where consent was found or the text left the agenda.
    """
    item = lock_item(ballot.agenda_link.item)
    authorise(may_conduct(by, item.sitting, at), "open_next_round")
    ballot.refresh_from_db()
    if later := _round_after(ballot, item):
        raise AlreadyRecorded(later, later.opened_at)
    if ballot.state == BallotState.CLOSED and goes_on(ballot):
        ballot = governance.proclaim(ballot=ballot, by=by, at=at)
    if ballot.method == Method.CONSENT:
        return _seek_consent_again(ballot, item, by, at)
    offered = next_terms(ballot, withdrawn)
    return _ask(
        item, method=manner_of(ballot).name, question=question_of_round(offered), previous=ballot, by=by, at=at,
        **offered,
    )  # fmt: skip


def _round_after(ballot, item):
    """The round that was opened after this one: of an election the one that names it, else the one open on the item."""
    if ballot.method == Method.ELECTION:
        return ballot.next.exclude(state=BallotState.VOID).first()
    return Ballot.objects.on_texts().open().filter(agenda_link__item=item).exclude(pk=ballot.pk).last()


def _seek_consent_again(ballot, item, by, at):
    if not goes_on(ballot):
        raise OutOfTurn(_("Un autre tour suit un tour de consentement clos où une objection subsiste."))
    return open_item_ballot(item, method=Method.CONSENT, question=ballot.question, by=by, at=at)


@council_language()
def question_of_round(offered):
    """« Élection, coprésidence : deuxième tour »."""
    facts = {"post": offered["post"], "round": ROUNDS[len(offered["rounds"]) + 1]()}
    return _("Élection, %(post)s : %(round)s") % facts


@transaction.atomic
def _ask(item, *, method, question, by, at, **offered):
    """Put a question of its own; `offered` is what there is to choose from, beside what the rules give."""
    item = lock_item(item)
    authorise(may_conduct(by, item.sitting, at), "open_question")
    check_not_suspended(item.sitting)
    _check_item_takes_questions(item)
    refuse_if(not question.strip(), _("Écrivez la question à laquelle on répond."))
    return hold(item, method=method, question=question.strip(), by=by, at=at, **offered)


def _check_item_takes_questions(item):
    """A question is put where the notice announced a vote or an exchange (RULES S4, S5)."""
    in_state(item.sitting, (SittingState.OPEN,), _("On ne vote que dans une séance ouverte."))
    refuse_if(
        item.kind not in QUESTIONED,
        _("Une question se met aux voix sur un point annoncé comme un vote ou un échange."),
    )
    refuse_if(
        item.visibility != Visibility.PUBLIC,
        _("Ce point est réservé aux membres, et ce qui se vote est public : la question ne peut pas y être posée."),
    )
    check_on_the_notice(item)
    check_settled(item)
