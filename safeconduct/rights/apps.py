from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "safeconduct.rights"
    label = "rights"
