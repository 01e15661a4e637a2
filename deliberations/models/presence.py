"""Who is there, who represents whom, who steps aside, and whether there are enough (RULES S8, P, V9, Q)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from council.models import Person, Seat
from deliberations.enums import PresenceMode

from .agenda import AgendaItem
from .sittings import Sitting


class AttendanceQuerySet(models.QuerySet):
    def at(self, moment):
        """Those in the room or connected at that moment."""
        return self.filter(arrived_at__lte=moment).filter(Q(left_at=None) | Q(left_at__gt=moment))


class Attendance(models.Model):
    """One stay of one person on one seat, from arrival to departure."""

    sitting = models.ForeignKey(Sitting, verbose_name=_("séance"), on_delete=models.PROTECT, related_name="attendances")
    seat = models.ForeignKey(Seat, verbose_name=_("siège"), on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, verbose_name=_("membre"), on_delete=models.PROTECT, related_name="attendances")
    as_alternate = models.BooleanField(_("en suppléance"), default=False)
    mode = models.CharField(_("présence"), max_length=8, choices=PresenceMode, default=PresenceMode.ROOM)
    arrived_at = models.DateTimeField(_("arrivée"))
    left_at = models.DateTimeField(_("départ"), null=True, blank=True)
    history = HistoricalRecords(user_db_constraint=False)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("présence")
        verbose_name_plural = _("présences")
        ordering = ["seat__code", "arrived_at"]
        constraints = [
            models.CheckConstraint(
                name="leaves_after_arriving",
                condition=Q(left_at=None) | Q(left_at__gte=F("arrived_at")),
                violation_error_message=_("On part après être arrivé."),
            ),
            models.UniqueConstraint(
                fields=["sitting", "seat", "as_alternate"],
                condition=Q(left_at=None),
                name="one_open_stay_per_seat_and_role",
                violation_error_message=_("Cette personne est déjà notée présente."),
            ),
        ]

    def __str__(self):
        return f"{self.seat.code} · {self.person}"


class ProxyQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(revoked_at=None)


class Proxy(models.Model):
    """A written proxy for one sitting, between two voting seats of one body (RULES P)."""

    sitting = models.ForeignKey(Sitting, verbose_name=_("séance"), on_delete=models.PROTECT, related_name="proxies")
    giver = models.ForeignKey(Seat, verbose_name=_("donné par"), on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(Seat, verbose_name=_("donné à"), on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(_("donné le"))
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+",
        help_text=_("Vide pour un membre sans compte, qui l’a donné par le lien de sa convocation."),
    )  # fmt: skip
    revoked_at = models.DateTimeField(_("révoqué le"), null=True, blank=True)
    history = HistoricalRecords(user_db_constraint=False)

    objects = ProxyQuerySet.as_manager()

    class Meta:
        verbose_name = _("pouvoir")
        verbose_name_plural = _("pouvoirs")
        ordering = ["giver__code", "pk"]
        constraints = [
            models.CheckConstraint(
                name="proxy_goes_to_another_seat",
                condition=~Q(giver=F("holder")),
                violation_error_message=_("On ne se donne pas pouvoir à soi-même."),
            ),
            models.UniqueConstraint(
                fields=["sitting", "giver"],
                condition=Q(revoked_at=None),
                name="one_standing_proxy_per_giver",
                violation_error_message=_("Ce siège a déjà donné pouvoir pour cette séance."),
            ),
            models.CheckConstraint(
                name="proxy_revoked_after_given",
                condition=Q(revoked_at=None) | Q(revoked_at__gte=F("given_at")),
                violation_error_message=_("Un pouvoir est révoqué après avoir été donné."),
            ),
        ]

    def __str__(self):
        return f"{self.giver.code} → {self.holder.code}"


class Recusal(models.Model):
    """A seat steps aside from an item: out of its electorate, holding no proxy in it (RULES V9)."""

    item = models.ForeignKey(AgendaItem, verbose_name=_("point"), on_delete=models.PROTECT, related_name="recusals")
    seat = models.ForeignKey(Seat, verbose_name=_("siège"), on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, verbose_name=_("membre"), on_delete=models.PROTECT, related_name="+")
    category = models.CharField(_("nature du lien"), max_length=120)
    left_at = models.DateTimeField(_("sortie de la salle"))
    returned_at = models.DateTimeField(_("retour"), null=True, blank=True)
    history = HistoricalRecords(user_db_constraint=False)

    class Meta:
        verbose_name = _("déport")
        verbose_name_plural = _("déports")
        ordering = ["item", "seat__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "seat"],
                name="one_recusal_per_item_and_seat",
                violation_error_message=_("Ce déport est déjà noté pour ce point."),
            ),
            models.CheckConstraint(
                name="returns_after_leaving",
                condition=Q(returned_at=None) | Q(returned_at__gte=F("left_at")),
                violation_error_message=_("On revient après être sorti."),
            ),
        ]

    def __str__(self):
        return f"{self.seat.code} · {self.item}"


class QuorumCheck(models.Model):
    """The quorum as it was found at one moment, with its arithmetic (RULES Q2). Rows are never changed."""

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="quorum_checks")
    item = models.ForeignKey(AgendaItem, null=True, on_delete=models.PROTECT, related_name="quorum_checks")
    at = models.DateTimeField(_("constaté à"))
    entitled = models.PositiveIntegerField(_("sièges en exercice"))
    present = models.PositiveIntegerField(_("présents"))
    represented = models.PositiveIntegerField(_("représentés"))
    counted = models.PositiveIntegerField(_("comptés"))
    needed = models.PositiveIntegerField(_("nécessaires"))
    required = models.BooleanField(_("exigé"), default=True)
    met = models.BooleanField(_("atteint"))

    class Meta:
        verbose_name = _("constat de quorum")
        verbose_name_plural = _("constats de quorum")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.counted}/{self.needed}"
