"""Items that members ask for (RULES S6)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from council.models import Person
from deliberations.enums import RequestState
from governance.models import Recommendation

from .agenda import AgendaItem
from .sittings import Sitting

UNDECIDED = Q(decided_at=None, decided_by=None)
DECIDED = Q(decided_at__isnull=False, decided_by__isnull=False)


class ItemRequestQuerySet(models.QuerySet):
    def pending(self):
        return self.filter(state=RequestState.PENDING)

    def with_names(self):
        return self.select_related("sitting", "person", "recommendation", "item").order_by("asked_at", "pk")


class ItemRequest(models.Model):
    """A member asks for an item; the co-chairs accept it, or refuse it with a reason. A decision is final."""

    sitting = models.ForeignKey(
        Sitting, verbose_name=_("séance"), on_delete=models.PROTECT, related_name="item_requests"
    )
    person = models.ForeignKey(
        Person, verbose_name=_("demandé par"), on_delete=models.PROTECT, related_name="item_requests"
    )
    title = models.CharField(_("intitulé"), max_length=250)
    why = models.TextField(_("motif"), max_length=2000)
    duration = models.PositiveSmallIntegerField(_("durée, en minutes"), default=15)
    recommendation = models.ForeignKey(
        Recommendation, verbose_name=_("recommandation"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    asked_at = models.DateTimeField(_("demandé le"))
    state = models.CharField(_("état"), max_length=10, choices=RequestState, default=RequestState.PENDING)
    decided_at = models.DateTimeField(_("décidé le"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("décidé par"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    answer = models.TextField(_("motif de la décision"), max_length=2000, blank=True)
    item = models.OneToOneField(
        AgendaItem, verbose_name=_("point inscrit"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="request",
    )  # fmt: skip # an item taken off the agenda later leaves its request accepted

    objects = ItemRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("demande de point")
        verbose_name_plural = _("demandes de point")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="item_request_decided_by_somebody",
                condition=(Q(state=RequestState.PENDING) & UNDECIDED) | (~Q(state=RequestState.PENDING) & DECIDED),
                violation_error_message=_("Une demande décidée dit par qui et quand ; une demande en attente, non."),
            ),
            models.CheckConstraint(
                name="refused_item_request_says_why",
                condition=~Q(state=RequestState.REFUSED) | ~Q(answer=""),
                violation_error_message=_("Un refus donne son motif, que le membre lit."),
            ),
            models.CheckConstraint(
                name="only_accepted_request_has_an_item",
                condition=Q(item=None) | Q(state=RequestState.ACCEPTED),
                violation_error_message=_("Seule une demande acceptée devient un point."),
            ),
            models.UniqueConstraint(
                fields=["sitting", "person", "title"],
                name="one_item_request_per_title",
                violation_error_message=_("Vous avez déjà demandé ce point pour cette séance."),
            ),
        ]

    def __str__(self):
        return self.title
