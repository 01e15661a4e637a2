"""Remake the index of what the public can find; it follows every act by itself, so that this is for repairs."""

from django.core.management.base import BaseCommand

from search.findable import every_card
from search.services import rebuild


class Command(BaseCommand):
    help = "Write the search index anew from what is public."

    def handle(self, *args, **options):
        self.stdout.write(f"{rebuild(every_card())} records can be found")
