"""The news as an Atom feed."""

from datetime import datetime, time

from django.contrib.syndication.views import Feed
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext_lazy

from home.news_pages import index_read, latest_news

LINES = 30


class NewsFeed(Feed):
    """The latest news, for whoever reads them without an account."""

    feed_type = Atom1Feed
    title = gettext_lazy("Actualités du conseil")
    subtitle = gettext_lazy("Ce que le conseil raconte, la dernière nouvelle d’abord.")

    def get_object(self, request):
        index = index_read()
        if index is None:
            raise Http404
        return index

    def link(self, index):
        return index.get_url()

    def feed_url(self, index):
        return reverse("home:news_feed")

    def items(self, index):
        return latest_news(index)[:LINES]

    def item_title(self, news):
        return news.title

    def item_description(self, news):
        return news.lead

    def item_link(self, news):
        return news.get_url()

    def item_author_name(self, news):
        return news.byline

    def item_pubdate(self, news):
        return news.first_published_at or _morning(news)

    def item_updateddate(self, news):
        return news.last_published_at or _morning(news)


def _morning(news):
    return timezone.make_aware(datetime.combine(news.published_on, time()))
