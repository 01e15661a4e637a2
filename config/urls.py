"""Every address of the product; French at the root, English and German under /en/ and /de/."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from common.views import gallery, stylesheet
from home.views import health
from opendata.api import api
from opendata.api.problems import not_found
from opendata.views.public import robots, sitemap

# One place to sign in: Wagtail's own doors know neither the limits on attempts nor a second factor.
sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)

urlpatterns = [
    path("gestion/login/", sign_in),
    path("gestion/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("i18n/", include("django.conf.urls.i18n")),
    path("healthz", health, name="health"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("robots.txt", robots, name="robots"),
    path("api/v1/", api.urls),
    re_path("^api/", not_found, name="api_nothing"),
    path("feuille-de-style/<str:digest>.css", stylesheet, name="stylesheet"),
    path("media/images/<path:path>", serve, {"document_root": settings.MEDIA_ROOT / "images"}),
]

urlpatterns += i18n_patterns(
    path("compte/", include("allauth.urls")),
    path("composants/", gallery, name="gallery"),
    path("", include("home.urls")),
    path("", include("council.urls")),
    path("", include("governance.urls")),
    path("", include("deliberations.urls")),
    path("", include("opendata.urls")),  # after governance, whose <number:…> it uses
    path("_util/login/", sign_in),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
