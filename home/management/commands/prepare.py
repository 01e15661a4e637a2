"""Make a database ready for a council: groups, communes, the plenary, rules and news to begin with."""

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from council.services import begin
from home.groups import open_groups
from home.keeping.watched import watch_again
from home.news_opening import open_news
from search.models import IndexCard
from territory.services import load_places


class Command(BaseCommand):
    help = "Create groups, communes, the plenary, a first rules profile and the search index where they are missing."

    def handle(self, *args, **options):
        open_groups()
        open_news()
        communes = load_places()
        begin(at=timezone.now())
        if not IndexCard.objects.exists():  # a new site, or one from before there was an index
            call_command("index", stdout=self.stdout)
        watch_again()
        self.stdout.write(f"groups, {communes} communes, plenary, rules and news are in place")
