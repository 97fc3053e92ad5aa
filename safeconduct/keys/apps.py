from django.apps import AppConfig


class KeysConfig(AppConfig):
    name = "safeconduct.keys"
    label = "keys"
