"""Saying something about a text in drafting, withdrawing it, hiding it for a reason."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.lifecycle import AlreadyRecorded, NotAllowed, Refused
from council.rules import person_of
from governance.amendment_procedure import last_version
from governance.models import Contribution
from governance.rules import CLERK, CO_CHAIR, is_clerk, may_contribute, oversees
from register.services import record


@transaction.atomic
def contribute(recommendation, *, stance, text, by, at):
    """Say something for, against, or ask, about the last version of a text in drafting. Returns the Contribution.

    Raises NotAllowed for who is no member or out of drafting, AlreadyRecorded for the same words again.
    """
    recommendation = type(recommendation).objects.select_for_update(of=("self",)).get(pk=recommendation.pk)
    if not may_contribute(by, recommendation, at):
        raise NotAllowed("contribute")
    given = Contribution(
        recommendation=recommendation, version=last_version(recommendation), author=person_of(by), stance=stance,
        text=text.strip(), posted_at=at,
    )  # fmt: skip
    same = recommendation.contributions.readable().filter(author=given.author, stance=stance, text=given.text).first()
    if same:
        raise AlreadyRecorded(same, same.posted_at)
    given.full_clean()
    given.save()
    return given


@transaction.atomic
def withdraw_contribution(contribution, *, by, at):
    """Take one's own words back; that there were some stays visible. Returns the Contribution."""
    contribution = _lock(contribution)
    if person_of(by) is None or contribution.author_id != person_of(by).pk:
        raise NotAllowed("withdraw_contribution")
    if contribution.withdrawn_at:
        raise AlreadyRecorded(contribution, contribution.withdrawn_at)
    contribution.withdrawn_at = at
    contribution.save()
    return contribution


@transaction.atomic
def hide_contribution(contribution, *, reason, by, at):
    """Hide a contribution for a reason that everybody reads in its place; an official act. Returns it."""
    if not oversees(by, at):
        raise NotAllowed("hide_contribution")
    contribution = _lock(contribution)
    if contribution.hidden_at:
        raise AlreadyRecorded(contribution, contribution.hidden_at)
    if not reason.strip():
        raise Refused(_("Dites pourquoi cette contribution est masquée : le motif sera lu à sa place."))
    contribution.hidden_at, contribution.hidden_by, contribution.hidden_reason = at, by, reason.strip()
    contribution.full_clean()
    contribution.save()
    function = CLERK if is_clerk(by) else CO_CHAIR
    record(
        act="contribution.hidden", subject=contribution.recommendation.subject, actor_function=function.name,
        content={"contribution": contribution.pk, "reason": contribution.hidden_reason}, at=at,
    )  # fmt: skip
    return contribution


def _lock(contribution):
    return Contribution.objects.select_for_update(of=("self",)).select_related("recommendation").get(pk=contribution.pk)
