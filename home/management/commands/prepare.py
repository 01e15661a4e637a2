"""Make a database ready for a council: groups, communes, the plenary and rules to begin with."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from council.services import begin
from home.groups import open_groups
from home.keeping.watched import watch_again
from territory.services import load_places


class Command(BaseCommand):
    help = "Create groups, communes, the plenary and a first rules profile where they are missing."

    def handle(self, *args, **options):
        open_groups()
        communes = load_places()
        begin(at=timezone.now())
        watch_again()
        self.stdout.write(f"groups, {communes} communes, plenary and rules are in place")
