"""Seating people, ending their terms, replacing them (RULES C1 to C4, C6)."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from common.formats import short_date
from common.history import save_signed
from common.lifecycle import AlreadyRecorded, refuse_if
from council.enums import AlternateRule, SeatRole
from council.models import Person, Seat, Term

from .acts import first_recorded, last_recorded, overlapping, register

ONE_DAY = timedelta(days=1)


@transaction.atomic
def seat_person(*, seat, person, role=SeatRole.TITULAR, quality="", starts_on, ends_on=None, organisation=None, by, at):
    """Give a seat to a person from a day to another, both included; return the Term.

    `organisation` is the one an alternate comes from, needed where the seat asks for the same one (RULES C3).
    Raises AlreadyRecorded when this very term exists, Refused by C1, C2, C3 or impossible dates.
    """
    seat = Seat.objects.select_for_update(of=("self",)).select_related("college").get(pk=seat.pk)
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    _recognise(seat, person, role, starts_on)
    refuse_if(ends_on and ends_on < starts_on, _("La fin précède le début\u202f: corrigez l’une des deux dates."))
    _check_seat_exists(seat, starts_on, ends_on)
    _check_alternate(seat, role, organisation)
    _check_seat_is_free(seat, role, starts_on, ends_on)
    _check_one_vote_each(seat, person, starts_on, ends_on)
    term = Term(seat=seat, person=person, role=role, quality=quality, starts_on=starts_on, ends_on=ends_on)
    save_signed(term, by=by, at=at)
    _register("term.started", term, by=by, at=at)
    return term


@transaction.atomic
def end_term(*, term, on, reason, by, at):
    """End a term on a day, the last one held; the row stays (RULES C4, C6). Return the fresh Term.

    Raises AlreadyRecorded when it ended that day for that reason, Refused without a reason or outside the term.
    """
    Seat.objects.select_for_update().get(pk=term.seat_id)
    term = Term.objects.select_related("seat").get(pk=term.pk)
    reason = reason.strip()
    refuse_if(not reason, _("Indiquez le motif de la fin\u202f: il figure dans l’historique."))
    if term.ends_on == on and term.end_reason == reason:
        raise AlreadyRecorded(term, last_recorded(term))
    refuse_if(
        on < term.starts_on,
        _("Cette personne siège depuis le %s\u202f: la fin ne peut précéder.") % short_date(term.starts_on),
    )
    refuse_if(
        term.ends_on and on > term.ends_on,
        _("Cette durée d’exercice s’achève déjà le %s\u202f: pour siéger au-delà, ouvrez-en une nouvelle.")
        % short_date(term.ends_on),
    )
    term.ends_on, term.end_reason = on, reason
    save_signed(term, by=by, at=at, reason=reason)
    _register("term.ended", term, by=by, at=at)
    return term


@transaction.atomic
def correct_term(*, term, quality, ends_on, by, at):
    """Correct the quality of a running term, or the day on which it is to end; return the fresh Term.

    Raises Refused for a term already ended by an act, or an end that C1 or C2 forbid.
    """
    seat = Seat.objects.select_for_update(of=("self",)).select_related("college").get(pk=term.seat_id)
    term = Term.objects.select_related("seat", "person").get(pk=term.pk)
    refuse_if(
        term.end_reason,
        _("Cette durée d’exercice a pris fin le %s\u202f: elle ne se corrige plus.") % short_date(term.ends_on),
    )
    refuse_if(ends_on and ends_on < term.starts_on, _("La fin précède le début\u202f: corrigez l’une des deux dates."))
    _check_seat_exists(seat, term.starts_on, ends_on)
    _check_seat_is_free(seat, term.role, term.starts_on, ends_on, but=term)
    _check_one_vote_each(seat, term.person, term.starts_on, ends_on, but=term)
    term.quality, term.ends_on = quality, ends_on
    save_signed(term, by=by, at=at, reason=_("Correction"))
    _register("term.corrected", term, by=by, at=at)
    return term


@transaction.atomic
def replace(*, term, person, starts_on, quality="", organisation=None, reason="", by, at):
    """Seat a person in place of another until the end of the term replaced (RULES C4); return the new Term.

    A term still running is ended the day before, for the reason given ("remplacement" without one).
    """
    until = planned_end(term)
    if term.ends_on is None or term.ends_on >= starts_on:
        end_term(term=term, on=starts_on - ONE_DAY, reason=reason or _("Remplacement"), by=by, at=at)
    return seat_person(
        seat=term.seat,
        person=person,
        role=term.role,
        quality=quality or term.quality,
        starts_on=starts_on,
        ends_on=until,
        organisation=organisation,
        by=by,
        at=at,
    )


def planned_end(term):
    """The day on which a term was to end before it was cut short: to where a replacement runs (RULES C4)."""
    if not term.end_reason:
        return term.ends_on
    uncut = term.history.filter(end_reason="").order_by("-history_id").first()
    return uncut.ends_on if uncut else term.ends_on


@transaction.atomic
def organisation_leaves(*, organisation, on, reason, by, at):
    """End on a day every term of the organisation's seats: its people lose the quality they sat in (RULES C4)."""
    terms = Term.objects.in_force(on).filter(seat__organisation=organisation).exclude(ends_on=on)
    return [end_term(term=term, on=on, reason=reason, by=by, at=at) for term in terms.order_by("pk")]


def _recognise(seat, person, role, starts_on):
    """RULES E3: a second submission of the same term is the same act."""
    if same := Term.objects.filter(seat=seat, person=person, role=role, starts_on=starts_on).first():
        raise AlreadyRecorded(same, first_recorded(same))


def _check_seat_exists(seat, starts_on, ends_on):
    refuse_if(
        seat.created_on and starts_on < seat.created_on,
        _("Le siège %(seat)s n’existe qu’à partir du %(day)s.")
        % {"seat": seat.code, "day": short_date(seat.created_on)},
    )
    refuse_if(
        seat.removed_on and (ends_on is None or ends_on >= seat.removed_on),
        _("Le siège %(seat)s est supprimé le %(day)s\u202f: la durée d’exercice doit s’achever avant.")
        % {"seat": seat.code, "day": short_date(seat.removed_on)},
    )


def _check_alternate(seat, role, organisation):
    """RULES C3: a seat may forbid alternates, or ask that they come from its organisation."""
    if role != SeatRole.ALTERNATE:
        return
    refuse_if(
        seat.alternates == AlternateRule.NONE,
        _("Le siège %s n’admet pas de suppléance (personne qualifiée).") % seat.code,
    )
    refuse_if(
        seat.alternates == AlternateRule.SAME_ORGANISATION
        and (organisation is None or organisation.pk != seat.organisation_id),
        _("La suppléance du siège %(seat)s revient à une personne de la même organisation (%(organisation)s).")
        % {"seat": seat.code, "organisation": seat.organisation or "—"},
    )


def _check_seat_is_free(seat, role, starts_on, ends_on, but=None):
    """RULES C1: one titular and one alternate at most on any day; the database holds it too."""
    of_role = Term.objects.filter(seat=seat, role=role).exclude(pk=but and but.pk).select_related("person")
    other = overlapping(of_role, starts_on, ends_on).first()
    refuse_if(
        other,
        other
        and _(
            "Le siège %(seat)s est déjà occupé à ces dates (%(role)s\u202f: %(person)s, %(period)s). "
            "Mettez d’abord fin à cette durée d’exercice, ou choisissez d’autres dates."
        )
        % {
            "seat": seat.code,
            "role": other.get_role_display(),
            "person": other.person,
            "period": _period(other),
        },
    )


def _check_one_vote_each(seat, person, starts_on, ends_on, but=None):
    """RULES C2: a person bears at most one vote in a body on any day, as titular or alternate."""
    if not seat.votes:
        return
    held = Term.objects.voting().of_body(seat.college.body_id).of_person(person).select_related("seat")
    other = overlapping(held.exclude(pk=but and but.pk), starts_on, ends_on).first()
    refuse_if(
        other,
        other
        and _(
            "%(person)s occupe déjà le siège %(seat)s avec voix délibérative (%(period)s)\u202f: "
            "une personne n’a qu’une voix dans une instance. Mettez d’abord fin à cette durée d’exercice."
        )
        % {"person": person, "seat": other.seat.code, "period": _period(other)},
    )


def _period(term):
    if term.ends_on is None:
        return _("depuis le %s") % short_date(term.starts_on)
    return _("du %(start)s au %(end)s") % {"start": short_date(term.starts_on), "end": short_date(term.ends_on)}


def _register(act, term, *, by, at):
    content = {
        "term": term.pk,
        "seat": term.seat.code,
        "person": term.person_id,
        "role": term.role,
        "starts_on": term.starts_on,
        "ends_on": term.ends_on,
    }
    register(act, f"seat {term.seat.code}", content, by=by, at=at)
