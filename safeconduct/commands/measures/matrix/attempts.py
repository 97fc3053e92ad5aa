"""Many calls of the doors at once: each as whom it says, in a statement of its own, its refusal caught as a word.

The two functions live in a schema that is there for as long as the matrix is asked. They run with the rights of whoever
calls them, so they open nothing.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import psycopg

YES = ""

FUNCTIONS = """
CREATE SCHEMA asking;
GRANT USAGE ON SCHEMA asking TO safeconduct_app, safeconduct_inbox;
CREATE FUNCTION asking.does(token text, call text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('safeconduct.context', token, true);
  EXECUTE call;
  RETURN '';
EXCEPTION WHEN insufficient_privilege THEN RETURN replace(SQLERRM, 'access: ', '');
END $$;
CREATE FUNCTION asking.tries(token text, call text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('safeconduct.context', token, true);
  EXECUTE call;
  RAISE EXCEPTION USING ERRCODE = 'P4444';
EXCEPTION WHEN insufficient_privilege THEN RETURN replace(SQLERRM, 'access: ', '');
          WHEN SQLSTATE 'P4444' THEN RETURN '';
END $$;
"""


@contextmanager
def asking(owner: psycopg.Connection) -> Iterator[None]:
    """Inside, `said` can be asked."""
    owner.execute("DROP SCHEMA IF EXISTS asking CASCADE")
    owner.execute(FUNCTIONS)
    try:
        yield
    finally:
        owner.execute("DROP SCHEMA asking CASCADE")


def said(
    connection: psycopg.Connection, calls: Sequence[tuple[str, str]], *, undone: bool = False
) -> list[str]:
    """What the database says to each call (token, statement), in their order: "" or its word for why not.

    `undone`: each is taken back after it was possible.
    """
    rows = connection.execute(
        f"SELECT asking.{'tries' if undone else 'does'}(c.token, c.call) "
        "FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS c (token, call, n) ORDER BY c.n",
        [[token for token, _ in calls], [call for _, call in calls]],
    ).fetchall()
    return [row[0] for row in rows]


def text(value: object) -> str:
    """A value as a statement takes it: an identifier, a code or a list of these; none of them holds a quote."""
    if value is None:
        return "NULL"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, (list, tuple)):
        return f"ARRAY[{', '.join(map(text, value))}]::text[]"
    return f"'{value}'"


def call(function: str, *values: object) -> str:
    """A call of a function of the access schema."""
    return f"SELECT access.{function}({', '.join(map(text, values))})"
