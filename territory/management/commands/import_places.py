"""Load the communes of the territory."""

from django.core.management.base import BaseCommand

from territory.services import load_places


class Command(BaseCommand):
    help = "Create or refresh the communes from territory/data; a second run changes nothing."

    def handle(self, *args, **options):
        self.stdout.write(f"{load_places()} communes")
