"""Bodies, their colleges and their seats."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from council.enums import AlternateRule, BodyKind
from territory.models import Organisation


class BodyQuerySet(models.QuerySet):
    def plenary(self):
        """The council in full; there is one."""
        return self.filter(kind=BodyKind.PLENARY)

    def working_groups(self):
        return self.filter(kind=BodyKind.WORKING_GROUP)


class Body(models.Model):
    """The plenary, its bureau, a working group."""

    kind = models.CharField(_("nature"), max_length=20, choices=BodyKind)
    name = models.CharField(_("nom"), max_length=150)
    slug = models.SlugField(_("adresse"), max_length=80, unique=True)
    purpose = models.TextField(_("objet"), blank=True)
    history = HistoricalRecords(user_db_constraint=False)

    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name = _("instance")
        verbose_name_plural = _("instances")
        ordering = ["kind", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(kind=BodyKind.PLENARY),
                name="one_plenary",
                violation_error_message=_("Le conseil n’a qu’une plénière."),
            )
        ]

    def __str__(self):
        return self.name


class College(models.Model):
    """A college of a body: the side from which its seats come."""

    body = models.ForeignKey(Body, verbose_name=_("instance"), on_delete=models.PROTECT, related_name="colleges")
    letter = models.CharField(_("lettre"), max_length=3)
    name = models.CharField(_("nom"), max_length=150)
    position = models.PositiveSmallIntegerField(_("rang"), default=0)
    weight = models.CharField(
        _("poids"), max_length=15, default="1", help_text=_("Une fraction, par exemple 1/4 ; sert au vote pondéré.")
    )
    history = HistoricalRecords(user_db_constraint=False)

    class Meta:
        verbose_name = _("collège")
        verbose_name_plural = _("collèges")
        ordering = ["position", "letter"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "letter"],
                name="one_college_per_letter",
                violation_error_message=_("Cette instance a déjà un collège de cette lettre."),
            ),
            models.CheckConstraint(
                name="college_weight_is_a_fraction",
                condition=Q(weight__regex=r"^[1-9][0-9]*(/[1-9][0-9]*)?$"),
                violation_error_message=_("Le poids d’un collège est une fraction positive, par exemple 1/4."),
            ),
        ]

    def __str__(self):
        return f"{self.letter} · {self.name}"


class SeatQuerySet(models.QuerySet):
    def existing(self, on):
        """Seats that exist on that date, held or vacant."""
        return self.filter(Q(created_on=None) | Q(created_on__lte=on)).filter(Q(removed_on=None) | Q(removed_on__gt=on))

    def voting(self):
        """Seats with a vote; advisory seats attend and speak (RULES C7)."""
        return self.filter(votes=True)

    def of_body(self, body):
        return self.filter(college__body=body)

    def in_order(self):
        return self.select_related("college", "organisation").order_by("college__position", "code")


class Seat(models.Model):
    """A seat of a college: what votes. Not the person who holds it, nor the organisation it is for (RULES C1)."""

    college = models.ForeignKey(College, verbose_name=_("collège"), on_delete=models.PROTECT, related_name="seats")
    code = models.CharField(_("code"), max_length=12, unique=True)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # old minutes name it
        related_name="seats",
    )
    votes = models.BooleanField(
        _("voix délibérative"), default=True, help_text=_("Sans elle, le siège a voix consultative.")
    )
    alternates = models.CharField(_("suppléance"), max_length=20, choices=AlternateRule, default=AlternateRule.ANY)
    created_on = models.DateField(_("créé le"), null=True, blank=True)
    removed_on = models.DateField(_("supprimé le"), null=True, blank=True)
    history = HistoricalRecords(user_db_constraint=False)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("siège")
        verbose_name_plural = _("sièges")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="seat_removed_after_created",
                condition=Q(created_on=None) | Q(removed_on=None) | Q(removed_on__gt=F("created_on")),
                violation_error_message=_("Un siège est supprimé après avoir été créé."),
            )
        ]

    def __str__(self):
        return f"{self.code} · {self.organisation.label}" if self.organisation else self.code
