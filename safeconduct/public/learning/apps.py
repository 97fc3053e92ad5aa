"""The room of what is taught."""

from django.apps import AppConfig


class LearningConfig(AppConfig):
    """Installed by the site's settings."""

    name = "safeconduct.public.learning"
    label = "learning"
