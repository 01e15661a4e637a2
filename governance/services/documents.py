"""The document of a transmission: drawn once, kept with its digest, and drawn again alike (RULES T1, M4)."""

import hashlib

from django.core.files.base import ContentFile

from governance.papers import draw_letter, letter_of
from register.models import Anchor
from register.services import anchor


def issue(transmission, *, at):
    """Draw the document under the present head of the register, anchor that head, keep the bytes (RULES A3).

    Runs in the caller's transaction. Returns the Transmission.
    """
    printed = anchor(printed_in=printed_in(transmission), at=at)
    content = draw_letter(letter_of(transmission, anchored=printed))
    transmission.document_digest = hashlib.sha256(content).hexdigest()
    transmission.document.save(f"{transmission.recommendation.number}.pdf", ContentFile(content), save=False)
    transmission.save()
    return transmission


def redraw(transmission):
    """Draw the document again from the record: the bytes that were kept, as long as the record is what it was (M4)."""
    printed = Anchor.objects.get(printed_in=printed_in(transmission))
    return draw_letter(letter_of(transmission, anchored=printed))


def printed_in(transmission):
    """How the register names the document that carries its head."""
    return f"transmission {transmission.recommendation.number}"
