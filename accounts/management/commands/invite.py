"""Open an account outside the council: the secretariat's first clerk, the assembly's liaison, an editor."""

from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError

from accounts.rules import EDITORS, LIAISON, SECRETARIAT
from accounts.services import invite
from accounts.tasks import invitation_link
from common.lifecycle import Refused


class Command(BaseCommand):
    help = "Invite somebody by e-mail into a group; prints the link, which works once."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--group", choices=[SECRETARIAT, LIAISON, EDITORS], required=True)
        parser.add_argument("--first-name", default="")
        parser.add_argument("--last-name", default="")
        parser.add_argument("--language", default="fr", choices=["fr", "en", "de"])

    def handle(self, *args, email, group, first_name, last_name, language, **options):
        try:
            user = invite(email=email, first_name=first_name, last_name=last_name, language=language)
        except Refused as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        user.groups.add(Group.objects.get_or_create(name=group)[0])
        self.stdout.write(invitation_link(user))
