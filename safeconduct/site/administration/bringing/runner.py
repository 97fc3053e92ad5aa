"""Reading a file and undoing an import, in a thread of the web process. The file stays in memory and goes with it.

A process that ends on the way leaves whole parts; whoever chooses the same file again goes on behind the last.
"""

import io
import logging
import threading
from collections.abc import Callable
from uuid import UUID

from django.db import connections, transaction

from safeconduct.directory.bringing import work
from safeconduct.vocabulary.errors import SafeconductError

logger = logging.getLogger(__name__)

_at_work: set[UUID] = set()
_lock = threading.Lock()


def read(bringing: UUID, data: bytes, by: UUID) -> None:
    """Once this transaction is committed the file is read; returns at once."""
    transaction.on_commit(lambda: _begin(bringing, lambda: work.run(bringing, io.BytesIO(data), by)))


def undo(bringing: UUID, by: UUID) -> None:
    """Once this transaction is committed the import is taken back; returns at once."""
    transaction.on_commit(lambda: _begin(bringing, lambda: work.undo(bringing, by)))


def is_at_work(bringing: UUID) -> bool:
    """Whether this process works on it."""
    with _lock:
        return bringing in _at_work


def _begin(bringing: UUID, does: Callable[[], object]) -> None:
    with _lock:
        if bringing in _at_work:
            return
        _at_work.add(bringing)
    threading.Thread(target=_work, args=(bringing, does), name="services", daemon=True).start()


def _work(bringing: UUID, does: Callable[[], object]) -> None:
    try:
        does()
    except SafeconductError as refused:
        logger.warning("an import of services has stopped: %s", type(refused).__name__)
    except Exception as fault:  # noqa: BLE001 - said without the values that a fault of the database repeats
        logger.error("an import of services has stopped: %s", type(fault).__name__)  # noqa: TRY400
    finally:
        with _lock:
            _at_work.discard(bringing)
        connections.close_all()
