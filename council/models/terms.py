"""Who holds what, from when to when. Ending never deletes: composition at any past date stays known (RULES C6)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from council.enums import OfficeKind, SeatRole

from .bodies import Body, Seat
from .people import Person, Service


class DatedQuerySet(models.QuerySet):
    """Rows that hold between two dates, both included; no end means still in force."""

    def in_force(self, on):
        return self.filter(starts_on__lte=on).filter(Q(ends_on=None) | Q(ends_on__gte=on))

    def of_person(self, person):
        return self.filter(person=person)


class TermQuerySet(DatedQuerySet):
    def titulars(self):
        return self.filter(role=SeatRole.TITULAR)

    def voting(self):
        return self.filter(seat__votes=True)

    def of_body(self, body):
        return self.filter(seat__college__body=body)

    def with_names(self):
        return self.select_related("person", "seat__college__body", "seat__organisation")


def dated_in_order(name, message):
    """A constraint: what ends does not end before it starts."""
    return models.CheckConstraint(
        name=name, condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), violation_error_message=message
    )


class Term(Service):
    """A person holds a seat, as titular or alternate. No two terms of one seat and role overlap (RULES C1)."""

    seat = models.ForeignKey(Seat, verbose_name=_("siège"), on_delete=models.PROTECT, related_name="terms")
    person = models.ForeignKey(Person, verbose_name=_("personne"), on_delete=models.PROTECT, related_name="terms")
    role = models.CharField(_("rôle"), max_length=10, choices=SeatRole, default=SeatRole.TITULAR)
    quality = models.CharField(_("qualité"), max_length=150, blank=True)
    starts_on = models.DateField(_("à partir du"))
    ends_on = models.DateField(_("jusqu’au"), null=True, blank=True)
    end_reason = models.CharField(_("motif de fin"), max_length=200, blank=True)
    history = HistoricalRecords(user_db_constraint=False)

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("durée d’exercice")
        verbose_name_plural = _("durées d’exercice")
        ordering = ["seat__code", "role", "starts_on"]
        constraints = [
            dated_in_order("term_ends_after_it_starts", _("Une fonction ne prend pas fin avant d’avoir commencé."))
        ]
        indexes = [models.Index(fields=["person", "starts_on"], name="terms_of_a_person")]

    def __str__(self):
        return f"{self.seat.code} · {self.person}"


class Office(Service):
    """A function held in a body: N co-chairs at once, each with the side that names them (RULES C5)."""

    body = models.ForeignKey(Body, verbose_name=_("instance"), on_delete=models.PROTECT, related_name="offices")
    person = models.ForeignKey(Person, verbose_name=_("personne"), on_delete=models.PROTECT, related_name="offices")
    kind = models.CharField(_("fonction"), max_length=20, choices=OfficeKind)
    side = models.CharField(_("au titre de"), max_length=150, blank=True)
    starts_on = models.DateField(_("à partir du"))
    ends_on = models.DateField(_("jusqu’au"), null=True, blank=True)
    history = HistoricalRecords(user_db_constraint=False)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("fonction")
        verbose_name_plural = _("fonctions")
        ordering = ["kind", "starts_on", "pk"]
        constraints = [
            dated_in_order("office_ends_after_it_starts", _("Une fonction ne prend pas fin avant d’avoir commencé."))
        ]

    def __str__(self):
        return f"{self.get_kind_display()} · {self.person}"


class Membership(Service):
    """A person takes part in a working group or the bureau, without a seat of its own there."""

    body = models.ForeignKey(Body, verbose_name=_("instance"), on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, verbose_name=_("personne"), on_delete=models.PROTECT, related_name="memberships")
    starts_on = models.DateField(_("à partir du"))
    ends_on = models.DateField(_("jusqu’au"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ["body__name", "person__last_name"]
        constraints = [
            dated_in_order(
                "membership_ends_after_it_starts", _("Une participation ne prend pas fin avant d’avoir commencé.")
            ),
            models.UniqueConstraint(
                fields=["body", "person", "starts_on"],
                name="one_membership_per_start",
                violation_error_message=_("Cette personne participe déjà à cette instance depuis cette date."),
            ),
        ]

    def __str__(self):
        return f"{self.body} · {self.person}"
