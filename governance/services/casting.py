"""The verbs by which a voice is expressed. They share a lock that closing takes alone: a vote counts or is refused."""

from dataclasses import dataclass

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from common.digests import digest
from common.lifecycle import AlreadyRecorded, NotAllowed, OutOfTurn, Refused, refuse_if
from governance.enums import BallotState, Choice, Method
from governance.methods import election, manner_of, preference, urn
from governance.models import Ballot, Elector, Vote
from governance.rules import carries, may_cast

ONCE = _(
    "Cette voix a déjà été exprimée : un vote secret ne se change pas. "
    "Son reçu n’a été montré qu’une fois et ne peut pas l’être à nouveau."
)
MEANWHILE = _("Cette voix a été exprimée entre-temps : rien n’a été changé.")
ELSEWHERE = _("Ce scrutin ne se tient pas ainsi : son mode est « %(method)s ».")


def cast_vote(*, ballot, seat, choice, by, at, seen=None):
    """Cast the vote of one seat by name; a second cast before closing replaces the first (RULES V8). Returns the Vote.

    What the secretariat notes when the roll is called keeps the name of who noted it. `seen`: the receipt of the vote
    that was on the screen, "" for none; then a vote that came in meanwhile is not replaced.
    Raises AlreadyRecorded for the same choice again, even once closed; OutOfTurn for any other once closed, Refused
    for a vote that was not seen, NotAllowed for another's voice. Two first casts at once meet at the unique key: the
    later begins again and finds a vote.
    """
    check_choice(choice)
    try:
        return _cast_by_name(ballot, seat, choice, by, at, seen)
    except IntegrityError:
        return _cast_by_name(ballot, seat, choice, by, at, seen)


@transaction.atomic
def _cast_by_name(ballot, seat, choice, by, at, seen):
    state = _share(ballot)
    elector = _voice(ballot, seat, Method.ROLL_CALL, by)
    vote = getattr(elector, "vote", None)
    if vote:
        vote = Vote.objects.select_for_update().get(pk=vote.pk)
        if vote.choice == choice:
            raise AlreadyRecorded(vote, vote.cast_at)
        refuse_if(seen is not None and vote.receipt != seen, MEANWHILE)
    check_open(state)
    vote, receipt = vote or Vote(elector=elector), digest({"voice": elector.pk, "choice": choice, "at": at})[:16]
    vote.choice, vote.cast_at, vote.receipt = choice, at, receipt
    vote.entered_by = None if carries(by, elector) else by
    vote.save(force_insert=vote.pk is None)
    return vote


@dataclass(frozen=True)
class Receipt:
    """What the voter keeps, and nobody else: with it they find their own paper among those published (RULES V12).

    `choice` is what the paper says, in code.
    """

    ballot: int
    choice: str
    secret: str
    fingerprint: str


@sensitive_variables()
@transaction.atomic
def cast_secret(*, ballot, seat, choice, by):
    """Cast the secret vote of one seat, once and for all (RULES V8, V12). Returns the Receipt, which is not kept.

    Takes no moment: when somebody voted is not known to anything that is stored. Raises Refused for a second cast,
    OutOfTurn once closed, NotAllowed for another's voice, the secretariat's own account included.
    """
    check_choice(choice)
    elector = admit(ballot, seat, Method.SECRET, by, may=carries)
    return _drop(elector, [choice], college=elector.college)[0]


@sensitive_variables()
@transaction.atomic
def cast_grades(*, ballot, seat, grades, by):
    """Cast the grades of one seat in a choice among options, once and for all (RULES V2, V8, V12).

    `grades`: {rank of option: rank of grade}, from 1; an option left out has the worst grade. Returns the Receipts of
    the papers, one for each option, under one secret number. Raises what `cast_secret` raises, and Refused for an
    option or a grade that is not offered.
    """
    papers = preference.graded(ballot, grades)
    return _drop(admit(ballot, seat, Method.PREFERENCE, by, may=carries), papers)


@sensitive_variables()
@transaction.atomic
def cast_election(*, ballot, seat, choice, by):
    """Cast the vote of one seat in a round of an election, once and for all (RULES V2, V8, V12). Returns the Receipt.

    `choice`: the rank of a candidate among all, the oldest first, or « blank ». Raises what `cast_secret` raises, and
    Refused for who is no candidate of this round.
    """
    elector = admit(ballot, seat, Method.ELECTION, by, may=carries)
    election.check_choice(ballot, choice)
    return _drop(elector, [choice])[0]


@sensitive_variables()
def _drop(elector, papers, **facts):
    """Put the papers of a voice in the urn; return their Receipts."""
    try:
        with transaction.atomic():
            secret = urn.drop(elector, papers, **facts)
    except IntegrityError as signed:
        raise Refused(ONCE) from signed
    ballot = elector.ballot_id
    return [Receipt(ballot, says, secret, urn.commitment(ballot, says, secret)) for says in papers]


def check_choice(choice):
    """Raise Refused unless somebody may vote so."""
    if choice not in Choice.values:
        raise Refused(_("On vote pour, contre, ou on s’abstient."))


def admit(ballot, seat, method, by, *, may=may_cast):
    """Return the elector who may express the voice of that seat now, the ballot being shared until the act is done.

    Raises OutOfTurn when the ballot is closed or held otherwise, NotAllowed for another's voice.
    """
    state = _share(ballot)
    elector = _voice(ballot, seat, method, by, may)
    check_open(state)
    return elector


def _voice(ballot, seat, method, by, may=may_cast):
    """Return the elector of that seat, with its vote where it is cast by name.

    What is asked here was fixed at opening (RULES V1): the ballot as the caller read it will do.
    """
    if manner_of(ballot).entered:
        raise OutOfTurn(_("Ce scrutin se compte dans la salle : le secrétariat en saisit le décompte."))
    if ballot.method != method:
        raise OutOfTurn(ELSEWHERE % {"method": ballot.get_method_display()})
    elector = Elector.objects.select_related("vote").filter(ballot=ballot, seat=seat).order_by("pk").first()
    if elector is None or not may(by, elector):
        raise NotAllowed("cast_vote")
    return elector


def check_open(state):
    """Raise OutOfTurn unless the ballot is open."""
    if state != BallotState.OPEN:
        raise OutOfTurn(_("Le scrutin est clos : ce vote n’a pas été enregistré."))


def _share(ballot):
    """Take the ballot with the other voters, so that closing waits; return its state.

    The ORM has no word for it; SQLite writes one at a time.
    """
    if connection.vendor != "postgresql":
        return Ballot.objects.values_list("state", flat=True).get(pk=ballot.pk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT state FROM governance_ballot WHERE id = %s FOR SHARE", [ballot.pk])
        return cursor.fetchone()[0]
