"""What a text typed or imported may hold: signs that people see, and no more of them than anybody reads.

Every text field of every form and every cell of a spreadsheet is checked by `legible`: `watch_every_form` makes it one
of the validators that Django's text fields have by themselves, so that no form has to remember it.
"""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from common.formats import number

__all__ = ["LONGEST", "legible", "watch_every_form"]

LONGEST = 30_000  # signs: ten pages; a longer one would only serve to keep the server busy
# Control signs, which feeds, calendars and spreadsheets cannot hold; lone halves of signs; what turns the direction of
# reading round, so that a text says to the eye what it does not say; spaces and marks without width. Joiners stay:
# several scripts and many emoji are written with them, and a soft hyphen is only where a line may break.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_BEFORE = 20  # signs shown to find the place again


def legible(text):
    """Raise ValidationError, with a sentence that says where, for a sign that nobody sees or for too many signs.

    What a text field has already turned into something else, as a UUID, is no longer a text.
    """
    if not isinstance(text, str):
        return
    if len(text) > LONGEST:
        raise ValidationError(
            _("Ce texte compte %(signs)s signes ; la limite est de %(limit)s. Raccourcissez-le, ou partagez-le.")
            % {"signs": number(len(text)), "limit": number(LONGEST)}
        )
    if found := _UNSEEN.search(text):
        before = " ".join(text[max(0, found.start() - _BEFORE) : found.start()].split())
        code = f"U+{ord(found[0]):04X}"
        where = _("après « %(words)s »") % {"words": before} if before else _("au début")
        raise ValidationError(
            _("Ce texte contient un signe invisible (%(code)s) %(where)s : effacez ce passage et retapez-le.")
            % {"code": code, "where": where}
        )


def watch_every_form():
    """Let all text fields refuse what is not legible; called once, before any form is declared."""
    for field in (forms.CharField, forms.EmailField, forms.URLField, forms.SlugField):
        if legible not in field.default_validators:
            field.default_validators = [*field.default_validators, legible]
