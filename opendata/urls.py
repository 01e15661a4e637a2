"""Addresses of the open data, and of what other programs than a browser ask for."""

from django.urls import path

from opendata import views

app_name = "opendata"
urlpatterns = [
    path("donnees/", views.data, name="data"),
    path("donnees/<str:name>", views.file, name="file"),
    path("recommandations/<number:number>.xml", views.akoma_ntoso, name="akoma_ntoso"),
]
