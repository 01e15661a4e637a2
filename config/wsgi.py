"""WSGI entry point; `gunicorn config.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import resolve

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
application = get_wsgi_application()
resolve("/")  # reads every address, and with it every view: a new worker's first visitor does not wait for that
