"""Addresses of the top floor."""

from django.urls import path

from home import views

app_name = "home"
urlpatterns = [
    path("espace/", views.desk, name="desk"),
    path("registre/", views.register, name="register"),
    path("verifier/", views.verify, name="verify"),
]
