"""Bring the past recommendations of an existing council in from its spreadsheet."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.rules import SECRETARIAT
from common.spreadsheets import Unreadable
from governance.imports import import_recommendations


class Command(BaseCommand):
    help = "Import past recommendations from a CSV or XLSX file (columns: docs/import.md); all or nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--check", action="store_true", help="report without writing")
        parser.add_argument("--by", metavar="EMAIL", help="account of the secretariat that signs (default: its first)")

    def handle(self, *args, file, check, by, **options):
        try:
            report = import_recommendations(file, by=clerk(by), at=timezone.now(), check=check)
        except (Unreadable, OSError) as error:
            raise CommandError(f"{file}: {error}") from error
        verdict, *details = report.as_text().splitlines()
        if not report.ok:
            self.stdout.write("\n".join(details))
            raise CommandError(verdict)
        self.stdout.write("\n".join([verdict, *details]))


def clerk(email):
    """The account in whose name the moves are recorded: a recommendation is taken over by somebody."""
    clerks = get_user_model().objects.filter(is_active=True, groups__name=SECRETARIAT).order_by("pk")
    found = (clerks.filter(email__iexact=email) if email else clerks).first()
    if found is None:
        raise CommandError("no account of the secretariat signs this: invite one, or name it with --by")
    return found
