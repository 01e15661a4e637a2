"""A message as one value: drawn as plain text and as simple HTML in the house's face, so that both say the same.

No image and no style of another host; nothing in it tells who opened it (RULES G4).
"""

import re
from dataclasses import dataclass

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from common.identity import identity

__all__ = ["Line", "Mail", "message", "one_line"]

BREAKS = re.compile("[ \t\r\n\x0b\x0c\x1c-\x1f\x85\u2028\u2029]+")
AUTOMATIC = {"Auto-Submitted": "auto-generated"}  # no absence notice answers it (RFC 3834)


@dataclass(frozen=True)
class Line:
    """One thing a message speaks of: what, where to read it, a word about it."""

    title: str
    url: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Mail:
    """What one person is told: the subject, sentences, things listed, the one thing to do, what stands at the foot."""

    subject: str
    paragraphs: tuple[str, ...]
    lines: tuple[Line, ...] = ()
    action: Line | None = None
    foot: tuple[Line, ...] = ()


def message(mail: Mail, *, to, language, connection=None, headers=None, attachments=()):
    """Return the message for one address, in a language. `attachments`: (name, bytes, media type)."""
    with translation.override(language):
        words = {
            "mail": mail, "language": language, "council": identity().full,
        }  # fmt: skip
        drawn = EmailMultiAlternatives(
            subject=one_line(mail.subject),
            body=render_to_string("mail/message.txt", words),
            to=[to],
            connection=connection,
            headers=AUTOMATIC | (headers or {}),
        )
        drawn.attach_alternative(render_to_string("mail/message.html", words), "text/html")
    for attached in attachments:
        drawn.attach(*attached)
    return drawn


def one_line(subject):
    """A subject as a message may carry it: a line break in a title would begin another header; fine spaces stay."""
    return BREAKS.sub(" ", subject).strip()
