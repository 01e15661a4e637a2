"""The agenda of a sitting: its items, their words, their order (RULES S4, S5, S7, S10)."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from common.formats import long_date
from common.lifecycle import AlreadyRecorded, refuse_if
from deliberations.enums import ItemKind, SittingState
from deliberations.models import AgendaItem
from deliberations.rules import oversees
from deliberations.wording import council_language
from governance.services import schedule, unschedule

from .conflicts import OrderConflict, check_meanwhile
from .guards import authorise, drop, in_state, keep, lock_item, lock_sitting
from .item_papers import forget_papers

PREPARED = (SittingState.DRAFT, SittingState.CONVENED, SittingState.POSTPONED)
WORDS = {"title", "note", "visibility", "presenter", "duration"}


@transaction.atomic
def add_item(
    sitting, *, kind, title, by, at, note="", visibility="public", presenter=None, duration=15, recommendation=None,
    minutes_of=None, position=None,
):  # fmt: skip
    """Add an item; after the notice it is marked late and can be discussed, not voted (RULES S4, S5)."""
    sitting = lock_sitting(sitting)
    authorise(oversees(by, at), "add_item")
    in_state(sitting, (*PREPARED, SittingState.OPEN), _("L’ordre du jour d’une séance levée ne change plus."))
    refuse_if(
        kind == ItemKind.VOTE,
        _("Un point mis aux voix porte une recommandation : inscrivez-la depuis la liste de celles qui sont prêtes."),
    )
    return append_item(
        sitting, by=by, at=at, position=position, kind=kind, title=title, note=note, visibility=visibility,
        presenter=presenter, duration=duration, recommendation=recommendation, minutes_of=minutes_of,
    )  # fmt: skip


def add_break(sitting, *, duration, by, at, position=None):
    """Add a break of so many minutes: a line of its own, which takes its time like any item (RULES S5)."""
    with council_language():
        title = _("Pause")
    return add_item(
        sitting, kind=ItemKind.BREAK, title=title, duration=duration, position=position, by=by, at=at
    )  # fmt: skip


@transaction.atomic
def place_recommendation(sitting, *, recommendation, by, at, presenter=None, duration=20, position=None):
    """Put a ready recommendation to the vote of a sitting to come (RULES R2, S5). Returns the AgendaItem."""
    sitting = lock_sitting(sitting)
    authorise(oversees(by, at), "place_recommendation")
    same = sitting.items.filter(recommendation=recommendation, kind=ItemKind.VOTE).first()
    if same:
        raise AlreadyRecorded(same, at)
    in_state(
        sitting,
        (SittingState.DRAFT, SittingState.POSTPONED),
        _(
            "La convocation est partie : un texte ajouté maintenant ne pourrait pas être voté. "
            "Ajoutez un point d’échange, ou inscrivez-le à une séance suivante."
        ),
    )
    schedule(recommendation, by=by, at=at, occasion=_occasion(sitting))
    return append_item(
        sitting, by=by, at=at, position=position, kind=ItemKind.VOTE, title=recommendation.title,
        recommendation=recommendation, presenter=presenter or recommendation.rapporteur, duration=duration,
    )  # fmt: skip


@transaction.atomic
def resume_action_point(sitting, *, point, by, at):
    """Put an action that an earlier sitting left to do back on the agenda, to be discussed (RULES S12)."""
    sitting = lock_sitting(sitting)
    _still_prepared(sitting, by, at, "resume_action_point")
    same = sitting.items.filter(follows_up=point).first()
    if same:
        raise AlreadyRecorded(same, at)
    refuse_if(point.done_on is not None, _("Cette action est faite : elle n’attend plus rien."))
    with council_language():
        title = _("Suite : %(action)s") % {"action": point.what}
    return append_item(
        sitting, by=by, at=at, kind=ItemKind.DISCUSSION, title=title[:250], duration=10, follows_up=point
    )


@council_language()
def _occasion(sitting):
    return f"{sitting.title} ({long_date(sitting.starts_at)})"


def append_item(sitting, *, by, at, position=None, **fields):
    """Write an item of a locked sitting, last or at a position counted from 1. For the verbs of this floor."""
    late = sitting.state in (SittingState.CONVENED, SittingState.OPEN)
    last = sitting.items.aggregate(last=Max("position"))["last"] or 0
    item = AgendaItem(sitting=sitting, position=last + 1, added_after_notice=late, **fields)
    keep(item, by=by, at=at, reason=_("point ajouté"))
    if position is not None:
        rank_item(item, position)
    return item


@transaction.atomic
def change_item(item, *, by, at, expected=None, **words):
    """Change the words of an item until the sitting opens; return the fresh record. Fields as in WORDS.

    `expected` is the history id of the words that the writer was shown: raises WordsConflict when they have changed
    since (RULES S10).
    """
    item = lock_item(item)
    _still_prepared(item.sitting, by, at, "change_item")
    if unknown := words.keys() - WORDS:
        raise TypeError(f"not a word of an item: {', '.join(sorted(unknown))}")
    check_meanwhile(item, words, expected)
    for name, value in words.items():
        setattr(item, name, value)
    return keep(item, by=by, at=at, reason=_("point modifié"))


@transaction.atomic
def move_item(item, *, to, by, at):
    """Move an item "up", "down", or to a position counted from 1; the others close ranks (RULES S5)."""
    item = lock_item(item)
    _still_prepared(item.sitting, by, at, "move_item")
    steps = {"up": item.position - 1, "down": item.position + 1}
    order = _order_with(item, steps[to] if to in steps else int(to))
    _minutes_come_first(order)
    _number(order)
    item.refresh_from_db()
    return item


@transaction.atomic
def order_items(sitting, *, order, seen, by, at):
    """Put the whole agenda in an order, in one act (RULES S5). `order` and `seen` are keys of items.

    `seen` is the order that the person started from: raises OrderConflict when it is no longer the one recorded (S10),
    Refused when the minutes to approve would not come first (S7). The order already recorded changes nothing (E3).
    """
    sitting = lock_sitting(sitting)
    _still_prepared(sitting, by, at, "order_items")
    items = {item.pk: item for item in sitting.items.order_by("position", "pk")}
    stored, wanted = list(items), merge_order(order, list(items))
    if wanted == stored:
        return
    if list(seen) != stored:
        raise OrderConflict(stored=list(items.values()), typed=[items[key] for key in wanted])
    ordered = [items[key] for key in wanted]
    _minutes_come_first(ordered)
    _number(ordered)


def merge_order(order, stored):
    """The order asked for, without what is gone; what it does not name stays behind what it stood behind."""
    wanted = [key for key in dict.fromkeys(order) if key in stored]
    for place, key in enumerate(stored):
        if key not in wanted:
            wanted.insert(wanted.index(stored[place - 1]) + 1 if place else 0, key)
    return wanted


def _still_prepared(sitting, by, at, act):
    authorise(oversees(by, at), act)
    in_state(sitting, PREPARED, _("L’ordre du jour ne change plus une fois la séance ouverte."))


def rank_item(item, position):
    """Put an item at a position counted from 1, but behind the minutes to approve (RULES S7)."""
    _number(sorted(_order_with(item, position), key=lambda each: each.kind != ItemKind.MINUTES))


def _order_with(item, position):
    others = list(item.sitting.items.exclude(pk=item.pk).order_by("position", "pk"))
    others.insert(max(0, min(position - 1, len(others))), item)
    return others


def _minutes_come_first(items):
    others_before = [item.kind != ItemKind.MINUTES for item in items]
    refuse_if(
        others_before != sorted(others_before),
        _("Le procès-verbal à approuver reste le premier point de l’ordre du jour."),
    )


def _number(items):
    """Number the items from 1. An order is no text: it has no history of its own."""
    for rank, item in enumerate(items, start=1):
        item.position = rank
    AgendaItem.objects.bulk_update(items, ["position"])


@transaction.atomic
def remove_item(item, *, by, at, reason=""):
    """Take an item off the agenda before the sitting; its recommendation is ready again (RULES R2)."""
    item = lock_item(item)
    _still_prepared(item.sitting, by, at, "remove_item")
    if item.kind == ItemKind.VOTE and item.recommendation:
        unschedule(item.recommendation, by=by, at=at, note=reason)
    sitting = item.sitting
    forget_papers(item)
    drop(item, by=by, at=at, reason=reason or _("point retiré"))
    _number(list(sitting.items.order_by("position", "pk")))


def withdraw_recommendation_from_agenda(item, *, by, at, note=""):
    """Take a recommendation off the agenda with its item (RULES R2)."""
    refuse_if(item.recommendation_id is None, _("Ce point ne porte pas de recommandation."))
    remove_item(item, by=by, at=at, reason=note)
