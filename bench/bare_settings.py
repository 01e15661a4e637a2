"""An empty Wagtail page as a new Wagtail project serves it: its middlewares, its template, nothing of ours around it.

The baseline of bench/pages.py: the page of prose at /vide/, in the same database.
"""

from pathlib import Path

from config.settings.dev import *

ROOT_URLCONF = "bench.bare_urls"
WAGTAIL_I18N_ENABLED = False
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "allauth.account.middleware.AccountMiddleware",  # without which the product’s applications do not start
]
TEMPLATES[0]["DIRS"] = [Path(__file__).parent / "bare"]
TEMPLATES[0]["OPTIONS"] = {
    "context_processors": [
        "django.template.context_processors.debug",
        "django.template.context_processors.request",
        "django.contrib.auth.context_processors.auth",
        "django.contrib.messages.context_processors.messages",
    ]
}
