"""Papers that go with an item of the agenda (RULES S4). A ballot has papers of its own, on the floor below."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from council.enums import Visibility

from .agenda import AgendaItem


def unguessable(paper, name):
    """Where a paper is kept: a place nobody can guess. It is read through its view alone."""
    return f"documents-de-seance/{secrets.token_urlsafe(24)}"


class ItemPaperQuerySet(models.QuerySet):
    def standing(self):
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at=None)

    def visible_to(self, *, inside):
        """Public papers of public items for everybody; all of them for members and for who prepares (RULES S4, S5)."""
        if inside:
            return self.standing()
        return self.standing().filter(visibility=Visibility.PUBLIC, item__visibility=Visibility.PUBLIC)


class ItemPaper(models.Model):
    """One file of one item. What was announced is never changed: it can be withdrawn, and another added."""

    item = models.ForeignKey(AgendaItem, verbose_name=_("point"), on_delete=models.PROTECT, related_name="papers")
    title = models.CharField(_("intitulé"), max_length=200)
    visibility = models.CharField(_("visibilité"), max_length=10, choices=Visibility, default=Visibility.PUBLIC)
    file = models.FileField(_("fichier"), upload_to=unguessable, max_length=200)
    kind = models.CharField(_("format"), max_length=10)
    size = models.PositiveIntegerField(_("taille, en octets"))
    sha256 = models.CharField(_("empreinte"), max_length=64)
    added_at = models.DateTimeField(_("ajouté le"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("ajouté par"), on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("retiré le"), null=True, blank=True)

    objects = ItemPaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("document de séance")
        verbose_name_plural = _("documents de séance")
        ordering = ["item", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "sha256"],
                condition=Q(withdrawn_at=None),
                name="one_paper_per_content_and_item",
                violation_error_message=_("Ce fichier est déjà joint à ce point."),
            ),
            models.CheckConstraint(
                name="paper_withdrawn_after_added",
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=models.F("added_at")),
                violation_error_message=_("Un document est retiré après avoir été ajouté."),
            ),
        ]

    def __str__(self):
        return self.title

    def is_late(self, sitting):
        """RULES S4: added after the agenda was frozen and sent."""
        return sitting.convened_at is not None and self.added_at > sitting.convened_at
