"""The minutes of a sitting: assembled from the record, frozen when approved (RULES M)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from deliberations.enums import MinutesState

from .sittings import Sitting


class MinutesQuerySet(models.QuerySet):
    def published(self):
        return self.filter(state=MinutesState.PUBLISHED)

    def awaiting_publication(self):
        """Approved, not yet published (RULES M3)."""
        return self.filter(state=MinutesState.APPROVED)

    def circulated(self):
        """The drafts that members read and correct."""
        return self.filter(state=MinutesState.CIRCULATED)


class Minutes(models.Model):
    """Until approval everything is read afresh from the record; at approval it is frozen with its digests (M2)."""

    sitting = models.OneToOneField(Sitting, verbose_name=_("séance"), on_delete=models.PROTECT, related_name="minutes")
    state = models.CharField(_("état"), max_length=12, choices=MinutesState, default=MinutesState.DRAFT)
    opening_words = models.TextField(_("ouverture de la séance"), blank=True)
    closing_words = models.TextField(_("clôture de la séance"), blank=True)
    circulated_at = models.DateTimeField(_("soumis à relecture le"), null=True, blank=True)
    approved_at = models.DateTimeField(_("approuvé le"), null=True, blank=True)
    approved_in = models.ForeignKey(
        Sitting, verbose_name=_("approuvé lors de"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="approved_minutes",
    )  # fmt: skip
    published_at = models.DateTimeField(_("publié le"), null=True, blank=True)
    content = models.JSONField(_("contenu figé"), null=True, blank=True)
    content_digest = models.CharField(_("empreinte du contenu"), max_length=64, blank=True)
    document = models.FileField(_("document"), upload_to="proces-verbaux/", blank=True)
    document_digest = models.CharField(_("empreinte du document"), max_length=64, blank=True)
    register_count = models.PositiveBigIntegerField(_("actes au registre"), null=True, blank=True)
    register_head = models.CharField(_("tête du registre"), max_length=64, blank=True)
    history = HistoricalRecords(user_db_constraint=False, excluded_fields=["content"])

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name = _("procès-verbal")
        verbose_name_plural = _("procès-verbaux")
        constraints = [
            models.CheckConstraint(
                name="approved_minutes_are_frozen",
                condition=Q(state__in=(MinutesState.DRAFT, MinutesState.CIRCULATED))
                | (
                    Q(content__isnull=False, approved_at__isnull=False, approved_in__isnull=False)
                    & ~Q(document_digest="")
                ),
                violation_error_message=_("Un procès-verbal approuvé est figé avec son empreinte et sa séance."),
            ),
            models.CheckConstraint(
                name="published_minutes_say_when",
                condition=~Q(state=MinutesState.PUBLISHED) | Q(published_at__isnull=False),
                violation_error_message=_("Un procès-verbal publié dit quand il l’a été."),
            ),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} · {self.sitting}"

    @property
    def frozen(self):
        return self.state in (MinutesState.APPROVED, MinutesState.PUBLISHED)
