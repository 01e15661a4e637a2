"""The three big choices of a vote for or against, as every screen on which one votes shows them."""

from governance.enums import Choice

FACES = {Choice.FOR: ("moss", "check"), Choice.AGAINST: ("accent", "x"), Choice.ABSTAIN: ("stone", "minus")}


def choices(chosen=None):
    """The choices in their order, the one that was made checked."""
    return [
        {"value": c.value, "label": c.label.capitalize(), "family": family, "icon": icon, "checked": c == chosen}
        for c, (family, icon) in FACES.items()
    ]
