"""RULES M4: whenever a process is killed while it keeps a file, the file is whole or absent."""

import subprocess
import sys
import time

from django.core.files.base import ContentFile

from common.storage import WholeFileStorage

MOMENTS, SIZE = 20, 4_000_000
WRITER = """
import sys
from django.conf import settings
settings.configure(MEDIA_ROOT=sys.argv[1], FILE_UPLOAD_TEMP_DIR=None)
from django.core.files.base import ContentFile
from common.storage import WholeFileStorage
storage = WholeFileStorage(location=sys.argv[1])
print("ready", flush=True)
for number in range(10_000):
    storage.save(f"{number}.pdf", ContentFile(b"x" * int(sys.argv[2])))
"""


def test_M4_a_kill_at_any_of_twenty_moments_leaves_no_half_file(tmp_path):
    for moment in range(MOMENTS):
        folder = tmp_path / str(moment)
        folder.mkdir()
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(folder), str(SIZE)], stdout=subprocess.PIPE)
        with writer:
            writer.stdout.readline()
            time.sleep(0.003 * moment)
            writer.kill()
        assert {path.stat().st_size for path in folder.glob("*.pdf")} <= {SIZE}


def test_a_taken_name_is_left_to_who_has_it(tmp_path):
    storage = WholeFileStorage(location=str(tmp_path))
    first, second = (storage.save("dossier/pv.pdf", ContentFile(text)) for text in (b"un", b"deux"))
    assert first != second
    assert [(tmp_path / name).read_bytes() for name in (first, second)] == [b"un", b"deux"]
