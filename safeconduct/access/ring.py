"""The keys of this process, loaded from the node's folder, and again when the folder has got new ones."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from safeconduct.keys.ring import HELD, Process, Ring, load, stamp


def ring() -> Ring:
    """The ring that `SAFECONDUCT_PROCESS` entitles this process to. Raises when the folder is not usable.

    A new agency gets its keys from the web process; the others have them at the next question.
    """
    folder, process = settings.KEYS_FOLDER, settings.PROCESS  # each is asked for some ten times a message
    if folder is None or process not in HELD:
        raise RuntimeError("This process has no keys: it serves no node.")
    return _loaded(folder, process, stamp(folder))


@lru_cache(maxsize=1)
def _loaded(folder: Path, process: Process, stamp: tuple[int, int]) -> Ring:
    return load(folder, process)
