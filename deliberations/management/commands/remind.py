"""Remind the members who have not answered the notice of a sitting to come: for a timetable (RULES S9)."""

from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone

from common.lifecycle import AlreadyRecorded, Refused
from deliberations.enums import SittingState
from deliberations.models import Sitting
from deliberations.services import remind


class Command(BaseCommand):
    help = "Remind those who have not answered, so many days before a sitting; nobody twice on one day."

    def add_arguments(self, parser):
        parser.add_argument("--days", type=int, nargs="+", default=[3], help="how many days before (default: 3)")

    def handle(self, *args, days, **options):
        at = timezone.now()
        meeting = [timezone.localdate(at) + timedelta(days=count) for count in days]
        convened = Sitting.objects.filter(state=SittingState.CONVENED, starts_at__date__in=meeting)
        for sitting in convened.order_by("starts_at"):
            self.stdout.write(f"{sitting.slug}: {self.reminded(sitting, at)}")

    def reminded(self, sitting, at):
        """What came of one sitting, in a few words."""
        try:
            return f"{len(remind(sitting, by=None, at=at))} reminded"
        except AlreadyRecorded:
            return "already done today"
        except Refused:
            return "nobody to remind"
