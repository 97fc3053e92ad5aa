"""The room of pages for the person."""

from django.apps import AppConfig


class HelpingConfig(AppConfig):
    """Installed by the site's settings."""

    name = "safeconduct.public.helping"
    label = "helping"
