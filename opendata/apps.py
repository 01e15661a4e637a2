from django.apps import AppConfig


class OpendataConfig(AppConfig):
    name = "opendata"
    default_auto_field = "django.db.models.BigAutoField"
