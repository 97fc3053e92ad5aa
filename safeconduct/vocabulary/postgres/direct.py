"""Statements of an open transaction, asked of the library under the driver: its cursors cost more than the way there.

Values are written and rows are read by the driver's own adapters, and what the server refuses is raised as the driver's
own errors. Only for a connection in a transaction of one thread, and not inside a pipeline of the driver's. Several
statements may go on one way (`send`), and a transaction begins on the way of its first one.
"""

import select
from collections.abc import Callable, Sequence
from itertools import count
from typing import Any

import psycopg
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, DiagnosticField, ExecStatus, TransactionStatus

READY_FROM = 3
"""A statement is kept ready by the server from the time when it is asked so often; once or twice is not worth it."""
MOST_READY = 1000
_ENCODING = "utf-8"
_LAST_WORD = b"FATAL"
_ROWS, _DONE, _IDLE = ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK, TransactionStatus.IDLE
_SYNCED, _PASSED_OVER = ExecStatus.PIPELINE_SYNC, ExecStatus.PIPELINE_ABORTED

type Rows = list[tuple[Any, ...]]


class Direct:
    """One connection of the driver, and the statements that its server keeps ready under our names."""

    def __init__(self, raw: Any) -> None:
        self.raw, self._pg = raw, raw.pgconn
        self._adapters: Any = Transformer(raw)
        self._ready: dict[tuple[str, tuple[int, ...]], bytes] = {}
        self._asked: dict[tuple[str, tuple[int, ...]], int] = {}
        self._names = count()
        self._on_way = (False, 0, False)
        """What was sent and not received: whether a transaction was begun, how many statements, whether a last one."""
        self._wait = _waiting_for(raw.fileno())
        self._forgotten = self._times_forgotten()

    def ask(self, sql: str, values: Sequence[Any], *, is_alone: bool = False) -> Rows:
        """All rows of a statement whose values are numbered. Raises what the driver would raise.

        The transaction begins with it where none is open, unless it `is_alone`.
        """
        if not is_alone and self._pg.transaction_status == _IDLE:
            self.send([(sql, values)])
            return self.received()[0]
        name, sql, written, types, formats = self._written(sql, values)
        if name is None:
            return self._read(self._pg.exec_params(sql.encode(), written, types, formats))
        return self._read(self._pg.exec_prepared(name, written, formats))

    def send(self, questions: Sequence[tuple[str, Sequence[Any]]], *, last: bytes = b"") -> None:
        """Send these statements on one way, `last` one more that gives nothing back; `received` waits for them.

        Nothing else is asked between. Where one is refused those behind it are passed over.
        """
        # What has to be made ready is made so first: that waits for an answer.
        written = [self._written(*question) for question in questions]
        begins = self._pg.transaction_status == _IDLE
        self._pg.enter_pipeline_mode()
        if begins:
            self._pg.send_query_params(b"BEGIN", None)
        for name, sql, values, types, formats in written:
            if name is None:
                self._pg.send_query_params(sql.encode(), values, types, formats)
            else:
                self._pg.send_query_prepared(name, values, formats)
        if last:
            self._pg.send_query_params(last, None)
        self._pg.pipeline_sync()
        self._on_way = (begins, len(written), bool(last))

    def received(self) -> list[Rows]:
        """The rows of each statement that was sent. Raises what the driver would, of the first that was refused."""
        begins, number, has_last = self._on_way
        results = self._all_results()
        if not results or results[-1].status != _SYNCED:
            self.raw.close()
            raise psycopg.OperationalError("The server has ended the connection.")
        self._pg.exit_pipeline_mode()
        read = [self._read(result) for result in results[:-1]]
        return read[begins : begins + number] if len(read) == begins + number + has_last else []

    def _all_results(self) -> list[Any]:
        """What has come for all that was sent, as far as the server's word that this was all."""
        results: list[Any] = []
        silent = 0
        while silent < 2:  # between two statements there is none once; twice there is no server
            result = self._next()
            if result is None:
                silent += 1
                continue
            silent = 0
            results.append(result)
            if result.status == _SYNCED:
                break
        return results

    def _next(self) -> Any:
        # The library would wait with Python's lock in hand, and other threads with it.
        while self._pg.is_busy():
            self._wait(has_more=bool(self._pg.flush()))
            self._pg.consume_input()
        return self._pg.get_result()

    def _written(
        self, sql: str, values: Sequence[Any]
    ) -> tuple[bytes | None, str, Sequence[Any], tuple[int, ...], Sequence[Any] | None]:
        """The name under which it is ready, its text, and its values as they go to the server."""
        written = self._adapters.dump_sequence(values, [PyFormat.AUTO] * len(values)) if values else ()
        types = self._adapters.types if values else ()
        formats = self._adapters.formats if values else None
        return self._name_of(sql, types), sql, written, types, formats

    def say(self, sql: str) -> None:
        """One or several statements without values that give nothing back."""
        begin = "BEGIN; " if self._pg.transaction_status == _IDLE else ""
        self._read(self._pg.exec_(f"{begin}{sql}".encode()))

    def _name_of(self, sql: str, types: tuple[int, ...]) -> bytes | None:
        if self._forgotten != (now := self._times_forgotten()):  # a table was changed: as the driver does
            self._forgotten = now
            self._ready.clear()
        name = self._ready.get((sql, types))
        if name is None and len(self._ready) < MOST_READY:
            times = self._asked[sql, types] = self._asked.get((sql, types), 0) + 1
            if times >= READY_FROM:
                name = f"ready_{next(self._names)}".encode()
                self._read(self._pg.prepare(name, sql.encode(), types))
                self._ready[sql, types] = name
                del self._asked[sql, types]
            elif len(self._asked) > MOST_READY:
                self._asked.clear()
        return name

    def _times_forgotten(self) -> int:
        return getattr(self.raw._prepared, "times_cleared", 0)

    def _read(self, result: Any) -> Rows:
        if self._pg.notify_handler is not None:
            while (notice := self._pg.notifies()) is not None:
                self._pg.notify_handler(notice)
        status = result.status
        if status == _ROWS:
            self._adapters.set_pgresult(result)
            rows: Rows = self._adapters.load_rows(0, result.ntuples, tuple)
            self._adapters.set_pgresult(None)
            return rows
        if status == _DONE:
            return []
        is_said = result.error_field(DiagnosticField.SQLSTATE)
        is_last = result.error_field(DiagnosticField.SEVERITY_NONLOCALIZED) == _LAST_WORD
        if self._pg.status == ConnStatus.BAD or not is_said or is_last:
            # What no server has said the library says of the way there. Of a server that is stopped at once it hears a
            # notice, and can write no more; one that ends a session says so with its last word (as of a transaction in
            # which nothing was said for too long). Then the connection is lost before its status says so.
            self.raw.close()
            raise psycopg.OperationalError("The server has ended the connection.")
        raise error_from_result(result, encoding=_ENCODING)


def _waiting_for(connection: int) -> Callable[..., object]:
    """What waits until something is to be read of a connection, or written where it `has_more` to send."""
    reads, also_writes = select.poll(), select.poll()
    reads.register(connection, select.POLLIN)
    also_writes.register(connection, select.POLLIN | select.POLLOUT)
    return lambda *, has_more: (also_writes if has_more else reads).poll()
