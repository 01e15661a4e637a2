"""The list of recommendations as page, file and feed; the follow-up board."""

from django.contrib.syndication.views import Feed
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from common.spreadsheets.writing import write_csv
from governance.catalogue import Query
from governance.presenters.board import board as figures_shown
from governance.presenters.catalogue import listed, table
from governance.presenters.news import latest


@require_safe
def recommendations(request):
    """Every public recommendation, searched, narrowed and ordered by the address."""
    context = listed(Query.read(request.GET), request.GET.get("page", "1"), timezone.localdate())
    return render(request, "governance/recommendation_list.html", context)


@require_safe
def as_csv(request):
    """The same list, whole, for a spreadsheet: what is filtered is what comes."""
    root = request.build_absolute_uri("/").rstrip("/")
    rows = table(Query.read(request.GET), root, timezone.localdate())
    response = HttpResponse(write_csv(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="recommandations.csv"'
    return response


@require_safe
def board(request):
    """Does the assembly answer? (RULES R8)"""
    return render(request, "governance/board.html", figures_shown(timezone.localdate()))


class Latest(Feed):
    """The latest steps of all recommendations, for whoever follows them without an account."""

    feed_type = Atom1Feed
    title = gettext_lazy("Recommandations du conseil")
    subtitle = gettext_lazy("Chaque étape publique des recommandations, la dernière d’abord.")

    def link(self):
        return reverse("governance:recommendations")

    def feed_url(self):
        return reverse("governance:feed")

    def items(self):
        return latest()

    def item_guid(self, item):
        return f"{item.url}#{item.pk}"

    item_guid_is_permalink = False

    def item_title(self, item):
        return _("%(number)s · %(step)s : %(title)s") % {
            "number": item.number, "step": item.step, "title": item.title,
        }  # fmt: skip

    def item_description(self, item):
        return item.text

    def item_link(self, item):
        return item.url

    def item_pubdate(self, item):
        return item.at

    def item_updateddate(self, item):
        return item.at
