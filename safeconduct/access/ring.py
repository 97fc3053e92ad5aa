"""The keys of this process, loaded once from the node's folder."""

from functools import cache

from django.conf import settings

from safeconduct.keys.ring import Ring, load


@cache
def ring() -> Ring:
    """The ring that `SAFECONDUCT_PROCESS` entitles this process to. Raises when the folder is not usable."""
    return load(settings.KEYS_FOLDER, settings.PROCESS)
