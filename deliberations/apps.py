from django.apps import AppConfig


class DeliberationsConfig(AppConfig):
    name = "deliberations"
    default_auto_field = "django.db.models.BigAutoField"
