"""The agenda: items in order, what came of each."""

from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from council.enums import Visibility
from council.models import Person
from deliberations.enums import ItemKind
from governance.models import Ballot, Recommendation

from .sittings import Sitting


class AgendaItemQuerySet(models.QuerySet):
    def public(self):
        return self.filter(visibility=Visibility.PUBLIC)

    def in_order(self):
        return self.select_related("recommendation", "presenter").order_by("position", "pk")


class AgendaItem(models.Model):
    """One item of an agenda (RULES S5)."""

    sitting = models.ForeignKey(Sitting, verbose_name=_("séance"), on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField(_("rang"))
    kind = models.CharField(_("nature"), max_length=12, choices=ItemKind, default=ItemKind.INFORMATION)
    title = models.CharField(_("intitulé"), max_length=250)
    note = models.TextField(_("note de présentation"), blank=True)
    visibility = models.CharField(_("visibilité"), max_length=10, choices=Visibility, default=Visibility.PUBLIC)
    presenter = models.ForeignKey(
        Person, verbose_name=_("présenté par"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    duration = models.PositiveSmallIntegerField(_("durée, en minutes"), default=15)
    recommendation = models.ForeignKey(
        Recommendation, verbose_name=_("recommandation"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="agenda_items",
    )  # fmt: skip
    minutes_of = models.ForeignKey(
        Sitting, verbose_name=_("procès-verbal de"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="approval_items",
    )  # fmt: skip
    follows_up = models.ForeignKey(
        "ActionPoint", verbose_name=_("suite de l’action"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="followed_up_by",
    )  # fmt: skip
    added_after_notice = models.BooleanField(_("ajouté après la convocation"), default=False, editable=False)
    discussion = models.TextField(_("substance des débats"), blank=True)
    conclusion = models.CharField(_("suite donnée"), max_length=300, blank=True)
    started_at = models.DateTimeField(_("abordé à"), null=True, blank=True)
    ended_at = models.DateTimeField(_("terminé à"), null=True, blank=True)
    history = HistoricalRecords(user_db_constraint=False)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("point de l’ordre du jour")
        verbose_name_plural = _("points de l’ordre du jour")
        ordering = ["sitting", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="minutes_item_names_its_sitting",
                condition=~Q(kind=ItemKind.MINUTES) | Q(minutes_of__isnull=False),
                violation_error_message=_("Un procès-verbal à approuver est celui d’une séance."),
            ),
            models.CheckConstraint(
                name="item_ends_after_it_starts",
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")),
                violation_error_message=_("Un point se termine après avoir été abordé."),
            ),
            models.UniqueConstraint(
                fields=["sitting", "recommendation"],
                condition=Q(recommendation__isnull=False),
                name="one_item_per_recommendation_and_sitting",
                violation_error_message=_("Cette recommandation est déjà à l’ordre du jour de cette séance."),
            ),
            models.UniqueConstraint(
                fields=["sitting", "follows_up"],
                condition=Q(follows_up__isnull=False),
                name="one_item_per_action_and_sitting",
                violation_error_message=_("Cette action est déjà à l’ordre du jour de cette séance."),
            ),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        """A sitting is found by its items too."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            self.sitting.keep_card()

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            gone = super().delete(*args, **kwargs)
            self.sitting.keep_card()
        return gone


class ItemBallot(models.Model):
    """A ballot taken on an item; reconsidering means another ballot on the same item (RULES V11)."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="item_ballots")
    ballot = models.OneToOneField(Ballot, on_delete=models.PROTECT, related_name="agenda_link")

    class Meta:
        verbose_name = _("scrutin d’un point")
        verbose_name_plural = _("scrutins des points")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.item} · {self.ballot.question}"


class ActionPoint(models.Model):
    """What somebody will do, by when, as an item decided (RULES S12)."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="action_points")
    what = models.CharField(_("action"), max_length=250)
    who = models.CharField(_("par"), max_length=150)
    due_on = models.DateField(_("pour le"), null=True, blank=True)
    done_on = models.DateField(_("faite le"), null=True, blank=True)

    class Meta:
        verbose_name = _("action à suivre")
        verbose_name_plural = _("actions à suivre")
        ordering = ["pk"]

    def __str__(self):
        return self.what
