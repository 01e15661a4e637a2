"""Addresses of the top floor."""

from django.urls import path, re_path

from home import views
from home.news_feed import NewsFeed
from home.obligations import views as owed
from home.telling import views as telling

app_name = "home"
urlpatterns = [
    re_path(r"^accent/(?P<light>[0-9a-f]{6})-(?P<dark>[0-9a-f]{6})\.css$", views.accent, name="accent"),
    path("espace/", views.desk, name="desk"),
    path("espace/avis/", telling.news, name="news"),
    path("abonnements/", telling.subscribe, name="subscribe"),
    path("abonnements/confirmer/<str:token>/", telling.confirm, name="confirm_subscription"),
    path("abonnements/arret/<str:token>/", telling.stop, name="stop_subscription"),
    path("actualites/flux.atom", NewsFeed(), name="news_feed"),
    path("accessibilite/", owed.accessibility, name="accessibility"),
    path("mentions-legales/", owed.legal, name="legal"),
    path("confidentialite/", owed.privacy, name="privacy"),
    path("contact/", owed.contact, name="contact"),
    path("plan-du-site/", owed.plan, name="plan"),
    path("registre/", views.register, name="register"),
    path("verifier/", views.verify, name="verify"),
    path("recherche/", views.search, name="search"),
]
