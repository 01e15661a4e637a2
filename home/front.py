"""What the front page shows, read from the record in a constant number of queries."""

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.formats import clock, clock_span, long_date, number, percent
from common.keeping import changes_at
from common.written import as_written
from council.models import Body, composition, overview
from deliberations.calendar import planned_times
from deliberations.models import Sitting
from governance.catalogue import FAMILIES, Query
from governance.figures import by_state
from governance.models import Answer, Recommendation
from governance.presenters.news import latest
from home.news_pages import NewsIndexPage, latest_news

FAMILY_OF = {word: name for name, (word, _label) in FAMILIES.items()}
AGENDA_LINES = 3
ROAD = (  # the word of the list, what it says, the colour family of its state
    ("in_discussion", gettext_lazy("en discussion"), "ochre"),
    ("adopted", gettext_lazy("adoptées"), "moss"),
    ("transmitted", gettext_lazy("transmises"), "river"),
    ("answered", gettext_lazy("ont reçu une réponse"), "plum"),
    ("implemented", gettext_lazy("mises en œuvre"), "moss"),
)


def list_of(word):
    """Return the address of the list of recommendations that a word selects."""
    return Query(family=FAMILY_OF[word]).path(reverse("governance:recommendations"))


def road():
    """Count the recommendations at each stop of the road, in one query; each opens its list."""
    counts = by_state(Recommendation.objects.public())
    return [
        {"count": number(counts[word]), "label": label, "family": family, "url": list_of(word)}
        for word, label, family in ROAD
    ]


def next_sitting(at):
    """Return the next convened sitting with its facts and the first public lines of its agenda, or None."""
    sitting = Sitting.objects.public().to_come(at).first()
    if sitting is None:
        return None
    changes_at(sitting.starts_at)
    items = list(sitting.items.public().in_order())
    times = planned_times(sitting.starts_at, [item.duration for item in items])
    lines = [{"time": clock(start), "title": item.title} for item, (start, _end) in zip(items, times, strict=True)]
    place = _("%(place)s · ouverte au public") % {"place": sitting.place} if sitting.is_public else sitting.place
    return {
        "sitting": sitting,
        "facts": [
            {"icon": "clock", "text": clock_span(sitting.starts_at, sitting.ends_at), "label": _("Horaire")},
            {"icon": "map-pin", "text": place, "label": _("Lieu")},
        ],
        "lines": lines[:AGENDA_LINES],
        "calendar_url": reverse("deliberations:sitting_calendar", args=[sitting.slug]),
    }


def latest_answers(count):
    """Return the latest answers of the assembly with what they answer, `count` at most."""
    return (
        Answer.objects.filter(transmission__recommendation__public_since__isnull=False)
        .select_related("transmission__recommendation")
        .order_by("-answered_on", "-pk")[:count]
    )


def latest_overdue(on, count):
    """Return the answers that are late since the shortest time, `count` at most, with how late each is (RULES R8)."""
    overdue = Recommendation.objects.public().overdue(on).select_related("transmission")
    return [_late(text, on) for text in overdue.order_by("-transmission__due_on", "pk")[:count]]


def _late(recommendation, on):
    sent, due = recommendation.transmission.sent_on, recommendation.transmission.due_on
    days = (on - due).days
    return {
        "recommendation": recommendation,
        "label": ngettext("sans réponse depuis %(n)s jour", "sans réponse depuis %(n)s jours", days) % {"n": days},
        "text": _("Transmise le %(sent)s, réponse attendue le %(due)s.")
        % {"sent": long_date(sent), "due": long_date(due)},
    }


def steps(count):
    """Return the latest public steps of the recommendations as events of a timeline, `count` at most."""
    return [
        {"when": long_date(timezone.localdate(news.at)), "what": as_written(news.title), "href": news.url,
         "detail": f"{news.number} · {capfirst(news.step)}"}
        for news in latest()[:count]
    ]  # fmt: skip


def news(page, count):
    """Return the latest pieces of news beside a page of the site, `count` at most, and where they all stand."""
    index = NewsIndexPage.objects.child_of(page).live().public().first()
    return {"index": index, "news": latest_news(index)[:count] if index else []}


def people(on):
    """Return the plenary as it sits on a day, drawn, or None when no seat is known yet."""
    body = Body.objects.plenary().first()
    shown = body and overview(composition(body, on))
    return shown if shown and shown.colleges else None


def stats(counted):
    """Return the four figures that tell whether the assembly answers; each opens its list."""
    expected = counted.expected_days
    delay = _("de délai médian, pour %(days)s prévus") % {"days": expected} if expected else _("de délai médian")
    return [
        {
            "figure": percent(counted.answered_share) if counted.transmitted else "–",
            "caption": _("des recommandations transmises ont reçu une réponse"),
            "href": list_of("answered"),
        },
        {
            "figure": _("%(days)s j") % {"days": counted.median_days} if counted.median_days is not None else "–",
            "caption": delay,
            "href": reverse("governance:board"),
        },
        {
            "figure": percent(counted.accepted_share) if counted.answered else "–",
            "caption": _("acceptées, en tout ou partie"),
            "href": list_of("accepted"),
        },
        {
            "figure": number(counted.overdue),
            "caption": ngettext("réponse en retard aujourd’hui", "réponses en retard aujourd’hui", counted.overdue),
            "href": list_of("overdue"),
            "family": "alarm" if counted.overdue else "",
        },
    ]
