"""The parts of the front page: editors order, remove and name them; what they show is read from the record."""

from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from common.blocks import PROSE
from governance.figures import figures
from home import front

WIDE, BESIDE, BAND = "wide", "beside", "band"  # across the page; to the right of a wide one; across, on a ground


class Live(blocks.StructBlock):
    """A part that shows the record. Each reads it once, however much there is to show."""

    title = blocks.CharBlock(
        label=_("titre"), required=False, max_length=120, help_text=_("Laissé vide, le titre habituel, traduit.")
    )

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        return context | self.read(value, context["at"])

    def read(self, value, at):
        """What the template shows besides what the editor chose; `at` is the moment of reading."""
        return {}

    class Meta:
        place = WIDE


class NextSitting(Live):
    """The sitting that comes, with its agenda and an entry for one's calendar."""

    def read(self, value, at):
        return {"next": front.next_sitting(at)}

    class Meta:
        label = _("Prochaine séance")
        icon = "date"
        place = BESIDE
        template = "home/front/next_sitting.html"


class Road(Live):
    """How many recommendations stand at each stop."""

    def read(self, value, at):
        return {"road": front.road()}

    class Meta:
        label = _("Où en sont les recommandations")
        icon = "list-ol"
        place = BAND
        template = "home/front/road.html"


class Answers(Live):
    """What the assembly answered last."""

    count = blocks.IntegerBlock(label=_("combien de réponses"), default=2, min_value=1, max_value=10)
    with_late = blocks.BooleanBlock(label=_("ajouter la dernière réponse en retard"), default=True, required=False)

    def read(self, value, at):
        late = front.latest_overdue(timezone.localdate(at), 1) if value["with_late"] else []
        return {"answers": front.latest_answers(value["count"]), "late": late}

    class Meta:
        label = _("Dernières réponses de l’assemblée")
        icon = "comment"
        template = "home/front/answers.html"


class Late(Live):
    """Which answers are awaited beyond their date."""

    count = blocks.IntegerBlock(label=_("combien de textes"), default=5, min_value=1, max_value=20)

    def read(self, value, at):
        return {"late": front.latest_overdue(timezone.localdate(at), value["count"])}

    class Meta:
        label = _("Réponses en retard")
        icon = "warning"
        template = "home/front/late.html"


class Figures(Live):
    """Whether the assembly answers."""

    def read(self, value, at):
        return {"stats": front.stats(figures(timezone.localdate(at)))}

    class Meta:
        label = _("Chiffres des réponses")
        icon = "order"
        place = BESIDE
        template = "home/front/figures.html"


class Steps(Live):
    """What happened last, whatever the text."""

    count = blocks.IntegerBlock(label=_("combien d’étapes"), default=5, min_value=1, max_value=20)

    def read(self, value, at):
        return {"events": front.steps(value["count"])}

    class Meta:
        label = _("Dernières étapes des textes")
        icon = "history"
        template = "home/front/steps.html"


class People(Live):
    """Who sits: the co-chairs, and the seats drawn by college."""

    def read(self, value, at):
        return {"people": front.people(timezone.localdate(at))}

    class Meta:
        label = _("Personnes du conseil")
        icon = "group"
        template = "home/front/people.html"


class News(Live):
    """What editors told last, in the language of the page."""

    count = blocks.IntegerBlock(label=_("combien d’actualités"), default=3, min_value=1, max_value=12)

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        return context | front.news(context["page"], value["count"])

    class Meta:
        label = _("Actualités")
        icon = "doc-full-inverse"
        template = "home/front/news.html"


class Subscribe(Live):
    """A call to follow the council."""

    text = blocks.TextBlock(label=_("phrase"), required=False, max_length=300)

    class Meta:
        label = _("Invitation à s’abonner")
        icon = "mail"
        place = BESIDE
        template = "home/front/subscribe.html"


class Prose(blocks.StructBlock):
    """What editors write freely."""

    title = blocks.CharBlock(label=_("titre"), required=False, max_length=120)
    body = blocks.StreamBlock(PROSE, label=_("texte"))

    class Meta:
        label = _("Texte libre")
        icon = "doc-full"
        place = WIDE
        template = "home/front/prose.html"


FRONT = [
    ("next_sitting", NextSitting()),
    ("road", Road()),
    ("answers", Answers()),
    ("figures", Figures()),
    ("late", Late()),
    ("steps", Steps()),
    ("people", People()),
    ("news", News()),
    ("subscribe", Subscribe()),
    ("prose", Prose()),
]
ONCE = {name: {"max_num": 1} for name, _block in FRONT if name != "prose"}


def usual():
    """The parts of a front page that nobody arranged."""
    return [("next_sitting", {}), ("road", {}), ("answers", {"count": 2, "with_late": True}), ("figures", {})]


@dataclass
class Row:
    """A wide part and those beside it; the first row of the page opens it and has none of its own."""

    part: object = None
    beside: list = field(default_factory=list)

    @property
    def place(self):
        return self.part.block.meta.place if self.part else WIDE


def rows(parts) -> list[Row]:
    """Lay the parts in rows: what may stand beside goes to the right of what precedes it, unless that is a band."""
    laid = [Row()]
    for part in parts:
        if part.block.meta.place == BESIDE and laid[-1].place != BAND:
            laid[-1].beside.append(part)
        else:
            laid.append(Row(part))
    return laid
