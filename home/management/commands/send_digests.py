"""Send what waits: daily digests, weekly ones when asked, and what failed to leave at once. For cron."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from home.telling.enums import Cadence
from home.telling.services import deliver_waiting, forget_what_is_over


class Command(BaseCommand):
    help = "Send daily digests (and weekly ones with --weekly), retry what failed, forget what is over; never twice."

    def add_arguments(self, parser):
        parser.add_argument("--weekly", action="store_true", help="send the weekly digests too")

    def handle(self, *args, weekly, **options):
        at = timezone.now()
        cadences = (Cadence.IMMEDIATE, Cadence.DAILY, *((Cadence.WEEKLY,) if weekly else ()))
        left, failed = deliver_waiting(cadences, at=at)
        unconfirmed, told = forget_what_is_over(at=at)
        self.stdout.write(f"{left} messages sent, {unconfirmed + told} rows forgotten")
        if failed:
            raise CommandError(f"{failed} messages failed: they will be tried again by the next run")
