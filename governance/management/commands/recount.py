"""Count ballots again, from the public file alone or from the stored votes (docs/recount.md)."""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.core.exceptions import ObjectDoesNotExist
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from governance.ballot_file import printable
from governance.recount import MALFORMED, Recount, recount, recount_file


class Command(BaseCommand):
    requires_system_checks = []

    @property
    def help(self):
        return _("Recompte un ou plusieurs scrutins et dit si le résultat proclamé est le bon.")

    def add_arguments(self, parser):
        source = parser.add_mutually_exclusive_group(required=True)
        source.add_argument("ballot", nargs="?", type=int, help=_("numéro d’un scrutin enregistré"))
        source.add_argument(
            "--file", help=_("fichier public de scrutins, JSON ou JSON Lines ; - pour l’entrée standard")
        )

    def handle(self, *, ballot, file, **options):
        try:
            status = self.report(self.stored(ballot) if file is None else self.published(file))
        except ObjectDoesNotExist:
            status = self.refuse(_("Aucun scrutin ne porte le numéro %(number)s.") % {"number": ballot})
        except OSError as error:
            status = self.refuse(f"{file} : {error.strerror}")
        if status:
            sys.exit(status)

    def refuse(self, why: str) -> int:
        self.stderr.write(printable(why))
        return MALFORMED

    def report(self, recounts: Iterable[Recount]) -> int:
        """Print each outcome as it comes; return the worst status."""
        worst = 0
        for one in recounts:
            if one.outcome is not None:
                self.stdout.write(json.dumps(one.outcome))
            if one.remark:
                self.stderr.write(one.remark)
            worst = max(worst, one.status)
        return worst

    def stored(self, pk: int) -> Iterator[Recount]:
        # Only here is a database wanted: a public file must be countable without one.
        from governance.export import ballot_file_of

        yield recount(ballot_file_of(pk))

    def published(self, path: str) -> Iterator[Recount]:
        with _opened(path) as lines:
            yield from recount_file(lines)


@contextmanager
def _opened(path: str):
    if path == "-":
        yield sys.stdin.buffer
    else:
        with open(path, "rb") as file:
            yield file
