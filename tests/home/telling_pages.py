"""News for tests."""

from home.models import HomePage, NewsIndexPage, NewsPage


def index():
    """The index of the news, made once."""
    found = NewsIndexPage.objects.first()
    return found or HomePage.objects.get().add_child(instance=NewsIndexPage(slug="actualites", title="Actualités"))


def told(kind=NewsPage, **values):
    """One page under the index; what is not said is plausible."""
    given = {"title": "Une nouvelle", "lead": "Ce qui s’est passé.", "published_on": "2026-03-20", **values}
    return index().add_child(instance=kind(**given))
