"""Addresses of the open data, and of what other programs than a browser ask for."""

from django.urls import path

from opendata.views import embeds, public

app_name = "opendata"
urlpatterns = [
    path("donnees/", public.data, name="data"),
    path("donnees/<str:name>", public.file, name="file"),
    path("recommandations/<number:number>.xml", public.akoma_ntoso, name="akoma_ntoso"),
    path("recommandations/<number:number>/carte.png", public.record_card, name="record_card"),
    path("carte.png", public.card, name="card"),
    path("recommandations/<number:number>/integrer/", embeds.recommendation, name="embed"),
    path("suites/integrer/", embeds.board, name="embed_board"),
]
