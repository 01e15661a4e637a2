"""WSGI entry point; `gunicorn config.wsgi`. Pages that did not change are answered from memory (docs/caching.md)."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import resolve
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
application = get_wsgi_application()
resolve("/")  # reads every address, and with it every view: a new worker's first visitor does not wait for that
if settings.KEPT_PAGES_BYTES:
    application = import_string("home.keeping.pages.KeptPages")(application, room=settings.KEPT_PAGES_BYTES)
