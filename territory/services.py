"""Bringing actors and places in without undoing what people corrected (RULES D1, D3)."""

import json
from pathlib import Path

from django.db import transaction

from common.history import save_signed
from common.identifiers import bare
from common.slugs import free_slug, slug_of
from territory.models import Organisation, Place

COMMUNES = Path(__file__).parent / "data" / "communes-eurometropole.json"
IMPORTED = "import"


@transaction.atomic
def upsert_organisation(*, name, siret="", by=None, at, **fields):
    """Find an organisation by SIRET, else by name without accents, case or punctuation, or create it (D1).

    Returns (organisation, what was done: "created", "changed" or "same"). A field whose value a person wrote is left
    as it is (D3); an empty value given changes nothing.
    """
    given = {"name": name.strip(), "siret": bare(siret or "") or None, **fields}
    organisation = find_organisation(name=name, siret=given["siret"])
    if organisation is None:
        organisation = Organisation(slug=free_slug(name, Organisation.objects), **given)
        return _imported(organisation, by, at), "created"
    changes = _welcome_changes(organisation, given)
    for field, value in changes.items():
        setattr(organisation, field, value)
    return (_imported(organisation, by, at), "changed") if changes else (organisation, "same")


def find_organisation(*, name, siret=None):
    """Return the organisation of this SIRET, else the one of this name, or None.

    A name is not enough where both sides have a SIRET and they differ: those are two establishments.
    """
    if siret and (found := Organisation.objects.filter(siret=siret).first()):
        return found
    named = Organisation.objects.filter(slug=slug_of(name, 115)).first()
    return None if named and siret and named.siret else named


def written_by_hand(organisation, field):
    """Whether the present value of a field was written by a person rather than by an import (RULES D3)."""
    reason, value = IMPORTED, None
    for row in organisation.history.order_by("history_id"):
        if getattr(row, field) != value:
            reason, value = row.history_change_reason, getattr(row, field)
    return reason != IMPORTED


@transaction.atomic
def load_places(path=COMMUNES):
    """Create or refresh the communes of the territory from the data file; return how many there are."""
    communes = json.loads(Path(path).read_text(encoding="utf-8"))["membres"]
    for commune in communes:
        Place.objects.update_or_create(
            code=commune["code"],
            defaults={
                "name": commune["nom"],
                "siren": commune["siren"],
                "population": commune["populationMunicipale"],
            },
        )
    return len(communes)


def _welcome_changes(organisation, given):
    """The values given that differ from what is there and may replace it."""
    return {
        field: value
        for field, value in given.items()
        if value
        and value != getattr(organisation, field)
        and not (getattr(organisation, field) and written_by_hand(organisation, field))
    }


def _imported(organisation, by, at):
    organisation.full_clean()
    return save_signed(organisation, by=by, at=at, reason=IMPORTED)
