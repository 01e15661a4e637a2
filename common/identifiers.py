"""Numbers by which organisations are known: SIRET (Sirene) and RNA.

Neither is ever required: foreign partners have no SIRET, and the RNA does not cover Alsace and Moselle.
"""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.typography import NARROW

__all__ = ["bare", "format_siret", "siret_problem", "validate_rna", "validate_siret"]

LA_POSTE = "356000000"


def bare(value: str) -> str:
    """The identifier without the spaces, dots and dashes people put into it, in capitals."""
    return re.sub(r"[\s.\-_]", "", value).upper()


def format_siret(value: str) -> str:
    """« 341 672 110 00054 »; anything that is not fourteen digits is given back as it is."""
    digits = bare(value or "")
    if not re.fullmatch(r"[0-9]{14}", digits):
        return value or ""
    return NARROW.join((digits[:3], digits[3:6], digits[6:9], digits[9:]))


def siret_problem(value: str):
    """What is wrong with a SIRET, as a sentence that says what would make it right; None when nothing is."""
    digits = bare(value)
    if not re.fullmatch(r"[0-9]*", digits):
        return _("Un SIRET ne contient que des chiffres\u202f: 14, espaces non compris.")
    if len(digits) == 9:
        return _("Ces 9 chiffres sont un SIREN\u202f: ajoutez les 5 chiffres de l’établissement pour faire un SIRET.")
    if len(digits) != 14:
        return _("Un SIRET compte 14 chiffres\u202f; celui-ci en compte %(count)s.") % {"count": len(digits)}
    if not _keyed(digits):
        return _("Ce SIRET n’existe pas\u202f: sa clé de contrôle est fausse. Vérifiez chaque chiffre.")
    return None


def validate_siret(value: str):
    """Django validator: raises ValidationError (code `siret`) with the sentence of `siret_problem`."""
    if problem := siret_problem(value):
        raise ValidationError(problem, code="siret")


def validate_rna(value: str):
    """Django validator for an RNA number: raises ValidationError (code `rna`)."""
    if not re.fullmatch(r"W[0-9]{9}", bare(value)):
        raise ValidationError(
            _(
                "Un numéro RNA est la lettre W suivie de 9 chiffres. "
                "Une association d’Alsace ou de Moselle n’en a pas\u202f: laissez vide."
            ),
            code="rna",
        )


def _keyed(digits: str) -> bool:
    """Luhn's key; the establishments of La Poste outnumber it and only add up to a multiple of five."""
    if digits.startswith(LA_POSTE) and sum(map(int, digits)) % 5 == 0:
        return True
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(n - 9 if n > 9 else n for n in doubled) % 10 == 0
