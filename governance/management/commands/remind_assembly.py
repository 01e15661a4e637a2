"""Remind the assembly of the answers it owes, before and after their date. For cron, once a day."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from governance.enums import AWAITING_ANSWER
from governance.models import LiaisonLink, Transmission
from governance.reminders import stage_of
from governance.services.liaison import post, remind


class Command(BaseCommand):
    help = "Send each reminder that is due once, and try again the messages to the assembly that failed."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="say what would be sent, and send nothing")

    def handle(self, *args, check, **options):
        at = timezone.now()
        due = list(self.due(timezone.localdate(at)))
        if check:
            for transmission, stage in due:
                self.stdout.write(f"{transmission.recommendation.number}: {stage.value}")
            return
        sent = [link for transmission, stage in due if (link := remind(transmission, occasion=stage, at=at))]
        retried = [post(pk, at=at) for pk in LiaisonLink.objects.unsent().values_list("pk", flat=True)]
        self.stdout.write(f"{len(sent)} reminders, {sum(retried)} messages sent again")
        if failed := LiaisonLink.objects.unsent().live(at).count():
            raise CommandError(f"{failed} messages to the assembly have not left: see the pages of their texts")

    def due(self, on):
        """Each transmission that awaits its answer, with the stage it has reached and nobody has sent."""
        awaiting = Transmission.objects.filter(recommendation__state__in=AWAITING_ANSWER)
        for transmission in awaiting.select_related("recommendation").prefetch_related("links").order_by("due_on"):
            stage = stage_of(transmission.sent_on, transmission.due_on, on)
            if stage and stage not in {link.occasion for link in transmission.links.all()}:
                yield transmission, stage
