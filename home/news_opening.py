"""Where news are told: a page that every site has."""

from home.models import HomePage, NewsIndexPage


def open_news():
    """Return the index of the news, made at /actualites/ where a site has none yet."""
    index = NewsIndexPage.objects.order_by("path").first()
    if index is None:
        home = HomePage.objects.order_by("path").first()
        index = home.add_child(instance=NewsIndexPage(slug="actualites", title="Actualités"))
    return index
