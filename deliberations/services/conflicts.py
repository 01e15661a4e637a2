"""Two people at the same thing: whoever comes later is shown both versions, nothing is overwritten (RULES S10)."""

from django.utils.translation import gettext as _

from common.lifecycle import Refused

from .notes import EditConflict, last_edit


class WordsConflict(EditConflict):
    """Somebody else changed the same words of a record. `latest` is what to hand back as `expected` to insist."""

    def __init__(self, record, *, stored, typed):
        last = record.history.select_related("history_user").first()
        super().__init__(stored=stored, typed=typed, by=last.history_user, at=last.history_date)
        self.record, self.latest = record, last.history_id


class OrderConflict(Refused):
    """Somebody else changed the agenda meanwhile. `stored` and `typed`: the items in each of the two orders."""

    def __init__(self, *, stored, typed):
        super().__init__(_("L’ordre du jour a changé entre-temps : comparez les deux ordres avant d’enregistrer."))
        self.stored, self.typed = stored, typed


def check_meanwhile(record, typed, expected):
    """Raise WordsConflict if these words are no longer what the writer started from (RULES S10).

    `typed`: the new values by field; `expected`: the history id that the writer's form was made from, or None.
    """
    stored = {name: getattr(record, name) for name in typed}
    if expected is None or expected == last_edit(record) or stored == typed:
        return
    seen = record.history.filter(history_id=expected).first()
    if seen is None or any(getattr(seen, name) != value for name, value in stored.items()):
        raise WordsConflict(record, stored=stored, typed=typed)
