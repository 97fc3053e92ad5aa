"""The keys of this process, loaded once from the node's folder."""

from functools import cache

from django.conf import settings

from safeconduct.keys.ring import HELD, Ring, load


@cache
def ring() -> Ring:
    """The ring that `SAFECONDUCT_PROCESS` entitles this process to. Raises when the folder is not usable."""
    if settings.KEYS_FOLDER is None or settings.PROCESS not in HELD:
        raise RuntimeError("This process has no keys: it serves no node.")
    return load(settings.KEYS_FOLDER, settings.PROCESS)
