"""A council's past recommendations from its spreadsheet, through the services: all or nothing (RULES E2).

docs/import.md documents the columns for who keeps the file.
"""

from functools import partial

from django.utils.translation import gettext as _

from common.slugs import slug_of
from common.spreadsheets import BadCell, bring_in
from council.models import Person
from governance.columns import COLUMNS
from governance.enums import Kind
from governance.models import Recommendation, Version
from governance.services import Past, take_over, theme_named
from territory.models import Organisation, Place

CELL_OF = {"on_behalf_of": "organisation", "year": "number", "sequence": "number"}
AS_THEY_ARE = (
    "title", "summary", "body", "rationale", "state", "submitted_on", "voted_on", "votes_for", "votes_against",
    "abstentions", "sent_on", "due_on", "outcome", "answered_on", "postponed_to", "deliberation_number", "reason",
)  # fmt: skip


def import_recommendations(source, *, by, at, check=False):
    """Bring a spreadsheet of recommendations in (path, open file or bytes); return the Report.

    With `check`, or when a single cell is wrong, nothing is written. Raises Unreadable for what is no spreadsheet,
    NotAllowed when `by` is not of the secretariat.
    """
    write = partial(_bring_in, by=by, at=at)
    return bring_in(source, COLUMNS, write, blame="number", check=check, cell_of=CELL_OF)


def _bring_in(row, **act):
    """One row: a recommendation. What is recorded already is left as it is."""
    past = _past(row)
    recorded = Recommendation.objects.filter(number=past.number).first()
    if recorded is None:
        take_over(past, **act)
        return "created"
    if recorded.versions.order_by("number").first().digest != Version.digest_of(past.words):
        raise BadCell(
            "number",
            _("Ce numéro est déjà celui de « %(title)s » : un texte enregistré ne se remplace pas.")
            % {"title": recorded.title},
        )
    return "unchanged"


def _past(row):
    year, sequence = row["number"]
    return Past(
        year=year,
        sequence=sequence,
        kind=row["kind"] or Kind.RECOMMENDATION.value,
        author=_author(row["author"]),
        on_behalf_of=_organisation(row["organisation"]),
        themes=tuple(theme_named(name) for name in row["themes"]),
        places=tuple(_place(name) for name in row["places"]),
        **{name: row[name] for name in AS_THEY_ARE},
    )


def _author(said):
    """The person of this e-mail, or of this name in either order."""
    if "@" in said:
        found = list(Person.objects.filter(email__iexact=said))
    else:
        wanted = sorted(slug_of(said).split("-"))
        found = [person for person in Person.objects.all() if sorted(slug_of(str(person)).split("-")) == wanted]
    if not found:
        raise BadCell("author", _("Personne n’est connu sous ce nom : importez d’abord les membres, anciens compris."))
    if len(found) > 1:
        raise BadCell("author", _("Plusieurs personnes portent ce nom : indiquez le courriel."))
    return found[0]


def _organisation(said):
    if not said:
        return None
    wanted = slug_of(said)
    named = [o for o in Organisation.objects.all() if wanted in (slug_of(o.name), slug_of(o.short_name or o.name))]
    if len(named) != 1:
        raise BadCell("organisation", _("Aucune organisation n’est connue sous ce nom, ou plusieurs le sont."))
    return named[0]


def _place(said):
    wanted = slug_of(said)
    found = next((place for place in Place.objects.all() if slug_of(place.name) == wanted), None)
    if found is None:
        raise BadCell("places", _("« %(name)s » n’est pas une commune du territoire.") % {"name": said})
    return found
