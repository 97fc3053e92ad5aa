"""Statements of an open transaction, asked of the library under the driver: its cursors cost more than the way there.

Values are written and rows are read by the driver's own adapters, and what the server refuses is raised as the driver's
own errors. Only for a connection in a transaction of one thread, and not inside a pipeline.
"""

from collections.abc import Sequence
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
_ROWS, _DONE, _IDLE = ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK, TransactionStatus.IDLE


class Direct:
    """One connection of the driver, and the statements that its server keeps ready under our names."""

    def __init__(self, raw: Any) -> None:
        self.raw, self._pg = raw, raw.pgconn
        self._adapters: Any = Transformer(raw)
        self._ready: dict[tuple[str, tuple[int, ...]], bytes] = {}
        self._asked: dict[tuple[str, tuple[int, ...]], int] = {}
        self._names = count()
        self._forgotten = self._times_forgotten()

    def ask(self, sql: str, values: Sequence[Any], *, is_alone: bool = False) -> list[tuple[Any, ...]]:
        """All rows of a statement whose values are numbered. Raises what the driver would raise.

        The transaction begins with it where none is open, unless it `is_alone`.
        """
        if not is_alone:
            self._begin()
        written = self._adapters.dump_sequence(values, [PyFormat.AUTO] * len(values)) if values else ()
        types = self._adapters.types if values else ()
        formats = self._adapters.formats if values else None
        name = self._name_of(sql, types)
        if name is None:
            result = self._pg.exec_params(sql.encode(), written, types, formats)
        else:
            result = self._pg.exec_prepared(name, written, formats)
        return self._read(result)

    def say(self, sql: str) -> None:
        """One or several statements without values that give nothing back."""
        self._begin()
        self._read(self._pg.exec_(sql.encode()))

    def _begin(self) -> None:
        if self._pg.transaction_status == _IDLE:
            self._read(self._pg.exec_(b"BEGIN"))

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

    def _read(self, result: Any) -> list[tuple[Any, ...]]:
        if self._pg.notify_handler is not None:
            while (notice := self._pg.notifies()) is not None:
                self._pg.notify_handler(notice)
        status = result.status
        if status == _ROWS:
            self._adapters.set_pgresult(result)
            rows: list[tuple[Any, ...]] = self._adapters.load_rows(0, result.ntuples, tuple)
            self._adapters.set_pgresult(None)
            return rows
        if status == _DONE:
            return []
        if self._pg.status == ConnStatus.BAD or not result.error_field(DiagnosticField.SQLSTATE):
            # What no server has said the library says of the way there. Of a server that is stopped at once it hears a
            # notice, and can write no more: then the connection is lost before its status says so.
            self.raw.close()
            raise psycopg.OperationalError("The server has ended the connection.")
        raise error_from_result(result, encoding=_ENCODING)
