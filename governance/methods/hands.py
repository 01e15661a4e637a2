"""The show of hands: the secretariat enters what was counted in the room."""

from django.utils.translation import gettext as _

from common.lifecycle import Refused
from governance.enums import Method

from .counts import check_counts
from .manner import Manner


def closing(ballot):
    """Nothing closes before the counts are entered."""
    if ballot.counts is None:
        raise Refused(_("Saisissez d’abord le décompte des mains levées."))


SHOW_OF_HANDS = Manner(
    name="show_of_hands", method=Method.SHOW_OF_HANDS, entered=True, entering=check_counts, closing=closing,
    tally=lambda ballot: ballot.counts, part=lambda ballot: {"counts": ballot.counts},
)  # fmt: skip
