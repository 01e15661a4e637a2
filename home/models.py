"""Pages of prose, and the images of the site. Records are published by the apps that own them."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.models import Page

from common.blocks import PROSE
from home.blocks import FRONT, ONCE, rows, usual
from home.identity import SiteIdentity
from home.keeping.models import Change
from home.news_pages import DossierPage, NewsIndexPage, NewsPage, PortraitPage
from home.page_cards import PAGE, card_of
from home.telling.models import Notice, Preference, Subscription
from search.findable import Findable


class CouncilImage(AbstractImage):
    """An image of the site, with the credit it must be shown with."""

    credit = models.CharField(_("crédit"), max_length=200, blank=True)
    admin_form_fields = (*Image.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")


class CouncilRendition(AbstractRendition):
    """An image resized for a page."""

    image = models.ForeignKey(CouncilImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class HomePage(Page):
    """The front page: one sentence by the editors, then the parts they chose, most of which show the record."""

    eyebrow = models.CharField(_("surtitre"), max_length=100, blank=True)
    headline = models.CharField(_("phrase d’accueil"), max_length=200, blank=True)
    introduction = RichTextField(_("introduction"), blank=True)
    body = StreamField(FRONT, verbose_name=_("parties de la page"), block_counts=ONCE, blank=True, default=usual)

    content_panels = [
        *Page.content_panels,
        FieldPanel("eyebrow"),
        FieldPanel("headline"),
        FieldPanel("introduction"),
        FieldPanel("body"),
    ]
    template = "home/home.html"
    max_count = 1

    class Meta:
        verbose_name = _("page d’accueil")
        verbose_name_plural = _("pages d’accueil")

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {"at": timezone.now(), "rows": rows(self.body)}


class ProsePage(Findable, Page):
    """A page of text: legal notice, accessibility statement, how the council works."""

    introduction = RichTextField(_("introduction"), blank=True)
    body = StreamField(PROSE, verbose_name=_("texte"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("body")]
    template = "home/prose.html"
    found_as = PAGE

    class Meta:
        verbose_name = _("page de texte")
        verbose_name_plural = _("pages de texte")

    def card(self):
        return card_of(self, self.introduction)


__all__ = [
    "Change", "CouncilImage", "CouncilRendition", "DossierPage", "HomePage", "NewsIndexPage", "NewsPage", "Notice",
    "PortraitPage", "Preference", "ProsePage", "SiteIdentity", "Subscription",
]  # fmt: skip
