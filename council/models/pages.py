"""The page on which editors present the council; the composition itself comes from the record."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from common.blocks import PROSE

from .bodies import Body
from .composition import composition
from .overview import overview, renewals


class CouncilPage(Page):
    """Prose around the composition by college, which the page reads from the record."""

    introduction = RichTextField(_("introduction"), blank=True)
    body = StreamField(PROSE, verbose_name=_("texte"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("body")]
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    template = "council/council.html"

    class Meta:
        verbose_name = _("page du conseil")
        verbose_name_plural = _("pages du conseil")

    def get_context(self, request, *args, **kwargs):
        today = timezone.localdate()
        on = date_asked(request.GET.get("au"), today)
        body = Body.objects.plenary().first()
        return super().get_context(request, *args, **kwargs) | {
            "on": on,
            "today": today,
            "overview": body and overview(composition(body, on)),
            "renewals": body and renewals(body, today),
        }


def date_asked(text, today):
    """Return the date asked for in an address (`?au=2024-06-01`), or today when there is none that makes sense."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return today
