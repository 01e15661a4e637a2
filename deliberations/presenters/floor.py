"""Who speaks, who waits, who spoke how long; the motions of an item (RULES S11)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from common.formats import lasting
from council.models.overview import FAMILIES
from deliberations.models import SpeakerTurn
from deliberations.speaking import Spoken, Wish, fair_order, shares

GUESTS = ""


@dataclass(frozen=True)
class Line:
    """One turn as the list shows it: who, in whose name, its college's colour, whether it would be fair to be next."""

    turn: SpeakerTurn
    who: str
    label: str
    family: str
    hinted: bool = False


@dataclass(frozen=True)
class Share:
    """What one college spoke: in words, and in percent of what was spoken in all."""

    label: str
    family: str
    words: str
    percent: int


def floor_of(item, colleges, at):
    """Return the list of speakers of an item and its speaking times: one query. `colleges`: those of the day."""
    letters = {college.letter: college for college in colleges}
    families = {letter: FAMILIES[n % len(FAMILIES)] for n, letter in enumerate(letters)}
    turns = list(item.turns.with_names())
    spoken = [Spoken(speaker_of(turn), letter_of(turn), turn.seconds(at)) for turn in turns if turn.started_at]
    waiting = [turn for turn in turns if turn.started_at is None]
    hint = hinted(waiting, spoken)
    lines = {turn.pk: _line(turn, families, hint) for turn in turns}
    speaking = next((turn for turn in turns if turn.started_at and turn.ended_at is None), None)
    return {
        "speaking": lines[speaking.pk] if speaking else None,
        "waiting": [lines[turn.pk] for turn in waiting],
        "shares": shares_of(spoken, letters, families),
        "total": lasting(sum(turn.seconds for turn in spoken)) if spoken else "",
        "times": len(spoken),
    }


def hinted(waiting, spoken):
    """The key of the member who would be heard next to even things out, where that is not the first of the list."""
    members = [turn for turn in waiting if turn.seat]
    fair = fair_order([Wish(turn.pk, speaker_of(turn), letter_of(turn)) for turn in members], spoken)
    return fair[0] if fair and fair[0] != members[0].pk else None


def shares_of(spoken, letters, families):
    """The bars of the speaking times: each college of the day, and guests where any were heard."""
    seconds = shares(spoken, list(letters))
    total = sum(seconds.values())
    return [
        Share(
            label=str(letters[letter]) if letter in letters else _("Personnes entendues"),
            family=families.get(letter, "stone"),
            words=lasting(spent),
            percent=round(100 * spent / total) if total else 0,
        )
        for letter, spent in seconds.items()
    ]


def speaker_of(turn):
    """Who is counted as one speaker: a person, or a name that was given."""
    return str(turn.person_id or turn.guest)


def letter_of(turn):
    return turn.seat.college.letter if turn.seat else GUESTS


def _line(turn, families, hint):
    label = turn.seat.code if turn.seat else _("personne entendue")
    return Line(turn, str(turn), label, families.get(letter_of(turn), "stone"), hinted=turn.pk == hint)
