"""The substance of the discussions: what several people write at once, and nobody loses (RULES M2, S10)."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from common.lifecycle import Refused
from common.merging import merge
from deliberations.models import AgendaItem

from .conduct import may_write
from .guards import keep, lock_item


@dataclass(frozen=True)
class Written:
    """What the record holds after a writing, and its history id, from which the next writing starts.

    `merged_with` is who wrote meanwhile, where both were put together.
    """

    item: AgendaItem
    edit: int
    merged_with: str = ""


class EditConflict(Refused):
    """Somebody else wrote at the same place: both texts are shown, nothing was overwritten (RULES S10)."""

    def __init__(self, *, stored, typed, by, at, both="", edit=None):
        super().__init__(_("Ce texte a été modifié entre-temps : comparez les deux versions avant d’enregistrer."))
        self.stored, self.typed, self.both, self.by, self.at, self.edit = stored, typed, both, by, at, edit


@transaction.atomic
def write_discussion(item, *, text, by, at, expected=None, base=None):
    """Write the substance of the discussion, until the minutes are approved (RULES M2, S10). Returns a Written.

    `expected`: the history id of the text the writer started from; `base`: that text itself, where it was never
    stored. What somebody else wrote meanwhile elsewhere in the text is put together with it. Raises EditConflict
    where both wrote at the same place.
    """
    item = lock_item(item)
    may_write(item.sitting, by, at)
    text, meanwhile = _put_together(item, text, _started_from(item, expected, base))
    if text != item.discussion:
        item.discussion = text
        keep(item, by=by, at=at, reason=_("débats rédigés"))
    return Written(item, last_edit(item), meanwhile)


def last_edit(item):
    """The history id to hand to a form, and back as `expected`: the last one recorded, whatever the clocks said."""
    return item.history.order_by("-history_id").values_list("history_id", flat=True).first()


def last_words(item):
    """The text to write from and its history id, read as one: a text never goes with the id of another (RULES S10)."""
    return item.history.order_by("-history_id").values_list("discussion", "history_id").first()


def _started_from(item, expected, base):
    """The text from which somebody wrote; None for who wrote without having seen one."""
    if base is not None or expected is None:
        return base
    seen = item.history.filter(history_id=expected).values_list("discussion", flat=True).first()
    return "" if seen is None else seen


def _put_together(item, typed, base):
    """The text to keep, and who wrote meanwhile."""
    stored = item.discussion
    if base is None or stored in (base, typed):
        return typed, ""
    last = item.history.select_related("history_user").order_by("-history_id").first()
    merged = merge(base, typed, stored)
    if merged.conflicts:
        raise EditConflict(
            stored=stored, typed=typed, both=merged.text, by=last.history_user, at=last.history_date,
            edit=last.history_id,
        )  # fmt: skip
    return merged.text, str(last.history_user or "")
