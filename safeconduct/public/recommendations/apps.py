"""The room of what the network asks for and agrees on."""

from django.apps import AppConfig


class RecommendationsConfig(AppConfig):
    """Installed by the site's settings."""

    name = "safeconduct.public.recommendations"
    label = "recommendations"
