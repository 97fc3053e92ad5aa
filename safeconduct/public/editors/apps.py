from django.apps import AppConfig


class EditorsConfig(AppConfig):
    name = "safeconduct.public.editors"
    label = "editors"
