"""What changes by the second: the quorum and the turnout, never a result before closing (RULES V10)."""

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.formats import number
from common.keeping import not_kept
from council.rules import person_of
from deliberations.enums import SittingState
from deliberations.models.room import quorum_rule, read_room
from deliberations.services.conduct import is_carried_over, recused_seats
from deliberations.services.presence import open_ballots
from deliberations.wording import quorum_sentence
from governance.methods import manner_of
from governance.presenters.amendments import sentences_of

SHOWN = 3  # changes of an amendment that a wall can show


def live(sitting, at, item=None, room=None):
    """Return the quorum of this minute for the item, and the turnout of the open ballot, in constant queries."""
    not_kept()
    room = room or read_room(sitting)
    second_call = is_carried_over(item) if item else None
    roll = room.roll(at, recused_seats(item))
    quorum = roll.quorum(quorum_rule(sitting, second_call=second_call))
    ballot = open_ballots(sitting).select_related("agenda_link", "amendment", "version").first()
    return {
        "roll": roll,
        "quorum": quorum,
        "lost_at": lost_at(sitting) if quorum.stops else None,
        "sentence": quorum_sentence(quorum),
        "figures": figures(quorum),
        "turnout": turnout(ballot) if ballot else None,
        "amendment": amendment_of(ballot) if ballot else None,
        "counting": sitting.state in (SittingState.CONVENED, SittingState.OPEN),
    }


def amendment_of(ballot):
    """The amendment put to the vote in the open ballot, and what it asks, for the wall (RULES R4); or None."""
    return ballot.amendment and {"label": ballot.amendment.label, "asks": sentences_of(ballot.wording)[:SHOWN]}


def lost_at(sitting):
    """Since when an open sitting has no quorum, as it was noted then; None when it was never reached (RULES Q3)."""
    if sitting.state != SittingState.OPEN:
        return None
    last = sitting.quorum_checks.filter(item=None).last()
    return last.at if last and not last.met else None


def ballots_of(sitting, user):
    """Return the open ballots of a sitting in which this account has a voice, its own or by proxy (RULES P5)."""
    person = person_of(user)
    if person is None or sitting.state != SittingState.OPEN:
        return []
    mine = open_ballots(sitting).filter(electors__caster=person)
    return list(mine.select_related("version__recommendation").distinct())


def figures(quorum):
    """The figures of the component "quorum": seats present, proxies, what is required."""
    seats = max(1, quorum.entitled)
    text = ngettext("présent", "présents", quorum.present)
    if quorum.represented:
        proxies = ngettext("%(n)s pouvoir", "%(n)s pouvoirs", quorum.represented) % {"n": number(quorum.represented)}
        text = f"{text} + {proxies}"
    need = ngettext("%(needed)s requis sur %(n)s siège en exercice", "%(needed)s requis sur %(n)s sièges en exercice",
                    quorum.entitled)  # fmt: skip
    return {
        "text": text,
        "need": need % {"needed": number(quorum.needed), "n": number(quorum.entitled)},
        "share": min(100, 100 * quorum.counted // seats),
        "limit": min(100, 100 * quorum.needed // seats),
    }


def turnout(ballot):
    """How many votes came in, of how many: all that anybody learns before closing (RULES V10). One query."""
    mark = manner_of(ballot).mark
    if not mark:
        return None
    counts = ballot.electors.aggregate(voices=Count("pk"), cast=Count(mark))
    cast, voices = counts["cast"], counts["voices"]
    words = ngettext("%(cast)s vote reçu sur %(voices)s", "%(cast)s votes reçus sur %(voices)s", cast)
    return {
        "ballot": ballot,
        "item": ballot.agenda_link.item_id,
        "cast": cast,
        "voices": voices,
        "words": words % {"cast": number(cast), "voices": number(voices)},
        "text": f"{words % {'cast': number(cast), 'voices': number(voices)}} · "
        + _("les résultats restent cachés jusqu’à la clôture"),
    }
