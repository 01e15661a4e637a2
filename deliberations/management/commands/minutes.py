"""`manage.py minutes SESSION`: the minutes of a sitting as PDF, HTML, Markdown or Akoma Ntoso."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from common.files import write_atomically
from deliberations.minutes import current_minutes, draw, public_minutes, to_akn, to_html, to_markdown
from deliberations.models import Sitting


class Command(BaseCommand):
    """Frozen once approved, read afresh before; see RULES M2."""

    help = "The minutes of a sitting, as PDF unless --html, --md or --akn is given."

    def add_arguments(self, parser):
        parser.add_argument("session", help="the sitting's address (2026-03-24-pleniere) or its number")
        parser.add_argument("--out", help="the file to write; a PDF goes to SESSION.pdf unless told otherwise")
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--html", action="store_const", dest="form", const="html")
        form.add_argument("--md", action="store_const", dest="form", const="md")
        form.add_argument("--akn", action="store_const", dest="form", const="akn", help="Akoma Ntoso 3.0")
        parser.add_argument("--public", action="store_true", help="the public rendition instead of the full one")

    def handle(self, session, out, form, public, **options):
        content = written(find(session), form, public)
        if out is None and form is not None:
            self.stdout.write(content.decode())
            return
        if out == "-":
            sys.stdout.buffer.write(content)
            return
        target = Path(out or f"{find(session).slug}.pdf")
        try:
            write_atomically(target, content)
        except OSError as error:
            raise CommandError(f"cannot write {target}: {error.strerror}") from error
        self.stdout.write(f"{target} ({len(content)} bytes)")


def find(session):
    """The sitting of that address or number; CommandError in one line when there is none."""
    found = Sitting.objects.filter(slug=session).first()
    if found is None and session.isdecimal():
        found = Sitting.objects.filter(pk=int(session)).first()
    if found is None:
        raise CommandError(f"no sitting has the address or number {session!r}")
    return found


def written(sitting, form, public=False):
    """The rendition asked for, as bytes."""
    draws = {None: draw, "html": to_html, "md": to_markdown, "akn": to_akn}
    content = draws[form](*(public_minutes if public else current_minutes)(sitting))
    return content if isinstance(content, bytes) else content.encode()
