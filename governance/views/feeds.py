"""The news of the texts as Atom feeds: all of them, one theme, one text, the assembly's answers."""

from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.models import Recommendation, Theme
from governance.presenters.news import latest

ANSWERS = ("answer", "implement", "complete", "abandon", "evaluate")


class Latest(Feed):
    """The latest steps of all recommendations, for whoever follows them without an account."""

    feed_type = Atom1Feed
    title = gettext_lazy("Recommandations du conseil")
    subtitle = gettext_lazy("Chaque étape publique des recommandations, la dernière d’abord.")
    item_guid_is_permalink = False

    def link(self, about=None):
        return reverse("governance:recommendations")

    def feed_url(self, about=None):
        return reverse("governance:feed")

    def items(self, about=None):
        return latest()

    def item_guid(self, item):
        return f"{item.url}#{item.pk}"

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


class Answers(Latest):
    """What the assembly answers, and what is done about it."""

    title = gettext_lazy("Réponses de l’assemblée")
    subtitle = gettext_lazy("Ce que l’assemblée répond aux recommandations, et ce qui en est fait.")

    def link(self, about=None):
        return reverse("governance:board")

    def feed_url(self, about=None):
        return reverse("governance:answers_feed")

    def items(self, about=None):
        return latest(step__in=ANSWERS)


class OfTheme(Latest):
    """The steps of the texts of one theme."""

    def get_object(self, request, slug):
        return get_object_or_404(Theme, slug=slug)

    def title(self, theme):
        return _("Recommandations du conseil : %(theme)s") % {"theme": theme.name}

    def link(self, theme):
        return f"{reverse('governance:recommendations')}?theme={theme.slug}"

    def feed_url(self, theme):
        return reverse("governance:theme_feed", args=[theme.slug])

    def items(self, theme):
        return latest(recommendation__themes=theme)


class OfText(Latest):
    """The steps of one text."""

    def get_object(self, request, number):
        return get_object_or_404(Recommendation.objects.public(), number=number)

    def title(self, text):
        return _("%(kind)s %(number)s du conseil") % {
            "kind": text.get_kind_display().capitalize(), "number": text.number,
        }  # fmt: skip

    def link(self, text):
        return text.get_absolute_url()

    def feed_url(self, text):
        return reverse("governance:text_feed", args=[text.number])

    def items(self, text):
        return latest(recommendation=text)
