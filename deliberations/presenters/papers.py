"""Papers of the items as pages show them (RULES S4)."""

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _

from council.enums import Visibility
from deliberations.rules import papers_visible_to


def papers_by_item(sitting, items, user, at):
    """Return the papers that somebody may read, by key of their item: one query."""
    shown = {}
    for paper in papers_visible_to(user, at).filter(item__in=items).order_by("pk"):
        shown.setdefault(paper.item_id, []).append(paper_line(paper, sitting))
    return shown


def paper_line(paper, sitting):
    """One paper: what it is, how to get it, whether it came late or is for the members only."""
    marks = []
    if paper.visibility != Visibility.PUBLIC:
        marks.append({"icon": "lock", "family": "plum", "text": _("réservé aux membres")})
    if paper.is_late(sitting):
        marks.append({"icon": "history", "family": "ochre", "text": _("ajouté après la convocation")})
    return {
        "pk": paper.pk,
        "title": paper.title,
        "url": reverse("deliberations:paper", args=[sitting.slug, paper.pk]),
        "facts": f"{paper.kind}, {filesizeformat(paper.size)}",
        "marks": marks,
    }
