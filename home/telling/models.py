"""Who asked to be told, and what waits to be told to them. None of this is record: it is kept while it serves."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from council.models import Person
from governance.models import Recommendation, Theme

from .enums import Cadence, NewsKind


class Preference(models.Model):
    """How often one person is told of one kind of news."""

    person = models.ForeignKey(
        Person,
        on_delete=models.CASCADE,  # a part of who chose it
        related_name="news_preferences",
    )
    kind = models.CharField(_("nouvelles"), max_length=10, choices=NewsKind)
    cadence = models.CharField(_("rythme"), max_length=10, choices=Cadence)

    class Meta:
        verbose_name = _("préférence d’avis")
        verbose_name_plural = _("préférences d’avis")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                name="one_preference_per_kind_of_news",
                violation_error_message=_("Ce choix est déjà fait."),
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} : {self.get_cadence_display()}"


class SubscriptionQuerySet(models.QuerySet):
    """Subscriptions count once their address has said so itself."""

    def confirmed(self):
        return self.filter(confirmed_at__isnull=False)

    def to_news_of(self, recommendation, *, main):
        """Who follows this text, and, for its main steps, one of its themes or everything."""
        scope = Q(recommendation=recommendation)
        if main:
            scope |= Q(theme__in=recommendation.themes.all()) | Q(theme=None, recommendation=None)
        return self.confirmed().filter(scope)


class Subscription(models.Model):
    """An address that asked to be told of one text, one theme or everything. Deleted, and not kept, when it stops."""

    address = models.EmailField(_("adresse électronique"))
    recommendation = models.ForeignKey(
        Recommendation, null=True, blank=True, on_delete=models.PROTECT, related_name="subscriptions"
    )
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="subscriptions")
    cadence = models.CharField(_("rythme"), max_length=10, choices=Cadence, default=Cadence.IMMEDIATE)
    language = models.CharField(_("langue"), max_length=5, default="fr")
    asked_at = models.DateTimeField(_("demandé le"))
    confirmed_at = models.DateTimeField(_("confirmé le"), null=True, blank=True)
    failures = models.PositiveSmallIntegerField(_("échecs de suite"), default=0)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("abonnement")
        verbose_name_plural = _("abonnements")
        constraints = [
            models.CheckConstraint(
                name="subscription_has_one_scope",
                condition=Q(recommendation=None) | Q(theme=None),
                violation_error_message=_("Un abonnement porte sur un texte, sur un thème ou sur tout."),
            ),
            models.UniqueConstraint(
                Lower("address"),
                "recommendation",
                condition=Q(recommendation__isnull=False),
                name="one_subscription_per_text",
                violation_error_message=_("Cette adresse suit déjà ce texte."),
            ),
            models.UniqueConstraint(
                Lower("address"),
                "theme",
                condition=Q(theme__isnull=False),
                name="one_subscription_per_theme",
                violation_error_message=_("Cette adresse suit déjà ce thème."),
            ),
            models.UniqueConstraint(
                Lower("address"),
                condition=Q(theme=None, recommendation=None),
                name="one_subscription_to_everything",
                violation_error_message=_("Cette adresse suit déjà tout."),
            ),
        ]

    def __str__(self):
        return str(self.recommendation or self.theme or _("toutes les recommandations"))


class Notice(models.Model):
    """One act to tell one person or one subscription; `told_at` once it was."""

    person = models.ForeignKey(
        Person,
        null=True,
        on_delete=models.CASCADE,  # a part of who is told
        related_name="notices",
    )
    subscription = models.ForeignKey(
        Subscription,
        null=True,
        on_delete=models.CASCADE,  # a part of the subscription
        related_name="notices",
    )
    kind = models.CharField(max_length=10, choices=NewsKind, blank=True)
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=40)
    at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("avis à envoyer")
        verbose_name_plural = _("avis à envoyer")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="notice_has_one_recipient",
                condition=Q(person=None, subscription__isnull=False) | Q(person__isnull=False, subscription=None),
                violation_error_message=_("Un avis va à une personne ou à un abonnement."),
            ),
            models.UniqueConstraint(
                fields=["person", "recommendation", "act", "at"],
                name="a_person_is_told_once",
                violation_error_message=_("Cet avis est déjà noté."),
            ),
            models.UniqueConstraint(
                fields=["subscription", "recommendation", "act", "at"],
                name="a_subscription_is_told_once",
                violation_error_message=_("Cet avis est déjà noté."),
            ),
        ]
        indexes = [models.Index(fields=["told_at"], name="notices_that_wait")]

    def __str__(self):
        return f"{self.recommendation} · {self.act}"
