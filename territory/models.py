"""Who acts: places and organisations. They exist whether or not they sit on the council."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from search.findable import Findable
from search.services import Card

from .enums import EssStatus, OrganisationKind


class Place(models.Model):
    """A commune, keyed by its INSEE code."""

    code = models.CharField(_("code INSEE"), max_length=5, primary_key=True)
    name = models.CharField(_("nom"), max_length=100)
    siren = models.CharField(_("SIREN"), max_length=9, blank=True)
    population = models.PositiveIntegerField(_("population municipale"), default=0)

    class Meta:
        verbose_name = _("commune")
        verbose_name_plural = _("communes")
        ordering = ["name"]

    def __str__(self):
        return self.name


class OrganisationQuerySet(models.QuerySet):
    def ess(self):
        return self.filter(ess_status=EssStatus.YES)


class Organisation(Findable):
    """An actor of the territory; keyed by SIRET when it has one (RULES D1)."""

    name = models.CharField(_("nom"), max_length=200)
    short_name = models.CharField(_("sigle"), max_length=60, blank=True)
    slug = models.SlugField(_("adresse"), max_length=120, unique=True)
    kind = models.CharField(_("nature"), max_length=30, choices=OrganisationKind, default=OrganisationKind.OTHER)
    siret = models.CharField(
        _("SIRET"),
        max_length=14,
        null=True,
        blank=True,
        unique=True,
        validators=[RegexValidator(r"^\d{14}$", _("Un SIRET compte quatorze chiffres."))],
        error_messages={"unique": _("Ce SIRET est déjà celui d’une autre organisation.")},
    )
    rna = models.CharField(
        _("numéro RNA"),
        max_length=10,
        blank=True,
        validators=[RegexValidator(r"^W\d{9}$", _("Un numéro RNA s’écrit W suivi de neuf chiffres."))],
        help_text=_("Les associations de droit local du Bas-Rhin, du Haut-Rhin et de la Moselle n’en ont pas."),
    )
    local_register = models.CharField(
        _("registre local"), max_length=120, blank=True, help_text=_("Tribunal, volume et folio, pour le droit local.")
    )
    ess_status = models.CharField(_("statut ESS"), max_length=10, choices=EssStatus, default=EssStatus.UNKNOWN)
    place = models.ForeignKey(
        Place, verbose_name=_("commune"), null=True, blank=True, on_delete=models.PROTECT, related_name="organisations"
    )
    description = models.TextField(_("présentation"), blank=True)
    website = models.URLField(_("site"), blank=True)
    history = HistoricalRecords(user_db_constraint=False)
    found_as = "organisation"

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="siret_absent_or_fourteen_digits",
                condition=Q(siret=None) | Q(siret__regex=r"^[0-9]{14}$"),
                violation_error_message=_("Un SIRET compte quatorze chiffres."),
            ),
            models.CheckConstraint(
                name="organisation_has_a_name",
                condition=~Q(name=""),
                violation_error_message=_("Une organisation a un nom."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def label(self):
        """The short name where there is one."""
        return self.short_name or self.name

    def card(self):
        """Who acts on the territory is public; where it is shown, the floors above know."""
        return Card(
            kind=self.found_as, key=self.pk, path="", title=self.name, also=self.short_name, summary=self.description
        )
