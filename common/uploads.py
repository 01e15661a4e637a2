"""Files that people bring: known by what they hold, not by what they are called."""

import hashlib

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

LARGEST = 10 * 1024 * 1024  # bytes
HEAD, TAIL, TAIL_WITHIN = b"%PDF-", b"%%EOF", 1024


def is_pdf(upload):
    """Refuse what is not a whole PDF by its content, or is larger than ten megabytes (a form field's validator)."""
    if upload.size > LARGEST:
        raise ValidationError(_("Ce fichier dépasse 10 Mo : envoyez-en un plus petit."))
    upload.seek(0)
    head = upload.read(len(HEAD))
    upload.seek(max(0, upload.size - TAIL_WITHIN))
    tail = upload.read()
    upload.seek(0)
    if head != HEAD or TAIL not in tail:
        raise ValidationError(_("Ce fichier n’est pas un PDF entier : enregistrez-le en PDF, puis envoyez-le."))


def keep(field, upload, *, name):
    """Store an upload in a model's file field under a name of ours; return the SHA-256 of its bytes."""
    upload.seek(0)
    content = upload.read()
    field.save(name, ContentFile(content), save=False)
    return hashlib.sha256(content).hexdigest()


def as_attachment(stored, name):
    """Answer with a stored PDF that is saved, never shown inside the site: it came from elsewhere."""
    with stored.open() as file:
        content = file.read()
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
