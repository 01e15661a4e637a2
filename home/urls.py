"""Addresses of the top floor."""

from django.urls import path

from home import views
from home.obligations import views as owed
from home.telling import views as telling

app_name = "home"
urlpatterns = [
    path("espace/", views.desk, name="desk"),
    path("espace/avis/", telling.news, name="news"),
    path("abonnements/", telling.subscribe, name="subscribe"),
    path("abonnements/confirmer/<str:token>/", telling.confirm, name="confirm_subscription"),
    path("abonnements/arret/<str:token>/", telling.stop, name="stop_subscription"),
    path("accessibilite/", owed.accessibility, name="accessibility"),
    path("mentions-legales/", owed.legal, name="legal"),
    path("confidentialite/", owed.privacy, name="privacy"),
    path("contact/", owed.contact, name="contact"),
    path("plan-du-site/", owed.plan, name="plan"),
    path("registre/", views.register, name="register"),
    path("verifier/", views.verify, name="verify"),
]
