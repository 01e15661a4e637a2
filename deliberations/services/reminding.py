"""Reminding those who have not said whether they come (RULES S9): once a day at most, proof kept as for convening."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.lifecycle import AlreadyRecorded, refuse_if
from council.rules import function_of
from deliberations.enums import DispatchPurpose, DispatchStatus, ReplyAnswer, SittingState
from deliberations.models import Dispatch
from deliberations.models.room import read_room
from deliberations.rules import oversees
from register.services import record

from .dispatching import queue
from .guards import authorise, in_state, lock_sitting

ABSENT = (ReplyAnswer.EXCUSED,)


def silent_people(room):
    """Return the persons from whom an answer is awaited, in the order of their seats (RULES S9).

    The titular who has neither answered nor given a proxy; the alternate, once the titular has said that they will not
    come. The Room's own sitting is asked for its replies: one query.
    """
    answers = {(reply.seat_id, reply.person_id): reply.answer for reply in room.sitting.replies.all()}
    given = {proxy.giver_id for proxy in room.proxies if proxy.revoked_at is None}
    awaited = [_awaited(line, answers) for line in room.composition.lines if line.seat.pk not in given]
    return list(dict.fromkeys(person for person in awaited if person))


def _awaited(line, answers):
    """The person of whom a seat still waits for an answer, or None."""
    if line.vacant:
        return None
    said = answers.get((line.seat.pk, line.titular.person_id))
    if said is None:
        return line.titular.person
    if said not in ABSENT or line.alternate is None:
        return None
    return None if (line.seat.pk, line.alternate.person_id) in answers else line.alternate.person


def written_to(sitting, day):
    """The keys of the persons to whom a message about the sitting left, or is to leave, on that day."""
    ways = (DispatchStatus.WAITING, DispatchStatus.SENDING, DispatchStatus.SENT, DispatchStatus.UNCERTAIN)
    return set(Dispatch.objects.of_sitting(sitting).filter(day=day, status__in=ways).values_list("person", flat=True))


def to_remind(room, at):
    """Whom a reminder sent now would reach: who is awaited, has an address, and was not written to today."""
    written = written_to(room.sitting, timezone.localdate(at))
    return [person for person in silent_people(room) if person.email and person.pk not in written]


@transaction.atomic
def remind(sitting, *, by, at):
    """Write to everybody whose answer is awaited and who was not written to today. Returns the persons (RULES S9).

    `by` is None when the timetable does it. Raises Refused when nobody is awaited, AlreadyRecorded when all of them
    were written to today.
    """
    sitting = lock_sitting(sitting)
    authorise(by is None or oversees(by, at), "remind")
    in_state(sitting, (SittingState.CONVENED,), _("On relance pour une séance convoquée."))
    refuse_if(at >= sitting.starts_at, _("L’heure de la séance est passée : il n’y a plus de réponse à attendre."))
    room = read_room(sitting)
    awaited = [person for person in silent_people(room) if person.email]
    refuse_if(not awaited, _("Personne n’est à relancer : chacun a répondu, ou n’a pas d’adresse."))
    people = to_remind(room, at)
    if not people:
        last = Dispatch.objects.of_sitting(sitting).filter(day=timezone.localdate(at)).order_by("queued_at").last()
        raise AlreadyRecorded(last, last.queued_at)
    version = sitting.agenda_versions.last()
    queue(version, people, at=at, purpose=DispatchPurpose.REMINDER)
    content = {"agenda": version.digest, "persons": len(people)}
    record(
        act="sitting.reminded", subject=sitting.subject, actor_function=function_of(by, at), content=content, at=at
    )  # fmt: skip
    return people
