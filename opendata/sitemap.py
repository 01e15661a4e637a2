"""Every public page, for search engines: in three languages, with when it last changed; the same few queries always."""

from django.contrib.sitemaps import Sitemap
from django.db.models import Max
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from wagtail.models import Page

from council.models import CouncilPage, Person
from deliberations.models import Sitting, SittingPage, SittingsPage
from governance.models import Recommendation

ADDRESSES = (
    "council:council", "council:parity", "deliberations:sittings", "governance:recommendations", "governance:board",
    "governance:referrals", "opendata:data", "home:register", "home:verify",
    "home:accessibility", "home:legal", "home:privacy", "home:contact", "home:plan",
)  # fmt: skip


class InThreeLanguages(Sitemap):
    """Each address with those of its other languages; the language of the site is the default."""

    i18n = alternates = x_default = True


class Places(InThreeLanguages):
    """The pages that are there whatever the record holds."""

    def items(self):
        return ADDRESSES

    def location(self, name):
        return reverse(name)


class Prose(InThreeLanguages):
    """What editors write. Pages that stand at the address of a record are listed with the record."""

    def items(self):
        pages = Page.objects.live().public().filter(depth__gte=2).not_type(CouncilPage, SittingsPage, SittingPage)
        return list(pages.order_by("path").values_list("url_path", "last_published_at"))

    def location(self, row):
        return reverse("wagtail_serve", args=[row[0].removeprefix("/").partition("/")[2]])

    def lastmod(self, row):
        return row[1]


class Recommendations(InThreeLanguages):
    """Every recommendation ever public, at its permanent address."""

    def items(self):
        public = Recommendation.objects.public().annotate(last=Coalesce(Max("moves__at"), "public_since"))
        return list(public.order_by("-year", "-sequence").values_list("number", "last"))

    def location(self, row):
        return reverse("governance:recommendation", args=[row[0]])

    def lastmod(self, row):
        return row[1]


class Sittings(InThreeLanguages):
    """Every sitting that was convened."""

    def items(self):
        last = Greatest("convened_at", Coalesce("closed_at", "convened_at"))
        return list(Sitting.objects.public().order_by("-starts_at").values_list("slug", last))

    def location(self, row):
        return reverse("deliberations:sitting", args=[row[0]])

    def lastmod(self, row):
        return row[1]


class People(InThreeLanguages):
    """Everybody who sits or sat."""

    def items(self):
        return list(Person.objects.public().order_by("slug").values_list("slug", flat=True))

    def location(self, slug):
        return reverse("council:member", args=[slug])


SITEMAPS = {
    "places": Places, "prose": Prose, "recommendations": Recommendations, "sittings": Sittings, "people": People,
}  # fmt: skip
