"""The verbs of a ballot from its opening to its proclamation; how voices are expressed is in `casting`."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.digests import digest
from common.lifecycle import AlreadyRecorded, NotAllowed, OutOfTurn, Refused
from governance.ballot_file import MalformedBallot
from governance.enums import WITHOUT_TEXT, BallotState, State
from governance.export import ballot_file_of, decided
from governance.methods import goes_on, manner_of, named_manner
from governance.models import Ballot, CastingVote, Elector, Recommendation, Version
from governance.procedure import LIFE
from governance.rules import CLERK, CO_CHAIR, is_clerk, may_conduct_ballots
from register.services import record

from .amendment_votes import check_amendments_voted, settle_by_vote, wording_to_vote

TEXT = ("version__recommendation", "amendment__recommendation")
COUNTED = ("for", "against", "abstain", "blank", "null")  # every line of docs/recount.md, absent ones being zero


@transaction.atomic
def open_ballot(
    *, version, question, method, rule, electorate, occasion, occasion_date, occasion_path, by, at, terms=None,
    amendment=None, previous=None,
):  # fmt: skip
    """Open a ballot on a frozen version, with the electorate of that minute (RULES V1). Returns the Ballot.

    `method` names a manner of `governance.methods`, `terms` is what it needs besides its rule. `version` is None for a
    question that has no text; of an `amendment` it is the version that it amends (R4). `previous` is the round of an
    election that this one follows.

    Raises Refused when the text has changed since it was frozen, is not scheduled, or is already being voted on, or
    when the method cannot be held among these voices.
    """
    _may_conduct(by, at, "open_ballot")
    manner = _conducted(method)
    version = version and Version.objects.select_related("recommendation").get(pk=version.pk)
    wording = amendment and wording_to_vote(amendment, manner)
    _check_text(version, manner, wording)
    terms = terms or {}
    ballot = Ballot(
        version=version, amendment=amendment, previous=previous, question=question,
        text_digest=wording.voted_digest if wording else Ballot.digest_of(version, question, terms),
        method=manner.method, on_paper=manner.on_paper, rule=rule, terms=terms,
        occasion=occasion, occasion_date=occasion_date, occasion_path=occasion_path,
        entitled=electorate.entitled, present=electorate.present, represented=electorate.represented,
        colleges=electorate.colleges, opened_at=at, opened_by=by,
    )  # fmt: skip
    ballot.validate_constraints()
    manner.opening(ballot, electorate.voices)
    ballot.save()
    _freeze_voices(ballot, electorate.voices)
    manner.opened(ballot)
    content = {"text": ballot.text_digest, "rule": rule, "terms": ballot.terms, "voices": len(electorate.voices)}
    register(ballot, "opened", by, at, content)
    return ballot


def _freeze_voices(ballot, voices):
    """Keep who may vote, for whom, as it is at the opening (RULES V1)."""
    Elector.objects.bulk_create(
        Elector(
            ballot=ballot, seat=voice.seat, person=voice.person, caster=voice.caster, college=voice.college,
            label=voice.label, weight=voice.weight, by_proxy=voice.by_proxy,
        )
        for voice in voices
    )  # fmt: skip


def _conducted(method):
    manner = named_manner(method)
    if manner is None:
        raise Refused(_("Choisissez l’un des modes de scrutin proposés."))
    return manner


def _check_text(version, manner, wording=None):
    """V1, R5: what is voted is the frozen text of a scheduled recommendation, word for word, or a question alone.

    A ballot on an amendment (`wording`) is on the last version too, and comes before that on the text itself (R4).
    """
    if version is None:
        if manner.method not in WITHOUT_TEXT:
            raise Refused(_("Ce mode de scrutin porte sur un texte figé."))
        return
    recommendation = version.recommendation
    if recommendation.state != State.SCHEDULED:
        raise OutOfTurn(_("On ne vote que sur une recommandation à l’ordre du jour."))
    if Version.digest_of(recommendation.words()) != version.digest:
        raise Refused(_("Le texte a changé depuis cette version : figez-le à nouveau avant le vote."))
    if wording is None:
        check_amendments_voted(recommendation)
    if version.ballots.undecided().exists():
        raise Refused(_("Un scrutin est déjà en cours sur ce texte : il faut d’abord le clore et le proclamer."))


@transaction.atomic
def enter_counts(*, ballot, counts, by, at, signatures=None, evidence_url=""):
    """Enter what was counted in the room, per college: {"A": {"for": 3, …}}; "" where colleges do not matter.

    A vote with papers also says how many voters signed, and may say where its proof is published (RULES V12).
    """
    _may_conduct(by, at, "enter_counts")
    ballot = _lock(ballot)
    if ballot.state != BallotState.OPEN or not manner_of(ballot).entered:
        raise OutOfTurn(_("Le décompte se saisit dans un scrutin ouvert qui se compte dans la salle."))
    lines = manner_of(ballot).answers(ballot) if manner_of(ballot).asked else COUNTED
    ballot.counts = {college: {choice: row.get(choice, 0) for choice in lines} for college, row in counts.items()}
    ballot.signatures, ballot.evidence_url = signatures, evidence_url
    manner_of(ballot).entering(ballot)
    _outcome_of(ballot)
    ballot.save()
    return ballot


@transaction.atomic
def close_ballot(*, ballot, by, at):
    """Close for good and compute the outcome with its arithmetic (RULES V10, V15). Returns the Ballot.

    A ballot whose method finds it void is void from its closing on. Raises AlreadyRecorded when it was closed before,
    Refused while its method still lacks something.
    """
    _may_conduct(by, at, "close_ballot")
    ballot = _lock(ballot)
    if ballot.state in (BallotState.CLOSED, BallotState.PROCLAIMED):
        raise AlreadyRecorded(ballot, ballot.closed_at)
    if ballot.state == BallotState.VOID:
        raise OutOfTurn(_("Ce scrutin a été annulé."))
    manner = manner_of(ballot)
    if void := manner.closing(ballot):
        return _void(ballot, void, by, at)
    ballot.state, ballot.closed_at, ballot.closed_by = BallotState.CLOSED, max(at, ballot.opened_at), by
    ballot.counts = manner.tally(ballot)
    _decide(ballot)
    register(ballot, "closed", by, at, {"votes": digest(ballot_file_of(ballot)), "outcome": ballot.outcome})
    return ballot


@transaction.atomic
def give_casting_vote(*, ballot, person, choice, by, at):
    """Record the presiding chair's casting vote on a tie, as an act of its own (RULES V5). Returns the Ballot."""
    _may_conduct(by, at, "give_casting_vote")
    ballot = _lock(ballot)
    if CastingVote.objects.filter(ballot=ballot).exists():
        raise AlreadyRecorded(ballot, ballot.casting_vote.cast_at)
    if not ballot.awaits_casting_vote:
        raise OutOfTurn(_("La voix prépondérante ne s’exprime qu’en cas de partage, quand le règlement la prévoit."))
    vote = CastingVote(ballot=ballot, person=person, choice=choice, cast_at=at)
    vote.full_clean()
    vote.save()
    _decide(ballot)
    register(ballot, "casting_vote", by, at, {"choice": choice, "outcome": ballot.outcome})
    return ballot


@transaction.atomic
def proclaim(*, ballot, by, at):
    """Confirm the computed outcome: the text or its amendment is adopted or rejected (RULES V15). Returns the Ballot.

    Without quorum nothing is decided and the recommendation stays on the agenda (RULES Q3); so it does after a round
    that found no consent, until another one, `give_up`, or the sitting puts it off (RULES V14).
    """
    _may_conduct(by, at, "proclaim")
    ballot = _lock(ballot)
    if ballot.state == BallotState.PROCLAIMED:
        raise AlreadyRecorded(ballot, ballot.proclaimed_at)
    if ballot.state != BallotState.CLOSED:
        raise OutOfTurn(_("Un scrutin se proclame une fois clos."))
    ballot.state, ballot.proclaimed_at, ballot.proclaimed_by = BallotState.PROCLAIMED, max(at, ballot.closed_at), by
    ballot.save()
    recommendation = _locked_text(ballot)
    register(ballot, "proclaimed", by, at, ballot.result)
    step = {"adopted": "adopt", "rejected": "reject"}.get(ballot.outcome)
    if ballot.amendment and step:
        settle_by_vote(ballot.amendment, ballot=ballot, by=by, at=at)
    elif recommendation and step and not goes_on(ballot):
        LIFE.take(step, recommendation, by=by, at=at, note=ballot.occasion, ballot=ballot)
    return ballot


def _locked_text(ballot):
    """The text's recommendation, locked before the register, as by every other step: no two acts await one another."""
    if ballot.recommendation is None:
        return None
    return Recommendation.objects.select_for_update(of=("self",)).get(pk=ballot.recommendation.pk)


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
    return _void(ballot, reason, by, at)


def _void(ballot, reason, by, at):
    manner_of(ballot).voiding(ballot)
    ballot.state, ballot.void_reason, ballot.closed_at = BallotState.VOID, str(reason), ballot.closed_at or at
    ballot.save()
    register(ballot, "void", by, at, {"reason": str(reason)})
    return ballot


def _may_conduct(by, at, act):
    if not may_conduct_ballots(by, at):
        raise NotAllowed(act)


def _lock(ballot):
    """Take the ballot alone: nobody casts meanwhile."""
    return Ballot.objects.select_for_update(of=("self",)).select_related(*TEXT).get(pk=ballot.pk)


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


def register(ballot, act, by, at, content):
    """Write an act on a ballot into the register, by the function of who did it (RULES A1)."""
    function = CLERK if is_clerk(by) else CO_CHAIR
    record(act=f"ballot.{act}", subject=ballot.subject, actor_function=function.name, content=content, at=at)
