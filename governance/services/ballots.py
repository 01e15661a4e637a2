"""The verbs of a ballot. Casting shares a lock that closing takes alone: a vote is in before the count or refused."""

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _

from common.digests import digest
from common.lifecycle import AlreadyRecorded, NotAllowed, OutOfTurn, Refused
from governance.ballot_file import MalformedBallot
from governance.enums import BallotState, Choice, Method, State
from governance.export import ballot_file_of, decided
from governance.models import Ballot, CastingVote, Elector, Recommendation, Version, Vote
from governance.procedure import LIFE
from governance.rules import CLERK, CO_CHAIR, is_clerk, may_cast, may_conduct_ballots
from register.services import record

COUNTED = ("for", "against", "abstain", "blank", "null")  # every line of docs/recount.md, absent ones being zero


@transaction.atomic
def open_ballot(*, version, question, method, rule, electorate, occasion, occasion_date, occasion_path, by, at):
    """Open a ballot on a frozen version, with the electorate of that minute (RULES V1). Returns the Ballot.

    Raises Refused when the text has changed since it was frozen, is not scheduled, or is already being voted on.
    """
    _may_conduct(by, at, "open_ballot")
    version = Version.objects.select_related("recommendation").get(pk=version.pk)
    _check_text(version)
    ballot = Ballot(
        version=version, text_digest=version.digest, question=question, method=method, rule=rule,
        occasion=occasion, occasion_date=occasion_date, occasion_path=occasion_path,
        entitled=electorate.entitled, present=electorate.present, represented=electorate.represented,
        colleges=electorate.colleges, opened_at=at, opened_by=by,
    )  # fmt: skip
    ballot.validate_constraints()
    ballot.save()
    Elector.objects.bulk_create(
        Elector(
            ballot=ballot, seat=voice.seat, person=voice.person, caster=voice.caster, college=voice.college,
            label=voice.label, weight=voice.weight, by_proxy=voice.by_proxy,
        )
        for voice in electorate.voices
    )  # fmt: skip
    _register(ballot, "opened", by, at, {"text": version.digest, "rule": rule, "voices": len(electorate.voices)})
    return ballot


def _check_text(version):
    """V1, R5: what is voted is the frozen text of a scheduled recommendation, word for word."""
    recommendation = version.recommendation
    if recommendation.state != State.SCHEDULED:
        raise OutOfTurn(_("On ne vote que sur une recommandation à l’ordre du jour."))
    if Version.digest_of(recommendation.words()) != version.digest:
        raise Refused(_("Le texte a changé depuis cette version : figez-le à nouveau avant le vote."))
    if waiting := recommendation.amendments.to_vote().order_by("sequence"):
        labels = ", ".join(amendment.label for amendment in waiting)
        raise Refused(_("Des amendements se votent avant le texte : %(labels)s.") % {"labels": labels})
    if version.ballots.filter(state__in=(BallotState.OPEN, BallotState.CLOSED)).exists():
        raise Refused(_("Un scrutin est déjà en cours sur ce texte : il faut d’abord le clore et le proclamer."))


@transaction.atomic
def cast_vote(*, ballot, seat, choice, by, at):
    """Cast the vote of one seat; a second cast before closing replaces the first (RULES V8). Returns the Vote.

    Raises AlreadyRecorded for the same choice again, OutOfTurn once closed, NotAllowed for another's voice.
    """
    if choice not in Choice.values:
        raise Refused(_("On vote pour, contre, ou on s’abstient."))
    ballot = _share(ballot)
    if ballot.state != BallotState.OPEN:
        raise OutOfTurn(_("Le scrutin est clos : ce vote n’a pas été enregistré."))
    if ballot.method != Method.ROLL_CALL:
        raise OutOfTurn(_("Ce scrutin se tient à main levée : le secrétariat en saisit le décompte."))
    elector = Elector.objects.select_related("seat").filter(ballot=ballot, seat=seat).first()
    if elector is None or not may_cast(by, elector):
        raise NotAllowed("cast_vote")
    return _store(elector, choice, at)


def _store(elector, choice, at):
    """Insert the vote, or replace it; two first casts at once meet at the unique key, and the later replaces."""
    receipt = digest({"voice": elector.pk, "choice": choice, "at": at})[:16]
    try:
        with transaction.atomic():
            return Vote.objects.create(elector=elector, choice=choice, cast_at=at, receipt=receipt)
    except IntegrityError:
        vote = Vote.objects.select_for_update().get(elector=elector)
    if vote.choice == choice:
        raise AlreadyRecorded(vote, vote.cast_at)
    vote.choice, vote.cast_at, vote.receipt = choice, at, receipt
    vote.save()
    return vote


@transaction.atomic
def enter_counts(*, ballot, counts, by, at):
    """Enter the counts of a show of hands, per college: {"A": {"for": 3, …}}; "" where colleges do not matter."""
    _may_conduct(by, at, "enter_counts")
    ballot = _lock(ballot)
    if ballot.state != BallotState.OPEN or ballot.method != Method.SHOW_OF_HANDS:
        raise OutOfTurn(_("Le décompte se saisit dans un scrutin à main levée ouvert."))
    ballot.counts = {college: {choice: row.get(choice, 0) for choice in COUNTED} for college, row in counts.items()}
    _outcome_of(ballot)  # refuses counts that exceed those present, before anything is stored
    ballot.save()
    return ballot


@transaction.atomic
def close_ballot(*, ballot, by, at):
    """Close for good and compute the outcome with its arithmetic (RULES V10, V15). Returns the Ballot.

    Raises AlreadyRecorded when it was closed before.
    """
    _may_conduct(by, at, "close_ballot")
    ballot = _lock(ballot)
    if ballot.state in (BallotState.CLOSED, BallotState.PROCLAIMED):
        raise AlreadyRecorded(ballot, ballot.closed_at)
    if ballot.state == BallotState.VOID:
        raise OutOfTurn(_("Ce scrutin a été annulé."))
    if ballot.method == Method.SHOW_OF_HANDS and ballot.counts is None:
        raise Refused(_("Saisissez d’abord le décompte des mains levées."))
    ballot.state, ballot.closed_at, ballot.closed_by = BallotState.CLOSED, max(at, ballot.opened_at), by
    _decide(ballot)
    _register(ballot, "closed", by, at, {"votes": digest(ballot_file_of(ballot)), "outcome": ballot.outcome})
    return ballot


@transaction.atomic
def give_casting_vote(*, ballot, person, choice, by, at):
    """Record the presiding chair's casting vote on a tie, as an act of its own (RULES V5). Returns the Ballot."""
    _may_conduct(by, at, "give_casting_vote")
    ballot = _lock(ballot)
    if CastingVote.objects.filter(ballot=ballot).exists():
        raise AlreadyRecorded(ballot, ballot.casting_vote.cast_at)
    if (
        ballot.state != BallotState.CLOSED
        or ballot.result["decided_by"] != "tie"
        or ballot.rule["tie"] != "casting_vote"
    ):
        raise OutOfTurn(_("La voix prépondérante ne s’exprime qu’en cas de partage, quand le règlement la prévoit."))
    vote = CastingVote(ballot=ballot, person=person, choice=choice, cast_at=at)
    vote.full_clean()
    vote.save()
    _decide(ballot)
    _register(ballot, "casting_vote", by, at, {"choice": choice, "outcome": ballot.outcome})
    return ballot


@transaction.atomic
def proclaim(*, ballot, by, at):
    """Confirm the computed outcome: the recommendation is adopted or rejected (RULES V15). Returns the Ballot.

    Without quorum nothing is decided and the recommendation stays on the agenda (RULES Q3).
    """
    _may_conduct(by, at, "proclaim")
    ballot = _lock(ballot)
    if ballot.state == BallotState.PROCLAIMED:
        raise AlreadyRecorded(ballot, ballot.proclaimed_at)
    if ballot.state != BallotState.CLOSED:
        raise OutOfTurn(_("Un scrutin se proclame une fois clos."))
    ballot.state, ballot.proclaimed_at, ballot.proclaimed_by = BallotState.PROCLAIMED, max(at, ballot.closed_at), by
    ballot.save()
    # The recommendation is locked before the register, as by every other step: no two acts wait for one another.
    recommendation = Recommendation.objects.select_for_update(of=("self",)).get(pk=ballot.version.recommendation_id)
    _register(ballot, "proclaimed", by, at, ballot.result)
    if step := {"adopted": "adopt", "rejected": "reject"}.get(ballot.outcome):
        LIFE.take(step, recommendation, by=by, at=at, note=ballot.occasion, ballot=ballot)
    return ballot


@transaction.atomic
def void_ballot(*, ballot, reason, by, at):
    """Declare a ballot void, for a reason that is printed; another may be opened on the same text (RULES V11)."""
    _may_conduct(by, at, "void_ballot")
    ballot = _lock(ballot)
    if ballot.state == BallotState.VOID:
        raise AlreadyRecorded(ballot, ballot.closed_at or at)
    if ballot.state == BallotState.PROCLAIMED:
        raise OutOfTurn(_("Un scrutin proclamé est définitif."))
    if not reason.strip():
        raise Refused(_("Dites pourquoi ce scrutin est annulé : le motif figure au procès-verbal."))
    ballot.state, ballot.void_reason, ballot.closed_at = BallotState.VOID, reason, ballot.closed_at or at
    ballot.save()
    _register(ballot, "void", by, at, {"reason": reason})
    return ballot


def _may_conduct(by, at, act):
    if not may_conduct_ballots(by, at):
        raise NotAllowed(act)


def _lock(ballot):
    """Take the ballot alone: nobody casts meanwhile."""
    return Ballot.objects.select_for_update(of=("self",)).select_related("version__recommendation").get(pk=ballot.pk)


def _share(ballot):
    """Take the ballot with the other voters: closing waits. The ORM has no word for it; SQLite writes one at a time."""
    if connection.vendor == "postgresql":
        return Ballot.objects.raw("SELECT * FROM governance_ballot WHERE id = %s FOR SHARE", [ballot.pk])[0]
    return Ballot.objects.get(pk=ballot.pk)


def _outcome_of(ballot):
    """Decide the ballot from its own public file, the one that anyone can recount (RULES V13)."""
    try:
        return decided(ballot)
    except MalformedBallot as malformed:
        raise Refused(
            _("Ce décompte n’est pas possible : %(why)s (%(field)s).")
            % {"why": malformed.why, "field": malformed.field}
        ) from malformed


def _decide(ballot):
    ballot.result = _outcome_of(ballot)
    ballot.outcome = ballot.result["outcome"]
    ballot.save()


def _register(ballot, act, by, at, content):
    function = CLERK if is_clerk(by) else CO_CHAIR
    record(act=f"ballot.{act}", subject=ballot.subject, actor_function=function.name, content=content, at=at)
