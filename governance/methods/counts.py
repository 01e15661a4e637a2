"""Counts that the secretariat enters: what can be true of them (RULES V2, V6)."""

from django.utils.translation import gettext as _

from common.lifecycle import Refused


def in_all(counts):
    """Everything that was counted, whatever the college and the choice."""
    return sum(sum(own.values()) for own in counts.values())


def check_counts(ballot):
    """Raise Refused, with the numbers, where more was counted than there are voices in the room or in a college."""
    whole = _whole(ballot)
    for college, own in sorted(ballot.counts.items()):
        _check(sum(own.values()), ballot.colleges.get(college, whole), college)
    check_whole(ballot, in_all(ballot.counts))


def check_whole(ballot, counted):
    """Raise Refused, with the numbers, where more was counted than there are voices in the room."""
    _check(counted, _whole(ballot), "")


def _whole(ballot):
    return {"present": ballot.present, "represented": ballot.represented}


def _check(counted, seats, college):
    voices = seats["present"] + seats["represented"]
    if counted <= voices:
        return
    facts = {"counted": counted, "voices": voices, "college": college}
    if college:
        words = _(
            "Collège %(college)s : %(counted)s votes comptés, alors qu’il y a %(voices)s voix "
            "présentes ou représentées. Recomptez."
        )
    else:
        words = _("%(counted)s votes comptés, alors qu’il y a %(voices)s voix présentes ou représentées. Recomptez.")
    raise Refused(words % facts)
