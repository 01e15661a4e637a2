"""The addresses of the bare baseline: Wagtail's pages, and what the benches wait for."""

from django.urls import include, path
from wagtail import urls as wagtail_urls

from home.views import health

urlpatterns = [path("healthz", health), path("", include(wagtail_urls))]
