"""WSGI entry point; `gunicorn config.wsgi`. Pages that did not change are answered from memory (docs/caching.md)."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
application = get_wsgi_application()
if settings.KEPT_PAGES_BYTES:
    application = import_string("home.keeping.pages.KeptPages")(application, room=settings.KEPT_PAGES_BYTES)
