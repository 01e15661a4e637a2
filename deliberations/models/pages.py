"""Pages that editors write around sittings. The record itself stands at the same address, with or without its page."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from common.blocks import PROSE

from .sittings import Sitting


class SittingsPage(Page):
    """The agendas of the council: prose above the list of sittings."""

    introduction = RichTextField(_("introduction"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["deliberations.SittingPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("page des séances")
        verbose_name_plural = _("pages des séances")


class SittingPage(Page):
    """Prose, documents and images around one sitting, shown at the sitting's own address."""

    sitting = models.OneToOneField(Sitting, verbose_name=_("séance"), on_delete=models.PROTECT, related_name="page")
    introduction = RichTextField(_("introduction"), blank=True)
    body = StreamField(PROSE, verbose_name=_("texte"), blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("sitting", read_only=True),
        FieldPanel("introduction"),
        FieldPanel("body"),
    ]
    parent_page_types = ["deliberations.SittingsPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("page de séance")
        verbose_name_plural = _("pages de séance")
