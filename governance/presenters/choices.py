"""The voices of a person in an open ballot, and the three big choices of a vote for or against."""

from django.utils.translation import gettext as _

from council.rules import person_of
from governance.enums import Choice
from governance.methods import manner_of

FACES = {Choice.FOR: ("moss", "check"), Choice.AGAINST: ("accent", "x"), Choice.ABSTAIN: ("stone", "minus")}


def choices(chosen=None):
    """The choices in their order, the one that was made checked."""
    return [
        {"value": c.value, "label": c.label.capitalize(), "family": family, "icon": icon, "checked": c == chosen}
        for c, (family, icon) in FACES.items()
    ]


def own_voices(ballot, user):
    """The voices that somebody carries in a ballot, with what each has cast (RULES P5). One query."""
    related = filter(None, ("seat", "person", manner_of(ballot).mark))
    return list(ballot.electors.cast_by(person_of(user)).select_related(*related))


def legend(voice):
    """« Votre voix · B-04 · Emmaüs », or whose proxy it is."""
    whose = _("Pouvoir de %(person)s") % {"person": voice.person} if voice.by_proxy else _("Votre voix")
    return f"{whose} · {voice.seat.code} · {voice.label}"
