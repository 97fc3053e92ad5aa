"""Writes that can wait a moment go to the database together, as parts of one statement.

A statement costs a way to the database and back, and what the server does before and after it. Promised: each part is
the statement that it would be alone, under the same role, grants and row policies, in the transaction in which it was
asked for; whatever else is asked of the database first sends what waits, so nobody reads past it; and no transaction
commits before all of it is written. What is wrong with it is raised there, and not where it was asked for. Inside
`reading` it waits for the end of the block, too.

Parts do not see each other: a row policy of one must not need the row of another, and no row may be written twice.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count
from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from safeconduct.vocabulary.postgres.direct import Direct

_MOST_VALUES = 400
"""So many values go in one statement; PostgreSQL takes 65,535, but the plan of a longer one is rarely kept."""
_WAITING = "waiting_writes"
_LAST = "last_writes"
_PAST = "past_the_cursors"
_PLACE = re.compile("%[s%]")
_BEHIND = re.compile(" (RETURNING|ON CONFLICT) ")
_KEPT_TEXTS = 1024
"""Statements whose numbered text a process keeps; it has a few hundred."""
NOT_ASKED_INSIDE: set[Callable[..., Any]] = set()
"""What stands round the statements of a connection and lets all pass in a transaction: `asked` need not call it."""


def asked(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """All rows of a statement, in a transaction: past the cursors of Django and of the driver (`postgres/direct.py`).

    They cost more processor time than to ask it. Where anything else stands round the statements, such as what counts
    them, it is Django's cursor all the same.
    """
    here = connections[DEFAULT_DB_ALIAS]  # once: `connection` is looked up for each of its attributes
    if not is_plain(here):
        with here.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall() if cursor.description else []
    here.validate_no_broken_transaction()
    send_unless_reading(here)
    try:
        return _ask(here, numbered(sql), values)
    except psycopg.Error:
        with here.wrap_database_errors:
            raise


def _ask(of: BaseDatabaseWrapper, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    if of.connection is None:
        of.ensure_connection()
    return direct_of(of).ask(sql, values)


def asked_alone(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """All rows of a statement that is no part of a transaction, such as a lock of the connection."""
    here = connections[DEFAULT_DB_ALIAS]
    if here.in_atomic_block or not is_seen_by_nobody(here):
        with here.cursor() as cursor:
            cursor.execute(sql, values)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
    here.ensure_connection()
    with here.wrap_database_errors:
        return direct_of(here).ask(numbered(sql), values, is_alone=True)


def said(to: BaseDatabaseWrapper, sql: str) -> None:
    """Say a statement without values that gives nothing back, such as SAVEPOINT, behind all that waits."""
    if not is_plain(to):
        with to.cursor() as cursor:
            cursor.execute(sql)
        return
    to.validate_no_broken_transaction()
    waiting = waiting_of(to)
    if waiting is not None:
        waiting.refuse_if_over()
        send_first(to)
    with to.wrap_database_errors:
        direct_of(to).say(sql)


def is_plain(of: BaseDatabaseWrapper) -> bool:
    """Whether a transaction is open and nothing has to see each statement, so that Django need not be between."""
    return of.in_atomic_block and is_seen_by_nobody(of)


def direct_of(of: BaseDatabaseWrapper) -> Direct:
    """The way past the cursors of the driver's connection; it is kept there, with what is ready."""
    raw: Any = of.connection
    found: Direct | None = getattr(raw, _PAST, None)
    if found is None:
        found = Direct(raw)
        setattr(raw, _PAST, found)
    return found


def is_seen_by_nobody(of: BaseDatabaseWrapper) -> bool:
    """Whether nothing stands round the statements of a connection that wants to see each of them."""
    if of.queries_logged:
        return False
    for wrapper in of.execute_wrappers:  # noqa: SIM110 - each statement asks this, and a generator costs more
        if wrapper not in NOT_ASKED_INSIDE:
            return False
    return True


@lru_cache(_KEPT_TEXTS)
def _rows_of(sql: str) -> tuple[str, str]:
    """What an INSERT says before its rows, and these; nothing where it says more behind them, or is none."""
    head, word, rows = sql.partition(" VALUES ")
    is_plain_insert = head.startswith("INSERT ") and rows.endswith(")") and _BEHIND.search(rows) is None
    return (head, rows) if word and is_plain_insert else ("", "")


@lru_cache(_KEPT_TEXTS)
def numbered(sql: str) -> str:
    """The same statement as the server counts its values. The driver takes one with more than 50 values, or 4096 signs,
    apart anew each time."""
    places = count(1)
    return _PLACE.sub(lambda found: "%" if found[0] == "%%" else f"${next(places)}", sql)


class Over(RuntimeError):
    """Somebody asks while statements are on their way: what a page shows must be read before its transaction ends
    (`committing`), and nothing inside `ahead.sent`."""


@dataclass(slots=True)
class Waiting:
    """What one transaction has still to write, by table and in its order."""

    parts: list[tuple[str, Sequence[Any]]] = field(default_factory=list)
    added_to: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    is_reading: bool = False
    is_over: bool = False
    """Whether statements are on their way, and nobody asks any more."""

    def refuse_if_over(self) -> None:
        """Raises Over."""
        if self.is_over:
            raise Over("Nothing is asked while the transaction ends, or while statements are on their way.")

    def has_no_place_for(self, table: str, values: Sequence[Any], *, is_change: bool) -> bool:
        written = table in self.changed or (is_change and table in self.added_to)
        return written or sum(len(of) for _sql, of in self.parts) + len(values) > _MOST_VALUES

    def add(self, sql: str, values: Sequence[Any]) -> None:
        """One part more, or more rows of one that adds rows of the same kind: each part asks its row policies anew."""
        head, rows = _rows_of(sql)
        for place, (former, given) in enumerate(self.parts):
            if rows and _rows_of(former)[0] == head:
                self.parts[place] = (f"{former}, {rows}", [*given, *values])
                return
        self.parts.append((sql, values))

    def taken(self) -> list[tuple[str, Sequence[Any]]]:
        parts = self.parts
        self.parts, self.added_to, self.changed = [], set(), set()
        return parts


@contextmanager
def gathering() -> Iterator[None]:
    """For the whole of a transaction: what is written by `later` may wait, and is there when it commits.

    In the outermost transaction the last of it goes on one way with the commit (`goes_with_commit`).
    """
    here = connections[DEFAULT_DB_ALIAS]
    waiting = Waiting()
    setattr(here, _WAITING, waiting)
    try:
        yield
        if not here.needs_rollback:
            if here.savepoint_ids or not is_plain(here):
                send_first(here)
            else:
                setattr(here, _LAST, last_parts(waiting))
    finally:
        setattr(here, _WAITING, None)


def goes_with_commit(of: BaseDatabaseWrapper) -> list[tuple[str, Sequence[Any]]]:
    """The numbered statement that is written with the commit of this connection, taken; none where nothing waits."""
    parts: list[tuple[str, Sequence[Any]]] = getattr(of, _LAST, None) or []
    setattr(of, _LAST, None)
    return parts


@contextmanager
def reading() -> Iterator[None]:
    """What waits may wait to the end of this block, past what is asked in it: for a page that reads, and asks nothing
    about its own audit records.

    A transaction that has written nothing is quicker: what the member holds is read once (`access.kept`).
    """
    waiting = waiting_of(connection)
    if waiting is None or waiting.is_reading:
        yield
        return
    waiting.is_reading = True
    try:
        yield
    finally:
        waiting.is_reading = False


def later(sql: str, values: Sequence[Any], *, table: str, is_change: bool = False) -> None:
    """Write this before anything else is asked, at the latest at the commit; at once outside of `gathering`.

    `sql` is one INSERT, or one UPDATE or DELETE (`is_change`), of `table` that gives nothing back.
    """
    here = connections[DEFAULT_DB_ALIAS]
    waiting = waiting_of(here)
    if waiting is None:
        asked(sql, values)
        return
    if waiting.has_no_place_for(table, values, is_change=is_change):
        send_first(here)
    waiting.add(sql, values)
    (waiting.changed if is_change else waiting.added_to).add(table)


def asked_last(sql: str, values: Sequence[Any], *, table: str) -> tuple[Any, ...]:
    """The one row that this statement gives back, such as INSERT ... RETURNING; what waits goes along with it.

    It must not need to see what waits: that is written as parts of the same statement.
    """
    here = connections[DEFAULT_DB_ALIAS]
    waiting = waiting_of(here)
    if waiting is not None and waiting.has_no_place_for(table, values, is_change=True):
        send_first(here)
    parts = waiting.taken() if waiting is not None else []
    return asked(*_as_one([*parts, (sql, values)]))[0]


def send_first(to: BaseDatabaseWrapper) -> None:
    """Write what waits, now."""
    waiting = waiting_of(to)
    if waiting is not None and (parts := waiting.taken()):
        if to.alias == DEFAULT_DB_ALIAS:
            asked(*_as_one(parts))
            return
        with to.cursor() as cursor:
            cursor.execute(*_as_one(parts))


def last_parts(waiting: Waiting) -> list[tuple[str, Sequence[Any]]]:
    """What waits as one numbered statement, taken to be sent otherwise; nothing where nothing waits."""
    parts = waiting.taken()
    if not parts:
        return []
    sql, values = _as_one(parts)
    return [(numbered(sql), values)]


def send_unless_reading(to: BaseDatabaseWrapper) -> None:
    """Write what waits, where it may not wait for the end of `reading`. Raises Over."""
    waiting = waiting_of(to)
    if waiting is not None:
        waiting.refuse_if_over()
        if not waiting.is_reading:
            send_first(to)


@contextmanager
def nobody_asks(of: BaseDatabaseWrapper) -> Iterator[None]:
    """Inside, statements are on their way: whoever asks is refused, for the answers would be taken for each other's."""
    waiting = waiting_of(of)
    if waiting is None:
        yield
        return
    waiting.is_over = True
    try:
        yield
    finally:
        waiting.is_over = False


def before_others(
    execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """Put round every statement of a connection: what waits comes first, or is forgotten with its savepoint."""
    asked_of = context["connection"]
    waiting = waiting_of(asked_of)
    if waiting is not None:
        waiting.refuse_if_over()
    if waiting is not None and waiting.parts:
        if str(sql).startswith("ROLLBACK TO SAVEPOINT"):
            waiting.taken()  # it was asked for behind the savepoint: every SAVEPOINT sends what came before it
        elif not waiting.is_reading or str(sql).startswith(("SAVEPOINT", "RELEASE SAVEPOINT")):
            send_first(asked_of)
    return execute(sql, params, many, context)


NOT_ASKED_INSIDE.add(before_others)


def _as_one(parts: list[tuple[str, Sequence[Any]]]) -> tuple[str, list[Any]]:
    """The last part is the statement, the others stand in front of it."""
    before = ", ".join(f"w{place} AS ({sql})" for place, (sql, _values) in enumerate(parts[:-1]))
    values = [value for _sql, of in parts for value in of]
    return (f"WITH {before} {parts[-1][0]}" if before else parts[-1][0]), values


def waiting_of(of: BaseDatabaseWrapper) -> Waiting | None:
    """Of the transaction that is open on this connection; None outside of `gathering`."""
    return getattr(of, _WAITING, None)
