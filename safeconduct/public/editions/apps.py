"""The room of editions of tables."""

from django.apps import AppConfig


class EditionsConfig(AppConfig):
    """Installed by the site's settings."""

    name = "safeconduct.public.editions"
    label = "editions"
