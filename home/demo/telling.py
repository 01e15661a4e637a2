"""The demo's news, dossiers and portraits."""

from datetime import timedelta
from functools import reduce
from operator import or_

from django.core.files.images import ImageFile
from django.db.models import Q

from deliberations.models import Sitting
from governance.models import Recommendation
from home.demo.drawing import drawn
from home.demo.material import material
from home.models import CouncilImage, DossierPage, NewsPage, PortraitPage
from home.news_opening import open_news
from territory.models import Organisation


def plant_news(blocks, today):
    """Write what the demo's editors tell, where nothing was told yet. `blocks` turns Markdown into blocks."""
    words, index = material("news"), open_news()
    if NewsPage.objects.exists():
        return
    index.introduction = f"<p>{words['introduction']}</p>"
    index.save_revision().publish()
    for kind, name in ((NewsPage, "news"), (PortraitPage, "portraits"), (DossierPage, "dossiers")):
        for text in words[name]:
            plant(index, kind, text, blocks, today)


def plant(index, kind, text, blocks, today):
    """Add one page under the index, with its image and what it points at."""
    shared = {name: text[name] for name in ("slug", "title", "lead", "byline")}
    page = kind(**shared, body=blocks(text["body"]), published_on=today - timedelta(days=text["days_ago"]))
    if text["drawn"]:
        page.image, page.image_alt = image_of(text), material("news")["alt"]
    if kind is PortraitPage:
        page.organisation = Organisation.objects.get(name=text["organisation"])
        page.quote, page.quoted = text["quote"], text["quoted"]
    index.add_child(instance=page)
    page.recommendations = texts(text["texts"])
    if kind is NewsPage:
        page.organisations = Organisation.objects.filter(name__in=text["organisations"])
    if kind is DossierPage:
        page.news = NewsPage.objects.filter(slug__in=text["news"])
        page.sittings = Sitting.objects.filter(items__recommendation__in=texts(text["texts"])).distinct()
    page.save_revision().publish()


def texts(beginnings):
    """The public recommendations whose titles begin so."""
    if not beginnings:
        return Recommendation.objects.none()
    either = reduce(or_, (Q(title__startswith=beginning) for beginning in beginnings))
    return Recommendation.objects.public().filter(either)


def image_of(text):
    """A drawing with its name and credit."""
    file = ImageFile(drawn(text["slug"]), name=f"{text['slug']}.png")
    return CouncilImage.objects.create(title=text["title"], file=file, description=material("news")["alt"])
