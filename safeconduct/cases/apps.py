from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "safeconduct.cases"
    label = "cases"
