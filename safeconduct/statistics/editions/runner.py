"""The long work of an edition in a thread of the web process: facts are read by the connection that it has the key for.

It begins when a coordinator asks, and again whenever she opens the page of a preparation that is still counted. Which
of several processes works is settled by the lock in `work`, which ends with the connection.
"""

import logging
import threading
from uuid import UUID

from django.db import connections, transaction

from safeconduct.statistics.editions import work

logger = logging.getLogger(__name__)

_at_work: set[UUID] = set()
_lock = threading.Lock()


def go_on(preparation: UUID, by: UUID) -> None:
    """Once this transaction is committed, see to it that somebody counts it; returns at once."""
    transaction.on_commit(lambda: _begin(preparation, by))


def _begin(preparation: UUID, by: UUID) -> None:
    with _lock:
        if preparation in _at_work:
            return
        _at_work.add(preparation)
    threading.Thread(target=_work, args=(preparation, by), name="edition", daemon=True).start()


def _work(preparation: UUID, by: UUID) -> None:
    try:
        if work.lock_of(preparation):
            work.run(preparation, by)
    except Exception as fault:  # noqa: BLE001 - said without values; the page begins it anew
        logger.error("an edition has stopped: %s", type(fault).__name__)  # noqa: TRY400
    finally:
        with _lock:
            _at_work.discard(preparation)
        connections.close_all()
