"""Statements that go to the database ahead: they are answered while the process works at something that asks nothing.

Promised: each is the statement that it would be alone, in the same transaction; where anything stands round the
statements of the connection, or where none was sent, it is asked when its rows are wanted. What is wrong with one is
raised at the end of the block.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import psycopg
from django.db import connection

from safeconduct.vocabulary import together


class Ahead:
    """One statement, and its rows once it was answered."""

    def __init__(self, sql: str, values: Sequence[Any]) -> None:
        self.sql, self.values = sql, values
        self._rows: list[tuple[Any, ...]] | None = None

    def answer(self, rows: list[tuple[Any, ...]]) -> None:
        """What the database has given."""
        self._rows = rows

    def rows(self) -> list[tuple[Any, ...]]:
        """All rows of the statement; it is asked now where it was not sent."""
        if self._rows is None:
            self._rows = together.asked(self.sql, self.values)
        return self._rows


@contextmanager
def sent(*questions: Ahead) -> Iterator[None]:
    """Send the statements; when the block is left their rows are there. Inside nothing else is asked."""
    if not together.is_plain(connection):
        yield
        return
    connection.validate_no_broken_transaction()
    together.send_unless_reading(connection)
    way = together.direct_of(connection)
    with connection.wrap_database_errors:
        way.send([(together.numbered(one.sql), one.values) for one in questions])
        try:
            with together.nobody_asks(connection):
                yield
        except BaseException:
            with suppress(psycopg.Error):  # what is wrong inside is what is told
                way.received()
            raise
        for one, rows in zip(questions, way.received(), strict=True):
            one.answer(rows)
