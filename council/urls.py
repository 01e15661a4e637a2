"""Addresses of the council."""

from django.urls import path

from council import views

app_name = "council"
urlpatterns = [
    path("conseil/", views.council, name="council"),
    path("conseil/parite/", views.parity, name="parity"),
    path("conseil/parite.csv", views.parity_csv, name="parity_csv"),
    path("conseil/parite.pdf", views.parity_pdf, name="parity_pdf"),
    path("membres/<slug:slug>/", views.member, name="member"),
]
