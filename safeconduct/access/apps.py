from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "safeconduct.access"
    label = "access"
