"""Two versions of the same words, side by side (RULES S10)."""

from datetime import datetime

from django.utils.translation import gettext as _

from common.formats import long_datetime


def both_versions(conflict):
    """Return who wrote meanwhile and when, and what differs: (name of the field, recorded, typed)."""
    record = conflict.record
    return {
        "by": conflict.by,
        "at": conflict.at,
        "lines": [
            (field.verbose_name, said(field, conflict.stored[field.name]), said(field, conflict.typed[field.name]))
            for field in record._meta.fields
            if field.name in conflict.typed and conflict.stored[field.name] != conflict.typed[field.name]
        ],
    }


def said(field, value):
    """A value in words: the label of a choice, a date as people say it, a dash for nothing."""
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if isinstance(value, datetime):
        return long_datetime(value)
    return str(dict(field.flatchoices).get(value, value) or "—")
