"""What editors tell: news, dossiers on a subject, portraits of actors. What they point at stays in the record."""

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from common.blocks import PROSE
from common.written import as_written
from deliberations.enums import SittingState
from deliberations.models import Sitting
from governance.models import Recommendation
from home.page_cards import PAGE, card_of
from search.findable import Findable
from territory.models import Organisation

A_PAGE = 12
DESCRIBE = _("Décrivez l’image en une phrase pour qui ne la voit pas ; sans image, laissez vide.")


class Told(Findable, Page):
    """What news, dossiers and portraits share: a day, who wrote, a lead, an image with its words, a text."""

    published_on = models.DateField(_("date"), default=timezone.localdate)
    byline = models.CharField(_("écrit par"), max_length=200, blank=True)
    lead = models.TextField(_("chapeau"), max_length=400)
    image = models.ForeignKey(
        "home.CouncilImage", verbose_name=_("image"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    image_alt = models.CharField(_("description de l’image"), max_length=250, blank=True, help_text=DESCRIBE)
    body = StreamField(PROSE, verbose_name=_("texte"), blank=True)
    recommendations = ParentalManyToManyField(
        Recommendation, verbose_name=_("recommandations"), blank=True, related_name="+",
        limit_choices_to={"public_since__isnull": False},
    )  # fmt: skip

    opening_panels = [
        *Page.content_panels,
        MultiFieldPanel([FieldPanel("published_on"), FieldPanel("byline")], heading=_("Signature")),
        FieldPanel("lead"),
        MultiFieldPanel([FieldPanel("image"), FieldPanel("image_alt")], heading=_("Image")),
        FieldPanel("body"),
    ]
    parent_page_types = ["home.NewsIndexPage"]
    subpage_types: list[str] = []
    found_as = PAGE
    search_fields = [*Page.search_fields, index.SearchField("lead"), index.SearchField("body")]

    class Meta:
        abstract = True

    def clean(self):
        """An image is described in words, or there is none (RGAA 1.1)."""
        super().clean()
        if self.image_id and not self.image_alt.strip():
            raise ValidationError({"image_alt": DESCRIBE})

    def card(self):
        return card_of(self, self.lead)

    def get_context(self, request, *args, **kwargs):
        public = self.recommendations.filter(public_since__isnull=False)
        above = self.get_parent()
        trail = [{"label": as_written(above.title), "url": above.get_url()}, {"label": as_written(self.title)}]
        return super().get_context(request, *args, **kwargs) | {
            "recommendations": public.order_by("-number"),
            "trail": trail,
        }


class NewsIndexPage(Page):
    """All that editors tell, the newest first."""

    introduction = RichTextField(_("introduction"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.NewsPage", "home.DossierPage", "home.PortraitPage"]
    max_count_per_parent = 1
    template = "home/news/index.html"

    class Meta:
        verbose_name = _("page des actualités")
        verbose_name_plural = _("pages des actualités")

    def get_context(self, request, *args, **kwargs):
        pages = Paginator(latest_news(self), A_PAGE)
        return super().get_context(request, *args, **kwargs) | {
            "page_of_news": pages.get_page(request.GET.get("page")),
            "dossiers": _of(DossierPage, self),
            "portraits": _of(PortraitPage, self),
        }


class NewsPage(Told):
    """One piece of news, with the texts and actors it speaks of."""

    organisations = ParentalManyToManyField(Organisation, verbose_name=_("organisations"), blank=True, related_name="+")

    content_panels = [*Told.opening_panels, FieldPanel("recommendations"), FieldPanel("organisations")]
    template = "home/news/news.html"

    class Meta:
        verbose_name = _("actualité")
        verbose_name_plural = _("actualités")


class DossierPage(Told):
    """Everything on one subject: texts, sittings, news."""

    news = ParentalManyToManyField(NewsPage, verbose_name=_("actualités"), blank=True, related_name="+")
    sittings = ParentalManyToManyField(
        Sitting, verbose_name=_("séances"), blank=True, related_name="+",
        limit_choices_to=~Q(state=SittingState.DRAFT),
    )  # fmt: skip

    content_panels = [
        *Told.opening_panels, FieldPanel("recommendations"), FieldPanel("sittings"), FieldPanel("news"),
    ]  # fmt: skip
    template = "home/news/dossier.html"

    class Meta:
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {
            "sittings": Sitting.objects.public().filter(pk__in=self.sittings.values("pk")).order_by("-starts_at"),
            "news": self.news.live().public().order_by("-published_on"),
        }


class PortraitPage(Told):
    """An actor of the territory, seen by who visited it."""

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="+"
    )
    quote = models.CharField(_("phrase à retenir"), max_length=250, blank=True)
    quoted = models.CharField(_("qui la dit"), max_length=200, blank=True)

    content_panels = [
        *Told.opening_panels,
        FieldPanel("organisation"),
        MultiFieldPanel([FieldPanel("quote"), FieldPanel("quoted")], heading=_("Citation")),
        FieldPanel("recommendations"),
    ]
    template = "home/news/portrait.html"

    class Meta:
        verbose_name = _("portrait")
        verbose_name_plural = _("portraits")


def latest_news(under):
    """The news that everybody may read, the newest first, under an index that everybody may read."""
    return _of(NewsPage, under)


def _of(kind, under):
    return kind.objects.child_of(under).live().filter(view_restrictions=None).order_by("-published_on", "-pk")


def index_read():
    """The index in the language being read, or in the first one there is; None while a site has none."""
    first = NewsIndexPage.objects.live().public().order_by("path").first()
    return first and first.localized
