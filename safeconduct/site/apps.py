from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "safeconduct.site"
    label = "site"
