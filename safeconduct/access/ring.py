"""The keys of this process, loaded from the node's folder, and again when the folder has got new ones."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from safeconduct.keys.ring import HELD, Process, Ring, load, stamp


def ring() -> Ring:
    """The ring that `SAFECONDUCT_PROCESS` entitles this process to. Raises when the folder is not usable.

    A new agency gets its keys from the web process; the others have them at the next question.
    """
    if settings.KEYS_FOLDER is None or settings.PROCESS not in HELD:
        raise RuntimeError("This process has no keys: it serves no node.")
    return _loaded(settings.KEYS_FOLDER, settings.PROCESS, stamp(settings.KEYS_FOLDER))


@lru_cache(maxsize=1)
def _loaded(folder: Path, process: Process, stamp: tuple[int, int]) -> Ring:
    return load(folder, process)
