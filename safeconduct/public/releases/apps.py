"""The room of what sites of several nodes tell each other."""

from django.apps import AppConfig


class ReleasesConfig(AppConfig):
    """Installed by the site's settings."""

    name = "safeconduct.public.releases"
    label = "releases"
