from django.apps import AppConfig


class ConsentConfig(AppConfig):
    name = "safeconduct.consent"
    label = "consent"
