"""Who writes a text with its author: invited while it is a draft, named once it is public (RULES R2, R3)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from council.models import Person
from governance.enums import CoAuthorState

from .recommendations import Recommendation


class CoAuthorQuerySet(models.QuerySet):
    def accepted(self):
        """Those who write the text: an invitation alone makes nobody an author."""
        return self.filter(state=CoAuthorState.ACCEPTED)

    def invited(self):
        return self.filter(state=CoAuthorState.INVITED)

    def standing(self):
        """Invited or accepted: whoever may still be, or is, a co-author."""
        return self.filter(state__in=(CoAuthorState.INVITED, CoAuthorState.ACCEPTED))


class CoAuthor(models.Model):
    """One person asked to write a text with its author, and what they answered; the author is none of them."""

    recommendation = models.ForeignKey(
        Recommendation, verbose_name=_("recommandation"), on_delete=models.PROTECT, related_name="co_authors"
    )
    person = models.ForeignKey(Person, verbose_name=_("personne"), on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("état"), max_length=10, choices=CoAuthorState, default=CoAuthorState.INVITED)
    invited_at = models.DateTimeField(_("à l’invitation du"))
    answered_at = models.DateTimeField(_("réponse du"), null=True, blank=True)
    history = HistoricalRecords(user_db_constraint=False)

    objects = CoAuthorQuerySet.as_manager()

    class Meta:
        verbose_name = _("co-auteur ou co-autrice")
        verbose_name_plural = _("co-auteurs et co-autrices")
        ordering = ["invited_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "person"],
                name="one_co_author_per_person",
                violation_error_message=_("Cette personne est déjà invitée à écrire ce texte."),
            ),
            models.CheckConstraint(
                name="co_author_state_is_known",
                condition=Q(state__in=CoAuthorState.values),
                violation_error_message=_("Cet état d’une invitation n’existe pas."),
            ),
            models.CheckConstraint(
                name="co_author_answers_after_the_invitation",
                condition=Q(state=CoAuthorState.INVITED, answered_at=None)
                | (~Q(state=CoAuthorState.INVITED) & Q(answered_at__gte=models.F("invited_at"))),
                violation_error_message=_("On répond à une invitation après l’avoir reçue."),
            ),
        ]

    def __str__(self):
        return f"{self.person} · {self.recommendation}"
