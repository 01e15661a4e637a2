"""Who is there and who represents whom: arrivals, departures, proxies, recusals (RULES S8, C3, P, V9)."""

from django.db import transaction
from django.utils.translation import gettext as _

from common.lifecycle import AlreadyRecorded
from council.enums import SeatRole
from council.rules import MEMBER, function_of
from deliberations.entrusting import giver_refusal, holder_refusal
from deliberations.enums import HELD, SittingState
from deliberations.models import Attendance, Proxy, Recusal
from deliberations.models.room import read_room
from deliberations.rules import day_of, may_conduct, may_speak_for, minutes_are_frozen, oversees, term_on, titular_on
from governance.enums import BallotState
from governance.models import Ballot
from register.services import record

from .guards import authorise, drop, in_state, keep, lock, lock_item, lock_sitting, refuse_if

ATTENDED = (SittingState.CONVENED, SittingState.OPEN)


@transaction.atomic
def arrive(sitting, *, seat, person, by, at, mode="room"):
    """Note an arrival on a seat, as titular or alternate (RULES S8, C3); the seat's proxy lapses (P3).

    Raises AlreadyRecorded for somebody already noted present.
    """
    sitting = lock_sitting(sitting)
    authorise(may_conduct(by, sitting, at), "arrive")
    in_state(sitting, ATTENDED, _("La feuille de présence se tient d’une séance convoquée ou ouverte."))
    term = term_on(seat, person, day_of(sitting))
    refuse_if(
        term is None or seat.college.body_id != sitting.body_id,
        _("%(person)s n’occupe pas le siège %(seat)s à cette date.") % {"person": person, "seat": seat.code},
    )
    here = sitting.attendances.filter(seat=seat, person=person, left_at=None).first()
    if here:
        raise AlreadyRecorded(here, here.arrived_at)
    stay = Attendance(
        sitting=sitting, seat=seat, person=person, mode=mode, arrived_at=at,
        as_alternate=term.role == SeatRole.ALTERNATE,
    )  # fmt: skip
    keep(stay, by=by, at=at, reason=_("arrivée"))
    for proxy in sitting.proxies.standing().filter(giver=seat):
        _end(proxy, by, at, _("caduc : le siège est occupé"))
    return stay


@transaction.atomic
def depart(sitting, *, seat, person, by, at):
    """Note a departure (RULES S8). Raises AlreadyRecorded for somebody who has left, Refused for who never came."""
    sitting = lock_sitting(sitting)
    authorise(may_conduct(by, sitting, at), "depart")
    in_state(sitting, ATTENDED, _("La feuille de présence se tient d’une séance convoquée ou ouverte."))
    stays = list(sitting.attendances.filter(seat=seat, person=person).order_by("arrived_at"))
    refuse_if(not stays, _("%(person)s n’a pas été noté·e présent·e.") % {"person": person})
    stay = stays[-1]
    if stay.left_at is not None:
        raise AlreadyRecorded(stay, stay.left_at)
    stay.left_at = max(at, stay.arrived_at)
    return keep(stay, by=by, at=at, reason=_("départ"))


@transaction.atomic
def correct_stay(stay, *, by, at, arrived_at, left_at, mode):
    """Correct the times of a stay until the minutes are approved (RULES M2)."""
    _may_correct(lock_sitting(stay.sitting), by, at)
    stay = lock(stay)
    stay.arrived_at, stay.left_at, stay.mode = arrived_at, left_at, mode
    return keep(stay, by=by, at=at, reason=_("présence corrigée"))


@transaction.atomic
def strike_stay(stay, *, by, at, reason):
    """Strike out a stay noted by mistake, until the minutes are approved (RULES M2)."""
    _may_correct(lock_sitting(stay.sitting), by, at)
    stay = lock(stay)
    drop(stay, by=by, at=at, reason=reason or _("notée par erreur"))


def _may_correct(sitting, by, at):
    authorise(oversees(by, at), "correct_stay")
    sentence = _("La présence ne change plus une fois le procès-verbal approuvé.")
    in_state(sitting, (*ATTENDED, SittingState.CLOSED), sentence)
    refuse_if(minutes_are_frozen(sitting), sentence)


@transaction.atomic
def give_proxy(sitting, *, giver, holder, by, at):
    """Record a written proxy between two voting seats, for one sitting (RULES P1 to P4). Returns the Proxy.

    Given by somebody who is in the room, it takes effect when they leave. Raises AlreadyRecorded for the same one.
    """
    sitting = lock_sitting(sitting)
    person = titular_on(giver, day_of(sitting))
    refuse_if(person is None, _("Le siège %(seat)s est vacant : il ne donne pas pouvoir.") % {"seat": giver.code})
    authorise(may_speak_for(by, person, at), "give_proxy")
    return entrust(sitting, giver, holder, by, at)


def entrust(sitting, giver, holder, by, at):
    """Record a proxy on a locked sitting, for whom a door has let in: `by` is None for a member without an account."""
    in_state(sitting, ATTENDED, _("Un pouvoir vaut pour une séance convoquée ou ouverte."))
    standing = sitting.proxies.standing().filter(giver=giver).first()
    if standing and standing.holder_id == holder.pk:
        raise AlreadyRecorded(standing, standing.given_at)
    refuse_if(standing, _("Ce siège a déjà donné pouvoir : révoquez-le d’abord."))
    room = read_room(sitting)
    for refusal in (holder_refusal(room, giver, holder), giver_refusal(room, giver)):
        refuse_if(refusal, refusal)
    refuse_if(
        _represented_in_a_row(sitting, giver) >= sitting.profile.proxies_consecutive,
        _("Ce siège a été représenté aux %(n)s séances précédentes : le règlement n’en permet pas davantage.")
        % {"n": sitting.profile.proxies_consecutive},
    )
    proxy = Proxy(sitting=sitting, giver=giver, holder=holder, given_at=at, given_by=by)
    keep(proxy, by=by, at=at, reason=_("pouvoir donné"))
    _register(proxy, "proxy.given", by, at)
    return proxy


def _represented_in_a_row(sitting, giver):
    """P2: at how many of the latest sittings, one after the other, the seat was only represented."""
    earlier = type(sitting).objects.filter(body=sitting.body, state__in=HELD, starts_at__lt=sitting.starts_at)
    count = 0
    for held in earlier.order_by("-starts_at")[: sitting.profile.proxies_consecutive]:
        if not held.proxies.standing().filter(giver=giver).exists() or held.attendances.filter(seat=giver).exists():
            break
        count += 1
    return count


@transaction.atomic
def revoke_proxy(proxy, *, by, at):
    """Revoke a proxy; not while a ballot of the sitting is open (RULES P3). Raises AlreadyRecorded when it was."""
    proxy = lock(proxy, "sitting", "giver", "holder")
    person = titular_on(proxy.giver, day_of(proxy.sitting))
    authorise(person and may_speak_for(by, person, at), "revoke_proxy")
    if proxy.revoked_at is not None:
        raise AlreadyRecorded(proxy, proxy.revoked_at)
    return take_back(proxy, by, at)


def take_back(proxy, by, at):
    """Revoke a locked proxy that stands, for whom a door has let in."""
    in_state(proxy.sitting, ATTENDED, _("La séance est levée : ses pouvoirs ne changent plus."))
    refuse_if(
        open_ballots(proxy.sitting).exists(),
        _("Un scrutin est ouvert : le pouvoir est révocable avant son ouverture, ou après sa clôture."),
    )
    _end(proxy, by, at, _("pouvoir révoqué"))
    return proxy


def _end(proxy, by, at, reason):
    proxy.revoked_at = max(at, proxy.given_at)
    keep(proxy, by=by, at=at, reason=reason)
    _register(proxy, "proxy.ended", by, at)


def open_ballots(sitting):
    """The ballots of a sitting that are open."""
    return Ballot.objects.filter(agenda_link__item__sitting=sitting, state=BallotState.OPEN)


@transaction.atomic
def recuse(item, *, seat, person, category, by, at):
    """Record that a member steps aside from an item (RULES V9). Returns the Recusal.

    Raises Refused for the item's rapporteur, or while its ballot is open; AlreadyRecorded for the same seat again.
    """
    item = lock_item(item)
    authorise(may_speak_for(by, person, at), "recuse")
    in_state(item.sitting, (SittingState.OPEN,), _("Un déport se note pendant la séance."))
    refuse_if(
        term_on(seat, person, day_of(item.sitting)) is None,
        _("%(person)s n’occupe pas le siège %(seat)s à cette date.") % {"person": person, "seat": seat.code},
    )
    existing = Recusal.objects.filter(item=item, seat=seat).first()
    if existing:
        raise AlreadyRecorded(existing, existing.left_at)
    refuse_if(
        item.recommendation and item.recommendation.rapporteur_id == person.pk,
        _("%(person)s a rapporté ce texte : un déport ne suffit plus. Reportez le point ou renvoyez-le en rédaction.")
        % {"person": person},
    )
    _no_ballot_on(item)
    recusal = Recusal(item=item, seat=seat, person=person, category=category, left_at=at)
    keep(recusal, by=by, at=at, reason=_("déport"))
    _record(item.sitting, "recusal", {"item": item.pk, "seat": seat.code, "category": category}, by, at)
    return recusal


def _no_ballot_on(item):
    refuse_if(
        open_ballots(item.sitting).filter(agenda_link__item=item).exists(),
        _("Le scrutin sur ce point est ouvert : son corps électoral ne change plus."),
    )


@transaction.atomic
def return_from_recusal(recusal, *, by, at):
    """Note that a member came back once the item was dealt with; for the item itself the recusal stands (RULES V9)."""
    recusal = lock(recusal, "item__sitting", "person")
    authorise(may_speak_for(by, recusal.person, at), "return_from_recusal")
    if recusal.returned_at is not None:
        raise AlreadyRecorded(recusal, recusal.returned_at)
    in_state(recusal.item.sitting, (SittingState.OPEN,), _("Un retour se note pendant la séance."))
    _no_ballot_on(recusal.item)
    recusal.returned_at = max(at, recusal.left_at)
    return keep(recusal, by=by, at=at, reason=_("retour"))


def _register(proxy, act, by, at):
    _record(proxy.sitting, act, {"proxy": proxy.pk, "from": proxy.giver.code, "to": proxy.holder.code}, by, at)


def _record(sitting, act, content, by, at):
    """A member without an account acts by the link of the notice: a member all the same (RULES A4)."""
    function = function_of(by, at) if by else MEMBER
    record(act=act, subject=sitting.subject, actor_function=function, content=content, at=at)
