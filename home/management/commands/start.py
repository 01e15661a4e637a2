"""Everything between a fresh clone and a living council: tables, groups, demo; then where to go and who to be."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from home.demo.plant import accounts_shown, is_planted


class Command(BaseCommand):
    help = "Migrate, prepare, load the demo council once, and print the addresses and the demo accounts."

    def add_arguments(self, parser):
        parser.add_argument("--quiet", action="store_true", help="print nothing but errors")

    def handle(self, *args, quiet=False, **options):
        call_command("migrate", verbosity=0)
        if not is_planted():
            if not quiet:
                self.stdout.write("Loading the demo council: about a minute, once…")
            call_command("demo", verbosity=0)
        call_command("prepare", verbosity=0)
        if not quiet:
            self.tell()

    def tell(self):
        base = settings.WAGTAILADMIN_BASE_URL
        self.stdout.write(f"\n  The council      {base}/\n  Sign in          {base}/compte/login/")
        self.stdout.write(f"  Back office      {base}/gestion/\n  Components       {base}/composants/\n")
        for function, name, address, password in accounts_shown():
            self.stdout.write(f"  {function:<26}{name:<24}{address:<36}{password}")
        self.stdout.write("\n  Ctrl-C stops the server; the data stays in var/ (make reset forgets it).\n")
