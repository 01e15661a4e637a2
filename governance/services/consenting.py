"""The verbs of a consent round: answering, objecting, withdrawing, meeting an objection, giving up (RULES V14)."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.lifecycle import AlreadyRecorded, NotAllowed, OutOfTurn, refuse_if
from governance.enums import BallotState, ConsentChoice, Method, ObjectionState, State
from governance.models import Ballot, Elector, Objection, Position, Recommendation
from governance.procedure import LIFE
from governance.rules import carries, may_conduct_ballots, may_note_aloud

from .ballots import proclaim, register
from .casting import admit

NO_REASON = _(
    "Une objection dit pourquoi : sans motif, elle ne tient pas. Écrivez en quoi ce texte nuirait, "
    "ou choisissez de vous mettre en retrait."
)
SAME_TEXT = _(
    "Une objection est levée par un changement du texte, et ce texte ne change pas pendant le tour. Renvoyez-le en "
    "rédaction : elle sera examinée au tour suivant. Si une explication suffit, c’est à qui l’a soulevée de la retirer."
)
MAINTAINED = _("La personne qui l’a soulevée la maintient sur ce nouveau texte : elle seule peut la retirer.")


@transaction.atomic
def answer_consent(*, ballot, seat, choice, by, at, reason=""):
    """Answer a consent round for one seat; the last answer before closing stands (RULES V8, V14). Returns the Position.

    Objecting needs a reason and puts the former objection of the voice aside; consenting or standing aside withdraws
    it. Who conducts notes what is said aloud. Raises Refused without a reason, AlreadyRecorded for the same answer
    again, OutOfTurn once closed, NotAllowed for another's voice.
    """
    refuse_if(choice not in ConsentChoice.values, _("On consent, on se met en retrait, ou on objecte."))
    objecting, reason = choice == ConsentChoice.OBJECTION, reason.strip()
    refuse_if(objecting and not reason, NO_REASON)
    elector = admit(ballot, seat, Method.CONSENT, by, may=lambda user, voice: may_note_aloud(user, voice, at))
    elector = Elector.objects.select_for_update(of=("self",)).get(pk=elector.pk)  # one answer of a voice at a time
    position = Position.objects.filter(elector=elector).first()
    standing = elector.objections.standing().first()
    same = standing and standing.reason == reason if objecting else standing is None
    if position and position.choice == choice and same:
        raise AlreadyRecorded(position, position.cast_at)
    entered_by = None if carries(by, elector) else by
    if standing and not (objecting and same):
        _settle(standing, ObjectionState.WITHDRAWN, at)
    if objecting and not same:
        Objection.objects.create(elector=elector, reason=reason, raised_at=at, entered_by=entered_by)
    position = position or Position(elector=elector)
    position.choice, position.cast_at, position.entered_by = choice, at, entered_by
    position.save()
    return position


@transaction.atomic
def meet_objection(*, objection, met_by, by, at):
    """Note that a changed text meets an objection of an earlier round, and what in it does (RULES V14, R5).

    Its author may object again. Returns the Objection. Raises Refused where the text did not change since, or where
    its author maintains it; OutOfTurn when it was withdrawn or the round is closed.
    """
    if not may_conduct_ballots(by, at):
        raise NotAllowed("meet_objection")
    elector = Elector.objects.select_related("seat", "ballot").get(pk=objection.elector_id)
    admit(elector.ballot, elector.seat, Method.CONSENT, by, may=lambda *_voice: True)
    Elector.objects.select_for_update(of=("self",)).get(pk=elector.pk)
    related = ("elector__ballot", "carried_from__elector__ballot")
    objection = Objection.objects.select_related(*related).get(pk=objection.pk)
    if objection.state == ObjectionState.MET:
        raise AlreadyRecorded(objection, objection.settled_at)
    if objection.state == ObjectionState.WITHDRAWN:
        raise OutOfTurn(_("Cette objection a été retirée par qui l’avait soulevée."))
    refuse_if(not objection.met_by_text(), SAME_TEXT)
    maintained = Position.objects.filter(elector=elector, choice=ConsentChoice.OBJECTION).exists()
    refuse_if(maintained, MAINTAINED)
    refuse_if(not met_by.strip(), _("Dites ce qui lève cette objection : l’amendement retenu, le passage réécrit."))
    objection.met_by = met_by.strip()
    _settle(objection, ObjectionState.MET, at)
    register(elector.ballot, "objection_met", by, at, {"objection": objection.pk, "met_by": objection.met_by})
    return objection


def _settle(objection, state, at):
    objection.state, objection.settled_at = state, max(at, objection.raised_at)
    objection.save()


@transaction.atomic
def give_up(*, ballot, by, at):
    """Reject the text on its last round: the council gives up looking for consent (RULES R2, V14). Returns the Ballot.

    A round that is closed is proclaimed with it. Raises AlreadyRecorded when the text was rejected before, OutOfTurn
    when this round is not the last word on the text as it stands.
    """
    if not may_conduct_ballots(by, at):
        raise NotAllowed("give_up")
    ballot = Ballot.objects.select_for_update(of=("self",)).select_related("version__recommendation").get(pk=ballot.pk)
    recommendation = Recommendation.objects.select_for_update(of=("self",)).get(pk=ballot.recommendation.pk)
    if recommendation.state == State.REJECTED:
        raise AlreadyRecorded(ballot, recommendation.moves.latest("at").at)
    if ballot.method != Method.CONSENT or ballot.outcome != "rejected":
        raise OutOfTurn(_("On ne renonce qu’après un tour de consentement où une objection subsiste."))
    rounds = Ballot.objects.on_texts().filter(version__recommendation=recommendation).exclude(state=BallotState.VOID)
    last = rounds.order_by("opened_at", "pk").last() == ballot
    if not last or recommendation.versions.latest("number") != ballot.version:
        raise OutOfTurn(_("Ce tour n’est plus le dernier mot : un autre scrutin ou une autre version l’a suivi."))
    if ballot.state == BallotState.CLOSED:
        ballot = proclaim(ballot=ballot, by=by, at=at)
    LIFE.take("reject", recommendation, by=by, at=at, note=ballot.occasion, ballot=ballot)
    return ballot
