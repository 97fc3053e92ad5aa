from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "safeconduct.audit"
    label = "audit"
