"""Small words for templates: icons, badges of a state, components that wrap a content, language links."""

from typing import NamedTuple

from django import template
from django.template.loader import get_template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from common.stylesheet import stylesheet
from common.written import as_written, council_lang

register = template.Library()
register.simple_tag(council_lang)
register.filter(as_written)


class Face(NamedTuple):
    """What a state looks like: a colour family of tokens.css and an icon of the sprite."""

    family: str
    icon: str


IN_DISCUSSION = "messages-square"
FACES = {
    # a recommendation (RULES R2)
    "draft": Face("stone", "pencil-line"),
    "submitted": Face("ochre", "inbox"),
    "admissible": Face("ochre", IN_DISCUSSION),
    "inadmissible": Face("stone", "ban"),
    "drafting": Face("ochre", IN_DISCUSSION),
    "ready": Face("ochre", IN_DISCUSSION),
    "scheduled": Face("ochre", "calendar-days"),
    "in_discussion": Face("ochre", IN_DISCUSSION),
    "adopted": Face("moss", "check"),
    "rejected": Face("stone", "x"),
    "transmitted": Face("river", "send"),
    "acknowledged": Face("river", "inbox"),
    "answered": Face("plum", "reply"),
    "in_implementation": Face("moss", "sprout"),
    "implemented": Face("moss", "circle-check"),
    "evaluated": Face("moss", "badge-check"),
    "abandoned": Face("stone", "archive"),
    "withdrawn": Face("stone", "undo-2"),
    "merged": Face("stone", "merge"),
    "overdue": Face("alarm", "clock-alert"),
    # an amendment
    "to_vote": Face("ochre", "vote"),
    "integrated": Face("moss", "merge"),
    "lapsed": Face("stone", "archive"),
    # the assembly's answer, an amendment
    "accepted": Face("moss", "check"),
    "in_part": Face("ochre", "circle-dot-dashed"),
    "declined": Face("stone", "x"),
    "postponed": Face("ochre", "hourglass"),
    "no_quorum": Face("ochre", "users"),
    # a choice among options, an election
    "chosen": Face("moss", "circle-check"),
    "elected": Face("moss", "circle-check"),
    "next_round": Face("ochre", "hourglass"),
    "not_elected": Face("stone", "x"),
    "tie": Face("ochre", "circle-question-mark"),
    # a step of the follow-up, an action
    "planned": Face("river", "calendar"),
    "doing": Face("moss", "sprout"),
    "done": Face("moss", "check"),
    "late": Face("alarm", "clock-alert"),
    "dropped": Face("stone", "x"),
    # a sitting, a ballot
    "convened": Face("river", "mail"),
    "open": Face("accent", "play"),
    "closed": Face("ochre", "lock"),
    "proclaimed": Face("moss", "gavel"),
    "void": Face("stone", "ban"),
    "cancelled": Face("stone", "ban"),
    "adjourned": Face("ochre", "hourglass"),
    # minutes
    "circulated": Face("river", "mail"),
    "approved": Face("moss", "badge-check"),
    "published": Face("moss", "file-check"),
    # who comes, what reached them
    "coming": Face("moss", "check"),
    "room": Face("moss", "check"),
    "remote": Face("river", "monitor"),
    "represented": Face("ochre", "users"),
    "excused": Face("stone", "x"),
    "sent": Face("moss", "mail"),
    "failed": Face("alarm", "triangle-alert"),
    "no_address": Face("stone", "ban"),
    "waiting": Face("stone", "hourglass"),
    "sending": Face("river", "send"),
    "uncertain": Face("ochre", "circle-question-mark"),
    # an item that a member asked for
    "pending": Face("ochre", "inbox"),
    "refused": Face("stone", "x"),
    # an opinion that was asked for
    "awaited": Face("ochre", "hourglass"),
    "given": Face("moss", "circle-check"),
}
UNKNOWN = Face("stone", "info")


@register.simple_tag
def icon(name):
    """A drawing of the sprite, hidden from assistive technology: a word always stands beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        static("icons/sprite.svg"),
        name,
    )


@register.simple_tag
def state_badge(state, label, overdue=False):
    """The state of a record as word, icon and colour; `overdue` keeps the word and takes the alarm's face."""
    face = FACES["overdue"] if overdue else FACES.get(str(state), UNKNOWN)
    shown = {"family": face.family, "icon": face.icon, "label": capfirst(str(label)), "state": state}
    return get_template("components/state_badge.html").render(shown)


@register.simple_block_tag(end_name="endcomponent")
def component(content, name, **parameters):
    """Wrap what stands between the tags in templates/components/<name>.html, as its `content`."""
    return get_template(f"components/{name}.html").render({"content": content, **parameters})


@register.filter
def page_numbers(page):
    """The numbers to show in a pagination, with an ellipsis where some are left out."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.simple_tag
def stylesheet_url():
    """The address of the joined style sheet, which changes with its content."""
    return reverse("stylesheet", args=[stylesheet().digest])


@register.simple_tag
def keep(name):
    """Attributes of a <form> whose texts the browser keeps while they are typed; `name` says which form it is."""
    return format_html(
        'data-keep="{}" data-keep-found="{}" data-keep-restore="{}" data-keep-forget="{}"',
        name,
        _("Un texte non enregistré a été retrouvé sur cet appareil."),
        _("Le reprendre"),
        _("L’oublier"),
    )


class Language(NamedTuple):
    """A language one can switch to, and the address of this page in it."""

    code: str
    name: str
    url: str
    current: bool


LANGUAGES = {"fr": "Français", "en": "English", "de": "Deutsch"}


@register.simple_tag(takes_context=True)
def language_links(context):
    """The address of the page being read in each language: French at the root, others under their code."""
    request = context.get("request")
    path = _without_language(request.path if request else "/")
    current = get_language()
    return [
        Language(code, name, path if code == "fr" else f"/{code}{path}", code == current)
        for code, name in LANGUAGES.items()
    ]


@register.simple_tag
def language_root():
    """Where the site begins in the language being read."""
    code = get_language()
    return "/" if code in (None, "fr") else f"/{code}/"


def _without_language(path):
    code, slash, rest = path.removeprefix("/").partition("/")
    return f"/{rest}" if slash and code in LANGUAGES else path


@register.simple_tag
def message_face(tags):
    """Family, icon and spoken word of a message, from Django's level tags ("success", "error"…)."""
    for level, family, name, word in MESSAGES:
        if level in (tags or ""):
            return {"family": family, "icon": name, "word": word}
    return {"family": "river", "icon": "info", "word": _("Information")}


MESSAGES = (
    ("error", "alarm", "circle-alert", _("Erreur")),
    ("warning", "ochre", "triangle-alert", _("Attention")),
    ("success", "moss", "circle-check", _("C’est fait")),
)
