"""The room of what readers send."""

from django.apps import AppConfig


class AskingConfig(AppConfig):
    """Installed by the site's settings."""

    name = "safeconduct.public.asking"
    label = "asking"
