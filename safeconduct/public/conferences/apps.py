from django.apps import AppConfig


class ConferencesConfig(AppConfig):
    name = "safeconduct.public.conferences"
    label = "conferences"
