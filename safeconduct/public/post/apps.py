"""The room of outgoing mail."""

from django.apps import AppConfig


class PostConfig(AppConfig):
    """Installed by the site's settings."""

    name = "safeconduct.public.post"
    label = "post"
