"""What the council is called. Editors say it at the top of the house; below, it is asked for here (a named hook)."""

from dataclasses import dataclass

from django.conf import settings
from wagtail import hooks

HOOK = "council_identity"


@dataclass(frozen=True)
class Identity:
    """A name, and the place that follows it: « Conseil de l’ESS », « de l’Eurométropole »."""

    name: str
    place: str = ""

    @property
    def full(self) -> str:
        """Name and place in one line."""
        return f"{self.name} {self.place}".strip()


def identity() -> Identity:
    """The council as its editors named it, or else as the settings do."""
    return next((told() for told in hooks.get_hooks(HOOK)), from_settings())


def from_settings() -> Identity:
    """What an installation is called before anybody names it."""
    return Identity(settings.COUNCIL_NAME, settings.COUNCIL_PLACE)
