"""A statement that goes to the database ahead: it is answered while the process works at something that asks nothing.

Promised: the statement that it would be alone, in the same transaction; where anything stands round the statements of
the connection, or where the block is never entered, it is asked when its rows are wanted. What is wrong with it is
raised at the end of the block.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager, ExitStack
from types import TracebackType
from typing import Any

import psycopg
from django.db import connection

from safeconduct.vocabulary import together


class Ahead(AbstractContextManager[None]):
    """One statement: sent when the block is entered, its rows are there when it is left. Inside ask nothing else."""

    def __init__(self, sql: str, values: Sequence[Any]) -> None:
        self._sql, self._values = sql, values
        self._rows: list[tuple[Any, ...]] | None = None
        self._block = ExitStack()
        self._cursor: Any = None

    def __enter__(self) -> None:
        if self._rows is not None or not together.is_plain(connection):
            return
        connection.validate_no_broken_transaction()
        together.send_unless_reading(connection)
        with ExitStack() as opening:
            opening.enter_context(connection.wrap_database_errors)
            opening.enter_context(connection.connection.pipeline())
            self._cursor = psycopg.RawCursor(connection.connection)
            self._cursor.execute(together.numbered(self._sql), self._values)
            self._block = opening.pop_all()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._block.__exit__(kind, error, trace)
        if self._cursor is not None and error is None:
            self._rows = self._cursor.fetchall()

    def rows(self) -> list[tuple[Any, ...]]:
        """All rows of the statement."""
        if self._rows is None:
            self._rows = together.asked(self._sql, self._values)
        return self._rows
