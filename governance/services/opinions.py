"""Minority opinions: attached by a voter, once, until the minutes of the ballot are approved (RULES R6)."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.digests import text_digest
from common.lifecycle import AlreadyRecorded, NotAllowed, Refused
from council.rules import MEMBER, person_of
from governance.models import Ballot, MinorityOpinion, OpinionsClosed
from governance.rules import may_attach_opinion
from register.services import record


@transaction.atomic
def attach_opinion(ballot, *, text, by, at):
    """Attach a minority opinion to a proclaimed ballot (RULES R6). It is never changed. Returns the MinorityOpinion.

    Raises AlreadyRecorded for a second one of the same voter, Refused once the minutes are approved, NotAllowed for
    who had no voice.
    """
    ballot = _lock(ballot)
    person = person_of(by)
    already = MinorityOpinion.objects.filter(ballot=ballot, person=person).first()
    if already:
        raise AlreadyRecorded(already, already.attached_at)
    if not may_attach_opinion(by, ballot):
        if OpinionsClosed.objects.filter(ballot=ballot).exists():
            raise Refused(_("Le procès-verbal est approuvé : plus aucune position minoritaire ne s’y joint."))
        raise NotAllowed("attach_opinion")
    opinion = MinorityOpinion(ballot=ballot, person=person, text=text.strip(), attached_at=at)
    opinion.full_clean()
    opinion.save()
    record(
        act="opinion.attached", subject=ballot.subject, actor_function=MEMBER,
        content={"opinion": opinion.pk, "text": text_digest(opinion.text)}, at=at,
    )  # fmt: skip
    return opinion


@transaction.atomic
def close_opinions(ballots, *, at):
    """From now on no opinion is attached to these ballots: their minutes are approved (RULES R6). Idempotent."""
    for ballot in ballots:
        OpinionsClosed.objects.get_or_create(ballot=_lock(ballot), defaults={"at": at})


def _lock(ballot):
    return Ballot.objects.select_for_update(of=("self",)).get(pk=ballot.pk)
