"""The first statement of a request: it reads, outside of a transaction, and finds out whether its connection lives.

Django asks a kept connection `SELECT 1` before the first statement of each request. Promised: where the connection is
gone this one is asked again by a new connection, once; anything else that is wrong is raised as Django raises it.
"""

from collections.abc import Sequence
from typing import Any

import psycopg
from django.db import connection as _connection

from safeconduct.vocabulary.together import asked, direct_of, is_seen_by_nobody, numbered

connection: Any = _connection  # its types do not know that it looks whether it lives


def asked_first(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """All rows of a statement that changes nothing and names no table with row policies (`access.guard`)."""
    if connection.in_atomic_block or not is_seen_by_nobody(connection):
        return asked(sql, values)
    is_old = connection.connection is not None and not connection.health_check_done
    try:
        return _rows(sql, values)
    except psycopg.OperationalError:
        if not is_old:
            with connection.wrap_database_errors:
                raise
    except psycopg.Error:
        with connection.wrap_database_errors:
            raise
    connection.close()
    with connection.wrap_database_errors:
        return _rows(sql, values)


def _rows(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    connection.ensure_connection()
    rows: list[tuple[Any, ...]] = direct_of(connection).ask(numbered(sql), values, is_alone=True)
    connection.health_check_done = True
    return rows
