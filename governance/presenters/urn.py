"""What anybody sees of the urn once a secret ballot is closed: totals and fingerprints (RULES V12)."""

from typing import NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from common.formats import number
from governance.methods import manner_of


class Urn(NamedTuple):
    """The urn of a closed secret ballot. `prints`: (what the papers say, their fingerprints in order)."""

    signatures: str
    withheld: str
    unanimous: bool
    prints: list[tuple[str, list[str]]]
    evidence_url: str


def urn_of(ballot) -> Urn:
    """One query for the papers; none where they were counted in the room."""
    manner = manner_of(ballot)
    found: dict[str, list[str]] = manner.part(ballot).get("commitments", {})
    said = {content for own in (ballot.counts or {}).values() for content, count in own.items() if count}
    return Urn(
        signatures=number(ballot.signatures or 0),
        withheld=_withheld(ballot),
        unanimous=len(said) == manner.slips(ballot),
        prints=[(capfirst(words), found[says]) for says, words in manner.answers(ballot).items() if says in found],
        evidence_url=ballot.evidence_url,
    )


def _withheld(ballot):
    """Which colleges are counted together, so that nobody's vote shows."""
    counts = ballot.counts or {}
    letters = [letter for letter in sorted(ballot.colleges) if letter not in counts]
    if "" not in counts or len(letters) == len(ballot.colleges):
        return ""
    return _("Les collèges %(letters)s sont comptés ensemble : séparément, leur résultat dirait qui a voté quoi.") % {
        "letters": ", ".join(letters)
    }
