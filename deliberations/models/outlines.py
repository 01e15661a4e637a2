"""Agendas to start from: what a council does at each sitting, without what it once voted."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AgendaTemplate(models.Model):
    """An agenda without date nor texts. `lines`: kind, title, note, visibility, duration, key of the presenter."""

    name = models.CharField(_("nom du modèle"), max_length=120)
    lines = models.JSONField(_("points"))
    saved_at = models.DateTimeField(_("enregistré le"))
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("enregistré par"), on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("modèle d’ordre du jour")
        verbose_name_plural = _("modèles d’ordre du jour")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                name="one_agenda_template_per_name",
                violation_error_message=_("Un modèle porte déjà ce nom."),
            )
        ]

    def __str__(self):
        return self.name
