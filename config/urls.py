"""Every address of the product; French at the root, English and German under /en/ and /de/."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from common import views as common_views

urlpatterns = [
    path("styles/<slug:digest>.css", common_views.stylesheet, name="stylesheet"),
    path("gestion/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("i18n/", include("django.conf.urls.i18n")),
    path("compte/", include("allauth.urls")),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
]

urlpatterns += i18n_patterns(
    path("composants/", common_views.gallery, name="gallery"),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
