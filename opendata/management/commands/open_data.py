"""`manage.py open_data --out DIR`: the whole public record as files."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from common.files import write_atomically
from opendata.files import every_file

MANIFEST = "empreintes.sha256"


class Command(BaseCommand):
    """A second run over the same folder writes the same files again; see docs/open-data.md."""

    help = "Write the whole public record into a folder, with the SHA-256 of each file."

    def add_arguments(self, parser):
        parser.add_argument("--out", required=True, help="the folder, made when it is not there")

    def handle(self, out, **options):
        folder, root, digests = Path(out), settings.WAGTAILADMIN_BASE_URL.rstrip("/"), []
        try:
            for name, content in every_file(root):
                target = folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                write_atomically(target, content)
                digests.append(f"{hashlib.sha256(content).hexdigest()}  {name}\n")
            write_atomically(folder / MANIFEST, "".join(digests).encode())
        except OSError as error:
            raise CommandError(f"cannot write into {folder}: {error.strerror}") from error
        self.stdout.write(f"{len(digests)} files in {folder}")
