from django.apps import AppConfig


class EthicsConfig(AppConfig):
    name = "safeconduct.ethics"
    label = "ethics"
