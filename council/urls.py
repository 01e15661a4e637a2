"""Addresses of the council; its composition is a page of the CMS (/conseil/)."""

from django.urls import path

from council import views

app_name = "council"
urlpatterns = [
    path("membres/<slug:slug>/", views.member, name="member"),
]
