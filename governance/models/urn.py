"""The two halves of a secret ballot: who has voted, and what was voted. Nothing links them (RULES V12, docs/secret.md).

No time, no order, no shared key, no history; primary keys are drawn at random. Both tables are rewritten in a new
random order at closing, by `governance.methods.urn`.
"""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .ballots import Ballot, Elector


class Signature(models.Model):
    """This voice has been expressed. Nothing more is known of it, not even when."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    elector = models.OneToOneField(Elector, on_delete=models.PROTECT, related_name="signature")

    class Meta:
        verbose_name = _("émargement")
        verbose_name_plural = _("émargements")

    def __str__(self):
        return str(self.elector)


class Paper(models.Model):
    """One paper in the urn: what it says, its college while that may be published, the fingerprint on its receipt."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="papers")
    content = models.TextField(_("contenu"))  # a Choice in a vote for or against
    college = models.CharField(_("collège"), max_length=3, blank=True)
    commitment = models.CharField(_("empreinte"), max_length=64, unique=True)

    class Meta:
        verbose_name = _("bulletin")
        verbose_name_plural = _("bulletins")
        constraints = [
            models.CheckConstraint(
                name="paper_says_something",
                condition=~Q(content=""),
                violation_error_message=_("Un bulletin dit quelque chose, ne serait-ce que « blanc »."),
            )
        ]

    def __str__(self):
        return self.commitment
