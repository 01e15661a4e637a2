"""Load the demo council."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from home.demo.plant import is_planted, plant


class Command(BaseCommand):
    help = "Load the demo council through the services; a second call changes nothing. Refused in production."

    def add_arguments(self, parser):
        parser.add_argument("--seed", type=int, default=1, help="who comes and how they vote: same seed, same council")

    def handle(self, *args, seed, **options):
        if not settings.SHOW_DEMO_ACCOUNTS:
            raise CommandError("the demo opens accounts with a known password: refused with these settings")
        if is_planted():
            self.stdout.write("The demo council is already there.")
            return
        # Three years of notices are drawn and kept as proof, and leave for nobody.
        settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
        counts = plant(at=timezone.now(), seed=seed)
        self.stdout.write(", ".join(f"{number} {name}" for name, number in counts.items()))
