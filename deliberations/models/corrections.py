"""What members say of draft minutes: corrections they ask for, disagreement they have recorded (RULES M1, M3)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from council.models import Person
from deliberations.enums import CorrectionState
from governance.models import Ballot

from .agenda import AgendaItem
from .minutes import Minutes


class CorrectionQuerySet(models.QuerySet):
    def waiting(self):
        """Those that the secretariat has yet to answer."""
        return self.filter(state=CorrectionState.ASKED)

    def in_order(self):
        return self.select_related("person", "item").order_by("item__position", "pk")


class Correction(models.Model):
    """A correction that a member asks for in a circulated draft; without an item it is about the rest of it."""

    minutes = models.ForeignKey(
        Minutes, verbose_name=_("procès-verbal"), on_delete=models.PROTECT, related_name="corrections"
    )
    item = models.ForeignKey(
        AgendaItem, verbose_name=_("point"), null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )
    person = models.ForeignKey(Person, verbose_name=_("demandée par"), on_delete=models.PROTECT, related_name="+")
    stands = models.TextField(_("ce qui est écrit"), blank=True)
    wanted = models.TextField(_("ce qui devrait l’être"))
    reason = models.TextField(_("pourquoi"))
    state = models.CharField(_("état"), max_length=10, choices=CorrectionState, default=CorrectionState.ASKED)
    asked_at = models.DateTimeField(_("demandée le"))
    answer = models.TextField(_("réponse"), blank=True)
    answered_at = models.DateTimeField(_("répondue le"), null=True, blank=True)
    history = HistoricalRecords(user_db_constraint=False)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction demandée")
        verbose_name_plural = _("corrections demandées")
        ordering = ["minutes", "pk"]
        constraints = [
            models.CheckConstraint(
                name="declined_correction_says_why",
                condition=~Q(state=CorrectionState.DECLINED) | ~Q(answer=""),
                violation_error_message=_("Une correction non retenue dit pourquoi : le membre lit la raison."),
            ),
            models.CheckConstraint(
                name="answered_correction_says_when",
                condition=Q(state=CorrectionState.ASKED, answered_at=None)
                | (~Q(state=CorrectionState.ASKED) & Q(answered_at__isnull=False, answered_at__gte=F("asked_at"))),
                violation_error_message=_("Une correction a une réponse, datée, ou n’en a pas encore."),
            ),
            models.CheckConstraint(
                name="correction_changes_something",
                condition=~Q(stands=F("wanted")),
                violation_error_message=_("Ce qui devrait être écrit est déjà ce qui est écrit."),
            ),
        ]

    def __str__(self):
        return f"{self.person} · {self.get_state_display()}"

    @property
    def fits(self):
        """Whether the words that stand are found once, and once only, in the discussion of its item (RULES M3)."""
        return bool(self.item and self.stands) and self.item.discussion.count(self.stands) == 1


class Dissent(models.Model):
    """A member's disagreement with an item or one of its ballots, printed in the minutes (CRPA R133-13)."""

    item = models.ForeignKey(AgendaItem, verbose_name=_("point"), on_delete=models.PROTECT, related_name="dissents")
    ballot = models.ForeignKey(
        Ballot, verbose_name=_("scrutin"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    person = models.ForeignKey(Person, verbose_name=_("membre"), on_delete=models.PROTECT, related_name="dissents")
    text = models.TextField(_("désaccord"))
    recorded_at = models.DateTimeField(_("consigné le"))
    history = HistoricalRecords(user_db_constraint=False)

    class Meta:
        verbose_name = _("désaccord consigné")
        verbose_name_plural = _("désaccords consignés")
        ordering = ["item", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "person"],
                name="one_dissent_per_item_and_member",
                violation_error_message=_("Le désaccord de ce membre est déjà consigné sur ce point."),
            ),
            models.CheckConstraint(
                name="dissent_says_something",
                condition=~Q(text=""),
                violation_error_message=_("Un désaccord consigné dit en quoi il consiste."),
            ),
        ]

    def __str__(self):
        return f"{self.person} · {self.item}"
