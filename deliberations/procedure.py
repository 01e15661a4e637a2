"""The life of a sitting: one table. Nobody can set a state otherwise (RULES S1)."""

from datetime import timedelta

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from common.formats import long_datetime
from common.lifecycle import Lifecycle, Step
from deliberations.enums import ItemKind
from deliberations.enums import SittingState as S
from deliberations.models import Minutes
from deliberations.notice import missing_to_convene
from deliberations.rules import may_preside
from deliberations.wording import quorum_sentence
from governance.enums import BallotState, State
from governance.rules import CLERK, CO_CHAIR
from register.services import record

EARLY = timedelta(hours=2)


def ready_to_convene(sitting, given):
    """S2: a date to come, a place, an agenda, the notice of the profile, the signatures it asks for."""
    return missing_to_convene(sitting, given["when"])


def chair_and_quorum(sitting, given):
    """C5, Q2: somebody presides, somebody keeps the record, and there are enough, where the profile asks for it."""
    sentences, presiding, quorum = too_early(sitting, given), given.get("presiding"), given["quorum"]
    if presiding is None or not may_preside(presiding, sitting, given["when"]):
        sentences.append(_("La séance est présidée par une coprésidence, ou par un membre présent dans la salle."))
    if given.get("secretary") is None:
        sentences.append(_("Désignez qui assure le secrétariat de séance."))
    if quorum.stops:
        sentences.append(quorum_sentence(quorum))
    return sentences


def is_early(sitting, when):
    """S1: whether it is well before the hour to which people were convened."""
    return sitting.starts_at - when > EARLY


def too_early(sitting, given):
    """S1: nobody opens a sitting hours before its time without saying that this is what they mean."""
    if not is_early(sitting, given["when"]) or given.get("early"):
        return []
    return [
        format_lazy(
            _("La séance est convoquée pour {when} : pour l’ouvrir plus de {hours} heures avant, confirmez-le."),
            when=long_datetime(sitting.starts_at),
            hours=EARLY // timedelta(hours=1),
        )
    ]


def quorum_is_lacking(sitting, given):
    """Q4: a sitting is adjourned for want of a quorum, not otherwise, and not before its time."""
    if given["when"] < sitting.starts_at:
        return [_("L’absence de quorum se constate à l’heure de la séance, pas avant. D’ici là, reportez ou annulez.")]
    if given["quorum"].stops:
        return []
    return [_("Le quorum est atteint, ou n’est pas exigé : la séance peut s’ouvrir.")]


def everything_is_settled(sitting, given):
    """V10, S5: no ballot is left open, and each text put to the vote has been voted, deferred or sent back."""
    ballots = [link.ballot for item in sitting.items.all() for link in item.item_ballots.select_related("ballot")]
    unsettled = (BallotState.OPEN, BallotState.CLOSED)
    sentences = [
        _("Le scrutin « {question} » n’est pas proclamé.").format(question=ballot.question)
        for ballot in ballots
        if ballot.state in unsettled
    ]
    to_vote = sitting.items.filter(kind=ItemKind.VOTE, recommendation__state=State.SCHEDULED)
    for item in to_vote.select_related("recommendation"):
        if not any(ballot.state in unsettled for ballot in ballots):
            sentences.append(
                _("Le point {position} attend une suite : votez, reportez ou renvoyez « {title} ».").format(
                    position=item.position, title=item.title
                )
            )
    return sentences


def new_date_is_given(sitting, given):
    """S1: a sitting is postponed to a date, which everybody is told."""
    starts_at, ends_at = given.get("starts_at"), given.get("ends_at")
    if starts_at is None or ends_at is None or starts_at <= given["when"] or ends_at <= starts_at:
        return [_("Un report dit la nouvelle date : à venir, avec une fin après le début.")]
    return []


def minutes_are_complete(sitting, given):
    """M1, M3: nothing is missing in the minutes, and a later sitting approves them."""
    return list(given["gaps"])


def note_convening(sitting, at, given):
    sitting.convened_at = at


def note_opening(sitting, at, given):
    sitting.presiding, sitting.secretary, sitting.opened_at = given["presiding"], given["secretary"], at


def note_closing(sitting, at, given):
    sitting.closed_at = max(at, sitting.opened_at)


def move_date(sitting, at, given):
    sitting.starts_at, sitting.ends_at = given["starts_at"], given["ends_at"]


def write_in_register(move):
    """A1: every step is an official act; the entry holds the function and a digest, not the name."""
    sitting = move.sitting
    version = sitting.agenda_versions.order_by("-number").first()
    minutes = Minutes.objects.filter(sitting=sitting).first()
    record(
        act=f"sitting.{move.step}",
        subject=sitting.subject,
        actor_function=move.by_function,
        content={
            "move": move.pk,
            "from": move.source,
            "to": move.target,
            "note": move.note,
            "starts_at": sitting.starts_at,
            "agenda": version.digest if version else "",
            "minutes": minutes.content_digest if minutes else "",
        },
        at=move.at,
    )


BOTH = (CO_CHAIR, CLERK)
TO_PREPARE = (S.DRAFT, S.POSTPONED)

LIFE = Lifecycle.of(
    # name, button, from, to, who; conditions; effect
    Step("sign", _("Signer la convocation"), (S.DRAFT,), S.DRAFT, (CO_CHAIR,)),
    Step("convene", _("Convoquer"), TO_PREPARE, S.CONVENED, BOTH, ready_to_convene, note_convening),
    Step("postpone", _("Reporter à une autre date"), (S.CONVENED, S.POSTPONED), S.POSTPONED, BOTH, new_date_is_given,
         move_date, needs_reason=True),
    Step("open", _("Ouvrir la séance"), (S.CONVENED,), S.OPEN, BOTH, chair_and_quorum, note_opening),
    Step("adjourn", _("Ajourner faute de quorum"), (S.CONVENED,), S.ADJOURNED, BOTH, quorum_is_lacking),
    Step("close", _("Lever la séance"), (S.OPEN,), S.CLOSED, BOTH, everything_is_settled, note_closing),
    Step("approve", _("Approuver le procès-verbal"), (S.CLOSED,), S.APPROVED, BOTH, minutes_are_complete),
    Step("cancel", _("Annuler la séance"), (S.DRAFT, S.CONVENED, S.POSTPONED), S.CANCELLED, BOTH, needs_reason=True),
    written=write_in_register,
)  # fmt: skip
