"""Walk the chain of official acts and say whether it holds."""

from django.core.management.base import BaseCommand, CommandError

from register.services import current_head, verify


class Command(BaseCommand):
    help = (
        "Verify the register: exit 1 and the first broken entry when an entry was edited, deleted, moved or slipped in."
    )

    def handle(self, *args, **options):
        if fault := verify():
            raise CommandError(f"entry {fault.number}: {fault.why}", returncode=1)
        head = current_head()
        self.stdout.write(f"{head.count} entries, chain intact, head {head.digest}")
