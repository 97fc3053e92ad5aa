from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "safeconduct.agencies"
    label = "agencies"
