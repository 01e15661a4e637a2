"""For the test suite: quick hashing, mail in memory, plain static files."""

import os
import tempfile
from pathlib import Path

from .dev import *

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # In a file, as in production: several connections wait for one another there, and cannot in a shared memory one.
    DATABASES["default"]["TEST"] = {"NAME": Path(tempfile.gettempdir()) / f"coconseil-test-{os.getpid()}.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"  # a test survives no power cut

DEBUG = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
ACCOUNT_RATE_LIMITS = False
API_REQUESTS_A_MINUTE = 1_000_000
SHOW_DEMO_ACCOUNTS = False
