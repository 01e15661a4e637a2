"""Ballot papers to print, four to a sheet, to cut along the marks: for votes held on paper (RULES V2, V12).

They carry no number, no name and nothing that differs from one to the next.
"""

from django.utils.translation import gettext as _

from common.formats import long_date
from common.identity import identity
from deliberations.wording import council_language
from governance.enums import Choice, Method
from governance.methods import default_scale, manner_of
from governance.models import Ballot
from reports.kit import Document, Furniture
from reports.papers import Paper, Papers

SPARE = 5  # percent, for papers that are spoilt before they are cast


@council_language()
def papers_of(item):
    """The question, the choices and the number of papers that a vote on this item asks for.

    Those of the ballot that is open on it where it asks a question of its own; otherwise whether the text is adopted.
    """
    seats = item.sitting.body.colleges.filter(seats__votes=True).values("seats").count()
    open_ballot = Ballot.objects.open().filter(agenda_link__item=item).first()
    asked = open_ballot and manner_of(open_ballot).asked
    return {
        "question": open_ballot.question if asked else _question(item),
        "options": "\n".join(_offered(open_ballot) if asked else [str(choice.label).capitalize() for choice in Choice]),
        "mentions": bool(asked) and open_ballot.method == Method.PREFERENCE,
        "copies": max(4, seats + seats * SPARE // 100),
    }


def _offered(ballot):
    return ballot.terms.get("options") or ballot.terms["standing"]


def _question(item):
    if item.recommendation is None:
        return item.title
    facts = {"number": item.recommendation.number, "title": item.recommendation.title}
    return _("Adoptez-vous le texte %(number)s, « %(title)s » ?") % facts


@council_language()
def draw_papers(sitting, item, *, question, options, mentions, copies, created):
    """Draw the papers; return the PDF's bytes."""
    document = Document(
        title=_("Bulletins · %(title)s") % {"title": item.title},
        language="fr",
        created=created,
        show_title=False,
        furniture=Furniture(bare=True),
    )
    paper = Paper(
        issuer=identity().full,
        occasion=_("%(sitting)s, %(day)s, point %(n)s")
        % {"sitting": sitting.title, "day": long_date(sitting.starts_at), "n": item.position},
        question=question,
        options=tuple(options),
        grades=tuple(default_scale()) if mentions else (),
        instruction=_("Cochez une case par ligne.") if mentions else _("Cochez une seule case."),
    )
    for start in range(0, copies, Papers.PER_SHEET):
        document.add(Papers(paper, document.root, min(Papers.PER_SHEET, copies - start)))
    return document.render()
