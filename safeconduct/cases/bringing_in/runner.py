"""The long work of an import, in a thread of the web process: the one that holds the keys of own cases.

It begins when a member confirms, and again whenever the page of an import that is not finished is opened; so a process
that was ended is followed by the next one. Which of several processes works is settled by the lock in `work`.
"""

import logging
import threading
from uuid import UUID

from django.db import connections, transaction

from safeconduct.cases.bringing_in import work
from safeconduct.vocabulary.errors import SafeconductError

logger = logging.getLogger(__name__)

_at_work: set[UUID] = set()
_lock = threading.Lock()


def go_on(bringing: UUID, by: UUID) -> None:
    """Once this transaction is committed, see to it that somebody works on the import; returns at once."""
    transaction.on_commit(lambda: _begin(bringing, by))


def _begin(bringing: UUID, by: UUID) -> None:
    with _lock:
        if bringing in _at_work:
            return
        _at_work.add(bringing)
    threading.Thread(target=_work, args=(bringing, by), name="import", daemon=True).start()


def _work(bringing: UUID, by: UUID) -> None:
    try:
        work.run(bringing, by)
    except SafeconductError as refused:
        # Suspended meanwhile, or the file is gone: what was done is whole, and the page says where it stands.
        logger.warning("an import has stopped: %s", type(refused).__name__)
    except Exception as fault:  # noqa: BLE001 - said without the values that a fault of the database repeats
        logger.error("an import has stopped: %s", type(fault).__name__)  # noqa: TRY400
    finally:
        with _lock:
            _at_work.discard(bringing)
        connections.close_all()
