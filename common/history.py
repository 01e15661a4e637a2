"""Storing a record with who changed it, when and why, beside the change itself."""

from django.db import models
from simple_history.models import HistoricalRecords

__all__ = ["TextRecords", "save_signed"]

MARKS = ("_history_user", "_history_date", "_change_reason")


def save_signed(row, *, by, at, reason=""):
    """Save a record whose history says who (an account, or None), when (a moment) and why; return it.

    The marks are taken off again: a later save of the same object is not signed by this act.
    """
    for mark, value in zip(MARKS, (by, at, reason), strict=True):
        setattr(row, mark, value)
    try:
        row.save()
    finally:
        for mark in MARKS:
            delattr(row, mark)
    return row


class TextRecords(HistoricalRecords):
    """The history of a record with long texts: when each edit was made is read from an index, without the texts."""

    def get_meta_options(self, model):
        fields = [model._meta.pk.attname, "history_date"]
        return super().get_meta_options(model) | {"indexes": [models.Index(fields=fields, name="edits_by_date")]}
