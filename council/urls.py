"""Addresses of the council."""

from django.urls import path

from council import views

app_name = "council"
urlpatterns = [
    path("conseil/", views.council, name="council"),
    path("membres/<slug:slug>/", views.member, name="member"),
]
