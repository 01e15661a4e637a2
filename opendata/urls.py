"""Addresses of the open data."""

from django.urls import path

from opendata import views

app_name = "opendata"
urlpatterns = [
    path("donnees/", views.data, name="data"),
    path("donnees/<str:name>", views.file, name="file"),
]
