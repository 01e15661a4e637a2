"""Preparing a sitting: its date and place, the minutes to approve (RULES S7, S10)."""

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from common.formats import long_date
from common.lifecycle import AlreadyRecorded, Refused, refuse_if
from council.models import RulesProfile
from deliberations.enums import TO_COME, ItemKind, SittingState
from deliberations.models import AgendaItem, Sitting
from deliberations.rules import day_of, oversees
from deliberations.wording import council_language

from .agenda import PREPARED, append_item, place_recommendation, rank_item
from .conflicts import check_meanwhile
from .guards import authorise, in_state, keep, lock_sitting
from .outlines import take_over_outline

FACTS = {"title", "starts_at", "ends_at", "place", "remote_link", "is_public", "urgency_reason"}
FACTS_ONCE_CONVENED = {"place", "remote_link", "is_public", "urgency_reason"}


@transaction.atomic
def plan_sitting(
    *, body, title, starts_at, ends_at, by, at, place="", remote_link="", is_public=True, second_call_of=None, lines=()
):
    """Begin a sitting under the rules in force on its date; minutes awaiting approval come first (RULES S7).

    `lines`: the outline to start from, of a template or an earlier sitting (services.outline_of).
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
    take_over_outline(sitting, lines=lines, by=by, at=at)
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
        rank_item(item, place)


@transaction.atomic
def change_sitting(sitting, *, by, at, expected=None, **facts):
    """Change date, place or name while that is possible; return the fresh record. Fields as in FACTS.

    Once convened, only the place changes here (then send the changes); the date moves by `postpone`. `expected` is the
    history id of the facts that the writer was shown: raises WordsConflict when they have changed since (RULES S10).
    """
    sitting = lock_sitting(sitting)
    authorise(oversees(by, at), "change_sitting")
    in_state(sitting, PREPARED, _("Une séance ouverte ou levée ne se modifie plus."))
    if unknown := facts.keys() - FACTS:
        raise TypeError(f"not a fact of a sitting: {', '.join(sorted(unknown))}")
    check_meanwhile(sitting, facts, expected)
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
    append_item(sitting, by=by, at=at, **{name: getattr(item, name) for name in fields})
