"""The assembly's private way in: one link a message, single-purpose, expiring, revocable, every use kept (RULES T2)."""

import hashlib

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from governance.enums import LinkAct, Occasion, SendingStatus

from .transmissions import Transmission


class LiaisonLinkQuerySet(models.QuerySet):
    """Which links still open the door, and which messages have yet to leave."""

    def live(self, at):
        """Not revoked, not expired."""
        return self.filter(revoked_at=None, expires_at__gt=at)

    def with_token(self, token):
        """The link of a token: only its digest is kept, so nothing stored opens the door."""
        return self.filter(token_digest=LiaisonLink.digest_of(token))

    def reminders(self):
        return self.exclude(occasion=Occasion.SENT)

    def unsent(self):
        """Messages that failed or that nobody has tried yet; those without an address go by post."""
        return self.filter(status__in=(SendingStatus.WAITING, SendingStatus.FAILED), revoked_at=None)


class LiaisonLink(models.Model):
    """One message to the assembly with a link to one transmission: acknowledge, answer, say what follows."""

    transmission = models.ForeignKey(
        Transmission, verbose_name=_("transmission"), on_delete=models.PROTECT, related_name="links"
    )
    occasion = models.CharField(_("à l’occasion de"), max_length=12, choices=Occasion, default=Occasion.SENT)
    address = models.EmailField(_("adresse"), blank=True)
    status = models.CharField(_("envoi"), max_length=12, choices=SendingStatus, default=SendingStatus.WAITING)
    token_digest = models.CharField(_("empreinte du jeton"), max_length=64, blank=True)
    issued_at = models.DateTimeField(_("établi le"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # null: a reminder, sent by the software
    sent_at = models.DateTimeField(_("envoyé le"), null=True, blank=True)
    expires_at = models.DateTimeField(_("valable jusqu’au"))
    revoked_at = models.DateTimeField(_("révoqué le"), null=True, blank=True)

    objects = LiaisonLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("lien de l’assemblée")
        verbose_name_plural = _("liens de l’assemblée")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["token_digest"],
                condition=~Q(token_digest=""),
                name="one_link_per_token",
                violation_error_message=_("Ce lien existe déjà."),
            ),
            models.UniqueConstraint(
                fields=["transmission", "occasion"],
                condition=~Q(occasion=Occasion.SENT),
                name="one_reminder_per_stage",
                violation_error_message=_("Cette relance est déjà partie."),
            ),
            models.CheckConstraint(
                name="link_expires_after_it_is_issued",
                condition=Q(expires_at__gt=F("issued_at")),
                violation_error_message=_("Un lien expire après avoir été établi."),
            ),
        ]

    def __str__(self):
        return f"{self.transmission} · {self.get_occasion_display()}"

    def opens(self, at):
        """Tell whether the link is neither revoked nor expired at a moment."""
        return self.revoked_at is None and self.expires_at > at

    @staticmethod
    def digest_of(token):
        return hashlib.sha256(token.encode()).hexdigest()


class LinkUse(models.Model):
    """One use of a link: when, and what was done. No more is noted of who used it. Rows are never changed."""

    link = models.ForeignKey(LiaisonLink, on_delete=models.PROTECT, related_name="uses")
    at = models.DateTimeField(_("le"))
    act = models.CharField(_("ce qui a été fait"), max_length=40, choices=LinkAct)

    class Meta:
        verbose_name = _("usage d’un lien")
        verbose_name_plural = _("usages d’un lien")
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.get_act_display()} · {self.at:%Y-%m-%d %H:%M}"
