"""Connections that ask the server less: for what nobody needs an answer to, and for what was asked a moment ago.

Promised: what a transaction, a savepoint and a check of a connection mean is what they mean with Django's own engine.
"""

import select
import time
from collections.abc import Sequence
from typing import Any

from django.db.backends.postgresql import base
from psycopg._preparing import Prepare, PrepareManager
from psycopg.pq import PipelineStatus, TransactionStatus

from safeconduct.vocabulary.together import direct_of, goes_with_commit, said, send_unless_reading

KEPT_STATEMENTS = 1000
"""Statements that a connection keeps ready. The driver keeps 100: a process that shows pages and makes moves has more,
and would have the server forget and plan anew, row policies and all, what it needs again a moment later."""
CHECK_EVERY = 10.0
"""Seconds after which a connection is tried by a statement before it is used for a request."""


class Kept(PrepareManager):
    """The statements that the driver has the server keep ready, for as long as no table is changed.

    The driver forgets all of them with each ROLLBACK, also of a savepoint: a table might have been made in it. No role
    that serves makes any.
    """

    times_cleared = 0

    def _should_discard(self, prep: Prepare, results: Sequence[Any], *_more: Any) -> bool:
        said = [result.command_status or b"" for result in results]
        if all(one.startswith(b"ROLLBACK") for one in said):
            return False
        return super()._should_discard(prep, results)

    def clear(self) -> bool:
        """Forget them."""
        self.times_cleared += 1
        return super().clear()


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection; see the module."""

    _unreleased: str | None = None
    """The last savepoint whose block has ended well. It goes with the next one, or with its transaction."""
    _checked_at = -CHECK_EVERY

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A new connection to the server."""
        made = super().get_new_connection(conn_params)
        kept = made._prepared = Kept()
        kept.prepare_threshold, kept.prepared_max = conn_params.get("prepare_threshold"), KEPT_STATEMENTS
        self._checked_at = time.monotonic()
        goes_with_commit(
            self
        )  # what waited for a commit is lost with its connection: no other one may write it
        return made

    def is_usable(self) -> bool:
        """Whether the server still answers. Its end is heard of at once, its silence a little later."""
        now = time.monotonic()
        if self.connection is not None and now - self._checked_at < CHECK_EVERY and self._is_quiet():
            return True
        is_usable: bool = super().is_usable()
        if is_usable:
            self._checked_at = now
        return is_usable

    def _is_quiet(self) -> bool:
        """Whether nothing waits to be read: neither an end of the connection nor a word of the server."""
        if self.connection.closed:
            return False
        poll = select.poll()
        poll.register(self.connection.fileno(), select.POLLIN)
        return not poll.poll(0)

    def _savepoint(self, sid: str) -> None:
        former, self._unreleased = self._unreleased, None
        made = self.ops.savepoint_create_sql(sid)
        said(self, made if former is None else f"{self.ops.savepoint_commit_sql(former)}; {made}")

    def _savepoint_commit(self, sid: str) -> None:
        # To release it says nothing that the commit would not say. What waits was asked for inside, and fails here.
        send_unless_reading(self)
        self._unreleased = sid

    def _savepoint_rollback(self, sid: str) -> None:
        self._unreleased = None  # it was made behind this one, and ends with it
        super()._savepoint_rollback(sid)  # type: ignore[misc]  # Django's stubs leave out what is private

    def _commit(self) -> None:
        last = goes_with_commit(self)
        if last:
            with self.wrap_database_errors:
                way = direct_of(self)
                way.send(last, last=b"COMMIT")
                way.received()
            return
        if self._is_alone(TransactionStatus.IDLE):
            return  # it was committed on the way of its last statements, or none was said
        if not self.queries_logged and self._is_alone(TransactionStatus.INTRANS):
            with self.wrap_database_errors:
                direct_of(self).say("COMMIT")
        else:
            super()._commit()  # type: ignore[misc]  # likewise

    def _is_alone(self, status: TransactionStatus) -> bool:
        """Whether the connection stands so, and nothing else is on its way."""
        way = None if self.connection is None else self.connection.pgconn
        return (
            way is not None and way.pipeline_status == PipelineStatus.OFF and way.transaction_status == status
        )

    def _rollback(self) -> None:
        goes_with_commit(self)  # it ends with its transaction
        super()._rollback()  # type: ignore[misc]  # likewise

    def _set_autocommit(self, autocommit: bool) -> None:
        self._unreleased = None
        if self._is_alone(TransactionStatus.IDLE):
            # As the driver does it, behind a lock that the one thread of a connection need not take.
            self.connection._autocommit = autocommit
            return
        super()._set_autocommit(autocommit)  # type: ignore[misc]  # likewise
