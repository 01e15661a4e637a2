"""What leaves the house around minutes: the public rendition, what it hides, signed copies, the list (RULES M3–M6)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from common.markdown import plain
from deliberations.enums import SignedKind
from search.findable import Findable
from search.services import Card

from .agenda import AgendaItem
from .minutes import Minutes
from .sittings import Sitting


class RedactionQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(lifted_at=None)


class Redaction(models.Model):
    """A passage that the public rendition replaces: which, why, by whom, when. Read by who keeps the minutes only.

    Without an item it is hidden wherever it stands, as the name of somebody who asked not to be named.
    """

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="redactions")
    item = models.ForeignKey(
        AgendaItem, verbose_name=_("point"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    passage = models.TextField(_("passage"))
    reason = models.CharField(_("motif"), max_length=120)
    shown_as = models.CharField(_("remplacé par"), max_length=120, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("le"))
    lifted_at = models.DateTimeField(_("levée le"), null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = RedactionQuerySet.as_manager()

    class Meta:
        verbose_name = _("occultation")
        verbose_name_plural = _("occultations")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="redaction_says_what_and_why",
                condition=~Q(passage="") & ~Q(reason=""),
                violation_error_message=_("Une occultation dit quel passage et pour quel motif."),
            ),
            models.CheckConstraint(
                name="redaction_lifted_after_it_was_made",
                condition=Q(lifted_at=None, lifted_by=None)
                | Q(lifted_at__isnull=False, lifted_at__gte=F("at"), lifted_by__isnull=False),
                violation_error_message=_("Une occultation se lève après avoir été faite, et l’on sait par qui."),
            ),
        ]

    def __str__(self):
        return self.reason


class PublicRendition(Findable):
    """The minutes as everybody reads them, frozen when they were put online. Rows are never changed (RULES M5, M6)."""

    minutes = models.OneToOneField(Minutes, on_delete=models.PROTECT, related_name="public_rendition")
    content = models.JSONField(_("contenu figé"))
    content_digest = models.CharField(_("empreinte du contenu"), max_length=64)
    document = models.FileField(_("document"), upload_to="proces-verbaux/publics/")
    document_digest = models.CharField(_("empreinte du document"), max_length=64)
    register_count = models.PositiveBigIntegerField(_("actes au registre"))
    register_head = models.CharField(_("tête du registre"), max_length=64)
    at = models.DateTimeField(_("mis en ligne le"))
    found_as = "minutes"

    class Meta:
        verbose_name = _("exemplaire public")
        verbose_name_plural = _("exemplaires publics")

    def __str__(self):
        return f"{self.minutes} · {self.content_digest[:8]}"

    def card(self):
        """What everybody reads in it, item by item; names of who attended are on the page only."""
        sitting, content = self.minutes.sitting, self.content
        items = [item[part] for item in content["items"] for part in ("title", "note", "discussion", "conclusion")]
        words = (content["opening_words"], *items, content["closing_words"])
        return Card(
            kind=self.found_as, key=self.pk, path=reverse("deliberations:minutes", args=[sitting.slug]),
            on=localdate(sitting.starts_at), title=sitting.title, summary=content["day"],
            text="\n".join(plain(part) for part in words if part),
        )  # fmt: skip


class SignedCopy(models.Model):
    """Approved minutes as they were signed: a scan, or a file signed electronically. Rows are never changed."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="signed_copies")
    kind = models.CharField(_("nature"), max_length=12, choices=SignedKind)
    document = models.FileField(_("document"), upload_to="proces-verbaux/signes/")
    digest = models.CharField(_("empreinte"), max_length=64)
    size = models.PositiveIntegerField(_("taille, en octets"))
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("versé le"))

    class Meta:
        verbose_name = _("exemplaire signé")
        verbose_name_plural = _("exemplaires signés")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["minutes", "digest"],
                name="one_signed_copy_per_file",
                violation_error_message=_("Ce fichier est déjà versé."),
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} · {self.digest[:8]}"


class ExaminedList(models.Model):
    """The list of what a sitting examined, published before its minutes are approved. Rows are never changed (M3)."""

    sitting = models.OneToOneField(Sitting, on_delete=models.PROTECT, related_name="examined_list")
    content = models.JSONField(_("contenu figé"))
    digest = models.CharField(_("empreinte"), max_length=64)
    published_at = models.DateTimeField(_("publiée le"))

    class Meta:
        verbose_name = _("liste de ce qui a été examiné")
        verbose_name_plural = _("listes de ce qui a été examiné")

    def __str__(self):
        return f"{self.sitting} · {self.digest[:8]}"
