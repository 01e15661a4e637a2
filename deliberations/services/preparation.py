"""Preparing a sitting: its date and place, its agenda (RULES S5, S7)."""

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from common.formats import long_date
from common.lifecycle import AlreadyRecorded, Refused
from council.models import RulesProfile
from deliberations.enums import TO_COME, ItemKind, SittingState
from deliberations.models import AgendaItem, Sitting
from deliberations.rules import day_of, oversees
from deliberations.wording import council_language
from governance.services import schedule, unschedule

from .guards import authorise, drop, in_state, keep, lock_item, lock_sitting, refuse_if

PREPARED = (SittingState.DRAFT, SittingState.CONVENED, SittingState.POSTPONED)
FACTS = {"title", "starts_at", "ends_at", "place", "remote_link", "is_public", "urgency_reason"}
FACTS_ONCE_CONVENED = {"place", "remote_link", "is_public", "urgency_reason"}
WORDS = {"title", "note", "visibility", "presenter", "duration"}


@transaction.atomic
def plan_sitting(
    *, body, title, starts_at, ends_at, by, at, place="", remote_link="", is_public=True, second_call_of=None
):
    """Begin a sitting under the rules in force on its date; minutes awaiting approval come first (RULES S7).

    Raises AlreadyRecorded when the same one is already in preparation, Refused where no profile is in force.
    """
    authorise(oversees(by, at), "plan_sitting")
    same = Sitting.objects.filter(body=body, title=title, starts_at=starts_at, state__in=TO_COME).first()
    if same:
        raise AlreadyRecorded(same, at)
    sitting = Sitting(
        body=body, title=title, starts_at=starts_at, ends_at=ends_at, place=place, remote_link=remote_link,
        is_public=is_public, second_call_of=second_call_of,
    )  # fmt: skip
    _settle_date(sitting)
    keep(sitting, by=by, at=at, reason=_("séance préparée"))
    add_minutes_to_approve(sitting, by=by, at=at)
    return sitting


def _settle_date(sitting):
    """The profile in force on the date, and the address that carries it (a draft has not been shown yet)."""
    day = day_of(sitting)
    profile = RulesProfile.objects.in_force(day).first()
    if profile is None:
        raise Refused(_("Aucun profil de règles n’est en vigueur à cette date : créez-en un d’abord."))
    sitting.profile = profile
    stem = f"{day.isoformat()}-{slugify(sitting.title)}"[:110]
    taken = Sitting.objects.exclude(pk=sitting.pk).filter(slug__startswith=stem).values_list("slug", flat=True)
    sitting.slug = next(
        slug for slug in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if slug not in set(taken)
    )


@council_language()
def add_minutes_to_approve(sitting, *, by, at):
    """Put the minutes of each earlier held sitting first, unless another sitting to come has them (RULES S7)."""
    if sitting.second_call_of_id:
        return
    waiting = Sitting.objects.awaiting_minutes().filter(body=sitting.body, starts_at__lt=sitting.starts_at)
    taken = AgendaItem.objects.filter(sitting__state__in=(*TO_COME, SittingState.POSTPONED, SittingState.OPEN))
    waiting = waiting.exclude(pk__in=taken.filter(minutes_of__isnull=False).values("minutes_of"))
    for place, held in enumerate(waiting.order_by("starts_at"), start=1):
        item = AgendaItem(
            sitting=sitting, position=0, kind=ItemKind.MINUTES, minutes_of=held, duration=5,
            title=_("Procès-verbal de la séance du %(day)s") % {"day": long_date(held.starts_at)},
        )  # fmt: skip
        keep(item, by=by, at=at, reason=_("ajouté par le système"))
        _place(item, place)


@transaction.atomic
def change_sitting(sitting, *, by, at, **facts):
    """Change date, place or name while that is possible; return the fresh record. Fields as in FACTS.

    Once convened, only the place changes here (then send the changes); the date moves by `postpone`.
    """
    sitting = lock_sitting(sitting)
    authorise(oversees(by, at), "change_sitting")
    in_state(sitting, PREPARED, _("Une séance ouverte ou levée ne se modifie plus."))
    if unknown := facts.keys() - FACTS:
        raise TypeError(f"not a fact of a sitting: {', '.join(sorted(unknown))}")
    changed = {name for name, value in facts.items() if getattr(sitting, name) != value}
    refuse_if(
        sitting.state != SittingState.DRAFT and changed - FACTS_ONCE_CONVENED,
        _("La convocation est partie : pour changer la date, reportez la séance ; l’intitulé ne change plus."),
    )
    for name in changed:
        setattr(sitting, name, facts[name])
    if changed & {"starts_at", "title"}:
        _settle_date(sitting)
    return keep(sitting, by=by, at=at, reason=_("séance modifiée"))


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
        _("Un point mis aux voix porte une recommandation : inscrivez-la depuis la liste de celles qui sont prêtes."),
    )
    return _add(
        sitting, by, at, position, kind=kind, title=title, note=note, visibility=visibility, presenter=presenter,
        duration=duration, recommendation=recommendation, minutes_of=minutes_of,
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
            "La convocation est partie : un texte ajouté maintenant ne pourrait pas être voté. "
            "Ajoutez un point d’échange, ou inscrivez-le à une séance suivante."
        ),
    )
    schedule(recommendation, by=by, at=at, occasion=_occasion(sitting))
    return _add(
        sitting, by, at, position, kind=ItemKind.VOTE, title=recommendation.title, recommendation=recommendation,
        presenter=presenter or recommendation.rapporteur, duration=duration,
    )  # fmt: skip


@council_language()
def _occasion(sitting):
    return f"{sitting.title} ({long_date(sitting.starts_at)})"


def _add(sitting, by, at, position, **fields):
    late = sitting.state in (SittingState.CONVENED, SittingState.OPEN)
    last = sitting.items.aggregate(last=Max("position"))["last"] or 0
    item = AgendaItem(sitting=sitting, position=last + 1, added_after_notice=late, **fields)
    keep(item, by=by, at=at, reason=_("point ajouté"))
    if position is not None:
        _place(item, position)
    return item


@transaction.atomic
def change_item(item, *, by, at, **words):
    """Change the words of an item until the sitting opens; return the fresh record. Fields as in WORDS."""
    item = lock_item(item)
    _still_prepared(item, by, at, "change_item")
    if unknown := words.keys() - WORDS:
        raise TypeError(f"not a word of an item: {', '.join(sorted(unknown))}")
    for name, value in words.items():
        setattr(item, name, value)
    return keep(item, by=by, at=at, reason=_("point modifié"))


@transaction.atomic
def move_item(item, *, to, by, at):
    """Move an item "up", "down", or to a position counted from 1; the others close ranks (RULES S5)."""
    item = lock_item(item)
    _still_prepared(item, by, at, "move_item")
    steps = {"up": item.position - 1, "down": item.position + 1}
    _place(item, steps[to] if to in steps else int(to))
    item.refresh_from_db()
    return item


def _still_prepared(item, by, at, act):
    authorise(oversees(by, at), act)
    in_state(item.sitting, PREPARED, _("L’ordre du jour ne change plus une fois la séance ouverte."))


def _place(item, position):
    """Renumber the items from 1 with this one at its place. An order is no text: it has no history of its own."""
    others = list(item.sitting.items.exclude(pk=item.pk).order_by("position", "pk"))
    others.insert(max(0, min(position - 1, len(others))), item)
    for rank, each in enumerate(others, start=1):
        each.position = rank
    AgendaItem.objects.bulk_update(others, ["position"])


@transaction.atomic
def remove_item(item, *, by, at, reason=""):
    """Take an item off the agenda before the sitting; its recommendation is ready again (RULES R2)."""
    item = lock_item(item)
    _still_prepared(item, by, at, "remove_item")
    if item.kind == ItemKind.VOTE and item.recommendation:
        unschedule(item.recommendation, by=by, at=at, note=reason)
    sitting = item.sitting
    drop(item, by=by, at=at, reason=reason or _("point retiré"))
    rest = sitting.items.order_by("position", "pk").first()
    if rest:
        _place(rest, 1)


def withdraw_recommendation_from_agenda(item, *, by, at, note=""):
    """Take a recommendation off the agenda with its item (RULES R2)."""
    refuse_if(item.recommendation_id is None, _("Ce point ne porte pas de recommandation."))
    remove_item(item, by=by, at=at, reason=note)


@transaction.atomic
def plan_second_call(sitting, *, starts_at, ends_at, by, at, place=None):
    """Plan the second call of a sitting adjourned for want of a quorum, with the same items (RULES Q4)."""
    sitting = lock_sitting(sitting)
    in_state(
        sitting, (SittingState.ADJOURNED,), _("Seule une séance ajournée faute de quorum a une seconde convocation.")
    )
    existing = Sitting.objects.filter(second_call_of=sitting).first()
    if existing:
        raise AlreadyRecorded(existing, at)
    second = plan_sitting(
        body=sitting.body, title=sitting.title, starts_at=starts_at, ends_at=ends_at, by=by, at=at,
        place=sitting.place if place is None else place, remote_link=sitting.remote_link,
        is_public=sitting.is_public, second_call_of=sitting,
    )  # fmt: skip
    for item in sitting.items.in_order():
        _copy(item, second, by, at)
    return second


def _copy(item, sitting, by, at):
    if item.kind == ItemKind.VOTE:
        place_recommendation(
            sitting, recommendation=item.recommendation, by=by, at=at, presenter=item.presenter, duration=item.duration
        )
        return
    fields = ("kind", "title", "note", "visibility", "presenter", "duration", "recommendation", "minutes_of")
    _add(sitting, by, at, None, **{name: getattr(item, name) for name in fields})
