"""The room of services that everybody may know."""

from django.apps import AppConfig


class ServicesConfig(AppConfig):
    """Installed by the site's settings."""

    name = "safeconduct.public.services"
    label = "services"
