from django.apps import AppConfig


class CounselConfig(AppConfig):
    name = "safeconduct.counsel"
    label = "counsel"
