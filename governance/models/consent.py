"""A consent round: what each voice answered, and the objections with what became of each (RULES V14).

An objection that stood at the end of a round is carried into the next one on the same recommendation, as a row of its
own that points back. The text does not change during a round (RULES R5): only an objection that was carried can be met
by a change of the text.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from governance.enums import ConsentChoice, ObjectionState

from .ballots import Elector


class Position(models.Model):
    """What one voice answers in a consent round; a second answer before closing replaces it (RULES V8)."""

    elector = models.OneToOneField(Elector, on_delete=models.PROTECT, related_name="position")
    choice = models.CharField(_("réponse"), max_length=10, choices=ConsentChoice)
    cast_at = models.DateTimeField(_("exprimée le"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("noté par"), null=True, on_delete=models.PROTECT, related_name="+",
        help_text=_("Vide : exprimé depuis son propre compte par qui porte la voix."),
    )  # fmt: skip

    class Meta:
        verbose_name = _("réponse à un tour de consentement")
        verbose_name_plural = _("réponses à un tour de consentement")
        constraints = [
            models.CheckConstraint(
                name="position_is_a_known_choice",
                condition=Q(choice__in=ConsentChoice.values),
                violation_error_message=_("On consent, on se met en retrait, ou on objecte."),
            )
        ]

    def __str__(self):
        return self.get_choice_display()


class ObjectionQuerySet(models.QuerySet):
    def standing(self):
        """Neither withdrawn nor met: while one is there, nothing is adopted (RULES V14)."""
        return self.filter(state=ObjectionState.STANDING)

    def in_order(self):
        """As they were raised, with the voice each came from."""
        return self.select_related("elector__seat", "elector__person", "carried_from").order_by("raised_at", "pk")


class Objection(models.Model):
    """A reasoned objection of one voice, and what became of it in this round."""

    elector = models.ForeignKey(Elector, on_delete=models.PROTECT, related_name="objections")
    reason = models.TextField(_("motif"))
    raised_at = models.DateTimeField(_("soulevée le"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("noté par"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    carried_from = models.ForeignKey(
        "self", verbose_name=_("objection du tour précédent"), null=True, on_delete=models.PROTECT,
        related_name="carried",
    )  # fmt: skip
    state = models.CharField(_("suite"), max_length=10, choices=ObjectionState, default=ObjectionState.STANDING)
    settled_at = models.DateTimeField(_("retirée ou levée le"), null=True)
    met_by = models.CharField(_("ce qui la lève"), max_length=300, blank=True)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        ordering = ["raised_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="objection_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message=_("Une objection dit pourquoi : sans motif, elle ne tient pas."),
            ),
            models.UniqueConstraint(
                fields=["elector"],
                condition=Q(state=ObjectionState.STANDING),
                name="one_standing_objection_per_voice",
                violation_error_message=_("Cette voix a déjà une objection : reformulez-la ou retirez-la."),
            ),
            models.CheckConstraint(
                name="settled_objection_says_when",
                condition=Q(state=ObjectionState.STANDING, settled_at=None)
                | (~Q(state=ObjectionState.STANDING) & Q(settled_at__isnull=False, settled_at__gte=F("raised_at"))),
                violation_error_message=_("Une objection retirée ou levée dit quand elle l’a été."),
            ),
            models.CheckConstraint(
                name="met_objection_was_carried_and_says_by_what",
                condition=(Q(state=ObjectionState.MET, carried_from__isnull=False) & ~Q(met_by=""))
                | (~Q(state=ObjectionState.MET) & Q(met_by="")),
                violation_error_message=_("Une objection n’est levée qu’à un tour suivant, et l’on dit par quoi."),
            ),
        ]

    def __str__(self):
        return self.reason

    def met_by_text(self):
        """Whether the text of this round is another than the one the objection was first raised on (RULES R5)."""
        return self.carried_from is not None and self._text() != self.carried_from._text()

    def _text(self):
        return self.elector.ballot.text_digest
