"""The newest cards that the node has handed over. What cannot be read changes nothing while the process lives."""

import logging
import os
import threading
from dataclasses import dataclass

from safeconduct.public import settings
from safeconduct.public.helping.rules import NOTHING, Handed, read
from safeconduct.vocabulary.cards_of_rights import FILE, LARGEST
from safeconduct.vocabulary.decisions import Reason

logger = logging.getLogger(__name__)

type Seen = tuple[int, int, int]


@dataclass(slots=True)
class _Kept:
    seen: Seen | None = None
    handed: Handed = NOTHING


_kept = _Kept()
_lock = threading.Lock()


def handed() -> Handed:
    """The cards; none where the node has written no file. Read again only when there is another file."""
    with _lock:
        found = seen()
        if found != _kept.seen:
            _kept.seen = found
            _take()
        return _kept.handed


def seen() -> Seen | None:
    """A mark of the file as it lies there; None where there is none."""
    if settings.HOME is None:
        return None
    try:
        found = os.lstat(settings.HOME / FILE)
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _take() -> None:
    """No link is followed and no pipe is waited for."""
    if settings.HOME is None or _kept.seen is None:
        return
    try:
        handle = os.open(settings.HOME / FILE, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with open(handle, "rb") as file:
            found = read(file.read(LARGEST + 1))
    except OSError:
        return
    if isinstance(found, Reason):
        logger.warning("%s %s", found.sentence, found.instead)
        return
    _kept.handed = found
