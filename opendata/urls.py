"""Addresses of the open data, and of what other programs than a browser ask for."""

from django.urls import path

from opendata import embeds, views

app_name = "opendata"
urlpatterns = [
    path("donnees/", views.data, name="data"),
    path("donnees/<str:name>", views.file, name="file"),
    path("recommandations/<number:number>.xml", views.akoma_ntoso, name="akoma_ntoso"),
    path("recommandations/<number:number>/carte.png", views.record_card, name="record_card"),
    path("carte.png", views.card, name="card"),
    path("recommandations/<number:number>/integrer/", embeds.recommendation, name="embed"),
    path("suites/integrer/", embeds.board, name="embed_board"),
]
