"""Addresses of the sittings."""

from django.urls import path

from deliberations.views import public

app_name = "deliberations"
urlpatterns = [
    path("seances/", public.sittings, name="sittings"),
    path("seances/<slug:slug>/", public.sitting, name="sitting"),
]
