"""The objections of a consent round as pages show them: who, why, and what became of each (RULES V14)."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from common.formats import clock
from governance.enums import ConsentChoice, ObjectionState
from governance.models import Objection

FACES = {
    ConsentChoice.CONSENT: ("moss", "check"),
    ConsentChoice.ASIDE: ("stone", "minus"),
    ConsentChoice.OBJECTION: ("accent", "hand"),
}


class Heard(NamedTuple):
    """One objection; `may_be_met` where the text was changed since it was first raised."""

    objection: Objection
    who: str
    seat: str
    reason: str
    state: str
    fate: str
    carried: bool
    may_be_met: bool


def heard_in(ballot) -> list[Heard]:
    """Every objection of a round, in the order in which they were raised. One query."""
    related = ("elector__ballot", "carried_from__elector__ballot")
    found = Objection.objects.filter(elector__ballot=ballot).in_order().select_related(*related)
    return [_heard(objection) for objection in found]


def _heard(objection):
    seat = objection.elector.seat
    return Heard(
        objection=objection,
        who=str(objection.elector.person),
        seat=seat.code,
        reason=objection.reason,
        state=objection.state,
        fate=fate_words(objection),
        carried=objection.carried_from_id is not None,
        may_be_met=objection.state == ObjectionState.STANDING and objection.met_by_text(),
    )


def fate_words(objection) -> str:
    """« subsiste », « retirée à 19 h 12 », « levée à 19 h 15 : l’amendement 3 »."""
    if objection.state == ObjectionState.STANDING:
        return _("subsiste")
    facts = {"at": clock(objection.settled_at), "what": objection.met_by}
    return (
        _("retirée à %(at)s") if objection.state == ObjectionState.WITHDRAWN else _("levée à %(at)s : %(what)s")
    ) % facts


def consent_choices(chosen=None):
    """The three answers of a consent round, each with what it means."""
    words = {
        ConsentChoice.CONSENT: (_("Je consens"), _("Ce texte me convient, ou me convient assez pour l’essayer.")),
        ConsentChoice.ASIDE: (
            _("Je me mets en retrait"), _("Je ne porte pas ce texte, mais je ne l’empêche pas : il peut être adopté."),
        ),
        ConsentChoice.OBJECTION: (
            _("J’objecte"),
            _("Ce texte nuirait, et je dis en quoi. Tant que mon objection subsiste, il n’est pas adopté."),
        ),
    }  # fmt: skip
    return [
        {"value": c.value, "label": words[c][0], "hint": words[c][1], "family": FACES[c][0], "icon": FACES[c][1],
         "checked": c == chosen}
        for c in ConsentChoice
    ]  # fmt: skip
