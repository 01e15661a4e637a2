"""Bring the members of an existing council in from its spreadsheet."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from common.spreadsheets import Unreadable
from council.imports import import_members


class Command(BaseCommand):
    help = "Import members from a CSV or XLSX file (columns: docs/import.md); all or nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--check", action="store_true", help="report without writing")

    def handle(self, *args, file, check, **options):
        try:
            report = import_members(file, by=None, at=timezone.now(), check=check)
        except (Unreadable, OSError) as error:
            raise CommandError(f"{file}: {error}") from error
        verdict, *details = report.as_text().splitlines()
        if not report.ok:
            self.stdout.write("\n".join(details))
            raise CommandError(verdict)
        self.stdout.write("\n".join([verdict, *details]))
