"""The sitting itself: when, where, under which rules, who presides. Verbose name "séance"; Session is Django's."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from common.formats import long_date
from common.lifecycle import Move
from council.enums import Visibility
from council.models import Body, Person, RulesProfile
from deliberations.enums import HELD, SHOWN_TO_PUBLIC, TO_COME, SittingState
from search.findable import Findable
from search.services import Card


class SittingQuerySet(models.QuerySet):
    def public(self):
        """Those that were convened at some time; a draft is the co-chairs' own."""
        return self.filter(state__in=SHOWN_TO_PUBLIC)

    def visible_to(self, *, oversees):
        """What somebody may find: convened ones, and drafts for who prepares them (RULES E4)."""
        return self.all() if oversees else self.public()

    def to_come(self, at):
        return self.filter(state__in=TO_COME, starts_at__gte=at).order_by("starts_at")

    def held(self):
        return self.filter(state__in=HELD)

    def awaiting_minutes(self):
        """Held, their minutes not yet approved (RULES S7)."""
        return self.filter(state=SittingState.CLOSED)

    def awaiting_list(self):
        """Held, the list of what they examined not yet published (RULES M3); nothing once the minutes are approved."""
        return self.awaiting_minutes().filter(examined_list=None)


class Sitting(Findable):
    """A sitting of a body. It keeps the rules profile in force on its date."""

    body = models.ForeignKey(Body, verbose_name=_("instance"), on_delete=models.PROTECT, related_name="sittings")
    title = models.CharField(_("titre"), max_length=150)
    slug = models.SlugField(_("adresse"), max_length=120, unique=True)
    state = models.CharField(_("état"), max_length=12, choices=SittingState, default=SittingState.DRAFT, editable=False)
    starts_at = models.DateTimeField(_("début"))
    ends_at = models.DateTimeField(_("fin prévue"))
    place = models.CharField(_("lieu"), max_length=250, blank=True)
    remote_link = models.URLField(_("lien de visioconférence"), blank=True)
    is_public = models.BooleanField(_("ouverte au public"), default=True)
    profile = models.ForeignKey(
        RulesProfile, verbose_name=_("règles"), on_delete=models.PROTECT, related_name="sittings"
    )
    presiding = models.ForeignKey(
        Person, verbose_name=_("présidence de séance"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="presided_sittings",
    )  # fmt: skip
    secretary = models.ForeignKey(
        Person, verbose_name=_("secrétariat de séance"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="kept_sittings",
    )  # fmt: skip
    second_call_of = models.OneToOneField(
        "self", verbose_name=_("seconde convocation de"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="second_call",
    )  # fmt: skip
    urgency_reason = models.TextField(_("motif d’urgence"), blank=True)
    convened_at = models.DateTimeField(_("convoquée le"), null=True, editable=False)
    opened_at = models.DateTimeField(_("ouverte à"), null=True, editable=False)
    closed_at = models.DateTimeField(_("levée à"), null=True, editable=False)
    history = HistoricalRecords(user_db_constraint=False)
    found_as = "sitting"

    objects = SittingQuerySet.as_manager()

    class Meta:
        verbose_name = _("séance")
        verbose_name_plural = _("séances")
        ordering = ["-starts_at"]
        constraints = [
            models.CheckConstraint(
                name="sitting_ends_after_it_starts",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("Une séance finit après avoir commencé."),
            ),
            models.CheckConstraint(
                name="open_sitting_has_a_chair",
                condition=~Q(state__in=(SittingState.OPEN, *HELD))
                | Q(presiding__isnull=False, opened_at__isnull=False),
                violation_error_message=_("Une séance ouverte a une présidence et une heure d’ouverture."),
            ),
            models.CheckConstraint(
                name="closed_sitting_says_when",
                condition=~Q(state__in=HELD) | Q(closed_at__isnull=False),
                violation_error_message=_("Une séance levée dit à quelle heure."),
            ),
            models.CheckConstraint(
                name="sitting_closed_after_opening",
                condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at")),
                violation_error_message=_("Une séance est levée après avoir été ouverte."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("deliberations:sitting", args=[self.slug])

    @property
    def subject(self):
        """How the register names this sitting."""
        return f"sitting {self.slug}"

    def card(self):
        """Day, place and the public items of the agenda, once it was convened (RULES S5); their order says nothing."""
        if self.state not in SHOWN_TO_PUBLIC:
            return None
        items = self.items.filter(visibility=Visibility.PUBLIC).order_by("pk").values_list("title", flat=True)
        return Card(
            kind=self.found_as, key=self.pk, path=self.get_absolute_url(), on=localdate(self.starts_at),
            title=self.title, summary=" · ".join(filter(None, (long_date(self.starts_at), self.place))),
            text="\n".join(items),
        )  # fmt: skip


class SittingMove(Move):
    """One step in a sitting's life."""

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="moves")

    class Meta(Move.Meta):
        verbose_name = _("démarche")
        verbose_name_plural = _("démarches")


class PresidingChair(models.Model):
    """Who presides from which minute on: the chair may change during the sitting (RULES C5)."""

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="chairs")
    person = models.ForeignKey(Person, verbose_name=_("présidence"), on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField(_("depuis"))

    class Meta:
        verbose_name = _("présidence de séance")
        verbose_name_plural = _("présidences de séance")
        ordering = ["since", "pk"]

    def __str__(self):
        return str(self.person)
