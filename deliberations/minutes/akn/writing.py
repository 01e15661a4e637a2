"""The whole document as bytes: the same value and seal give the same ones."""

from django.utils.translation import gettext as _

from common.akn import node, written
from deliberations.minutes.document import MinutesDocument, Seal
from deliberations.wording import council_language

from .body import Body
from .meta import meta
from .people import People


@council_language()
def to_akn(minutes: MinutesDocument, seal: Seal) -> bytes:
    """The minutes as an Akoma Ntoso `debate`, valid against the OASIS schema."""
    people = People()
    body = Body(minutes, people)
    parts = [body.preface(), body.debate(), body.conclusions(_signatories(minutes))]
    debate = node("debate", meta(minutes, seal, people), *parts, name="proces-verbal", contains="originalVersion")
    return written(debate)


def _signatories(minutes):
    chairs = [(", ".join((_("Présidence de séance"), chair.quality)), chair.name) for chair in minutes.chairs]
    return [*chairs, (_("Secrétariat de séance"), minutes.secretary)]
