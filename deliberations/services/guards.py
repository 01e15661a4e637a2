"""What every verb of this floor checks first, and how it saves: with who, when and why (RULES R3, E1)."""

from django.db import IntegrityError, transaction

from common.lifecycle import NotAllowed, OutOfTurn
from deliberations.models import Sitting


def authorise(allowed, act):
    """Raise NotAllowed unless the rule said yes."""
    if not allowed:
        raise NotAllowed(act)


def lock(record, *related):
    """Return the record afresh, locked until the transaction ends."""
    return type(record).objects.select_for_update(of=("self",)).select_related(*related).get(pk=record.pk)


def lock_sitting(sitting):
    """Return the sitting fresh, locked until the transaction ends."""
    return lock(sitting, "profile", "body", "second_call_of")


def lock_item(item):
    """Return an item afresh with its sitting. The sitting is locked first, always: no two acts wait for one another."""
    sitting = lock_sitting(Sitting(pk=item.sitting_id))
    item = lock(item, "recommendation")
    item.sitting = sitting
    return item


def in_state(sitting, states, sentence):
    """Raise OutOfTurn with the sentence unless the sitting, read in this transaction, is in one of the states."""
    if sitting.state not in states:
        raise OutOfTurn(sentence)


def keep(record, *, by, at, reason):
    """Save with its line of history; what the database refuses is raised as ValidationError, in words.

    The constraints stand in the database: they are asked for their sentence only once one was broken. Foreign keys are
    not looked up again: a service is handed records, not numbers typed into a form.
    """
    record._history_user, record._history_date, record._change_reason = by, at, str(reason)
    record.clean_fields(exclude=[field.name for field in record._meta.fields if field.is_relation])
    record.clean()
    try:
        with transaction.atomic():
            record.save()
    except IntegrityError:
        record.validate_unique()
        record.validate_constraints()
        raise
    return record


def drop(record, *, by, at, reason):
    """Delete what turned out never to have been, leaving its line of history."""
    record._history_user, record._history_date, record._change_reason = by, at, str(reason)
    record.delete()
