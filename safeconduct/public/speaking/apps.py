"""The room of the translation desk."""

from django.apps import AppConfig


class SpeakingConfig(AppConfig):
    """Installed by the site's settings."""

    name = "safeconduct.public.speaking"
    label = "speaking"
