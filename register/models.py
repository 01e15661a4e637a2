"""The append-only, chained record of official acts: one table that every floor above writes to (RULES A1–A4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .chain import GENESIS


class Entry(models.Model):
    """One official act. Holds digests and functions, never names: erasing a person leaves the chain valid (A4)."""

    number = models.PositiveBigIntegerField(_("numéro"), primary_key=True)
    at = models.DateTimeField(_("le"))
    act = models.CharField(_("acte"), max_length=60)
    subject = models.CharField(_("objet"), max_length=120)
    actor_function = models.CharField(_("en qualité de"), max_length=40)
    content_digest = models.CharField(_("empreinte du contenu"), max_length=64)
    previous_digest = models.CharField(_("empreinte de l’acte précédent"), max_length=64)
    digest = models.CharField(_("empreinte"), max_length=64, unique=True)

    class Meta:
        verbose_name = _("acte du registre")
        verbose_name_plural = _("registre des actes")
        ordering = ["number"]

    def __str__(self):
        return f"{self.number} · {self.act} · {self.subject}"


class Head(models.Model):
    """The last link of the chain, kept apart so that a cut tail shows; its one row serialises appends."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    count = models.PositiveBigIntegerField(_("nombre d’actes"), default=0)
    digest = models.CharField(_("empreinte de tête"), max_length=64, default=GENESIS)

    class Meta:
        verbose_name = _("tête du registre")
        verbose_name_plural = _("tête du registre")
        constraints = [
            models.CheckConstraint(
                name="register_has_one_head",
                condition=models.Q(id=1),
                violation_error_message=_("Le registre n’a qu’une tête."),
            )
        ]

    def __str__(self):
        return f"{self.count} · {self.digest}"


class Anchor(models.Model):
    """A head that left the database: printed in a published document, so that rewriting the chain can be shown."""

    count = models.PositiveBigIntegerField(_("nombre d’actes"))
    digest = models.CharField(_("empreinte de tête"), max_length=64)
    printed_in = models.CharField(_("imprimée dans"), max_length=200)
    at = models.DateTimeField(_("le"))

    class Meta:
        verbose_name = _("ancrage")
        verbose_name_plural = _("ancrages")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.count} · {self.printed_in}"
