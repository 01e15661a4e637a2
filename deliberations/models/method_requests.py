"""Members may ask for a roll call or a secret ballot: how many did, of how many, and whether that was enough."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from governance.enums import Method

from .agenda import AgendaItem

ASKED = [(method.value, method.label) for method in (Method.ROLL_CALL, Method.SECRET)]


class MethodRequest(models.Model):
    """A request for a way of voting, counted at one minute with its arithmetic (RULES V7). Rows are never changed."""

    item = models.ForeignKey(
        AgendaItem, verbose_name=_("point"), on_delete=models.PROTECT, related_name="method_requests"
    )
    asked = models.CharField(_("mode demandé"), max_length=20, choices=ASKED)
    number = models.PositiveIntegerField(_("membres qui le demandent"))
    present = models.PositiveIntegerField(_("présents"))
    needed = models.PositiveIntegerField(_("nécessaires"))
    share = models.CharField(_("part des présents"), max_length=15)
    at = models.DateTimeField(_("constatée à"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("demande de mode de scrutin")
        verbose_name_plural = _("demandes de mode de scrutin")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="no_more_ask_than_are_present",
                condition=Q(number__gte=1) & Q(number__lte=F("present")),
                violation_error_message=_("Une demande vient d’au moins un membre, et de membres présents."),
            ),
            models.CheckConstraint(
                name="one_asks_for_a_known_method",
                condition=Q(asked__in=(Method.ROLL_CALL, Method.SECRET)),
                violation_error_message=_("On demande un scrutin public ou un scrutin secret."),
            ),
        ]

    def __str__(self):
        return f"{self.get_asked_display()} · {self.number}/{self.needed}"

    @property
    def reached(self):
        """V7: at least the share of those present asked for it."""
        return self.number >= self.needed
