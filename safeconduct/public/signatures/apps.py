"""The room of what agencies sign and adopt by their nodes."""

from django.apps import AppConfig


class SignaturesConfig(AppConfig):
    """Installed by the site's settings."""

    name = "safeconduct.public.signatures"
    label = "signatures"
