"""Where uploaded and drawn files are kept: whole or absent, whatever stops the process (RULES M4)."""

from pathlib import Path

from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible

from common.files import write_atomically


@deconstructible(path="common.storage.WholeFileStorage")
class WholeFileStorage(FileSystemStorage):
    """A local folder in which a file appears under its name once all of it is on the disk."""

    def _save(self, name, content):
        target = Path(self.path(name))
        target.parent.mkdir(parents=True, exist_ok=True)
        while target.exists():  # taken meanwhile by another process
            name = self.get_available_name(name)
            target = Path(self.path(name))
        write_atomically(target, content.chunks())
        return name.replace("\\", "/")
