"""The rows that one referral left, set aside and written again under new names (`crowd.py` has the names)."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import psycopg
from psycopg import sql

IN_ORDER = (
    "(lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000000)::bigint), 15, '0')"
    " || substr(md5(random()::text), 1, 17))::uuid"
)
"""In the order of time: a random one is put into another page of its index each time."""
SEALED_BYTES = 200
"""So many bytes of what nobody opens."""


@dataclass(frozen=True, slots=True)
class Model:
    """The real referral that is copied, by the names under which rows know it."""

    case: UUID
    row: UUID
    shared: UUID
    consent: UUID
    agency: UUID
    team: UUID
    member: UUID
    handle: str
    reference: str

    @property
    def names(self) -> dict[UUID, str]:
        """Each id that is replaced, and the column of `bench.copy` that has the new one."""
        return {
            self.case: "case",
            self.row: "row",
            self.shared: "shared",
            self.consent: "consent",
            self.agency: "agency",
            self.team: "team",
            self.member: "member",
        }


def tables(connection: psycopg.Connection) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """Each table that names a case or a referral: schema, name, and its columns with their types."""
    rows = connection.execute(
        "SELECT n.nspname, c.relname, array_agg(a.attname::text ORDER BY a.attnum), "
        "array_agg(a.atttypid::regtype::text ORDER BY a.attnum) FROM pg_class c "
        "JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid "
        "WHERE c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' "
        "AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'public', 'bench') GROUP BY 1, 2 "
        "HAVING bool_or(a.attname IN ('case_id', 'referral_id', 'referral')) "
        "OR (n.nspname, c.relname) IN (('access', 'case'), ('referrals', 'referral')) ORDER BY 1, 2"
    )
    for schema, name, columns, types in rows.fetchall():
        yield schema, name, list(zip(columns, types, strict=True))


def keep_model(
    connection: psycopg.Connection,
    model: Model,
    schema: str,
    name: str,
    columns: list[tuple[str, str]],
    *,
    most_rows: int | None,
) -> None:
    """Set the model's rows of one table aside, so that nobody has to find them among the copies."""
    about = [
        column for column, kind in columns if kind == "uuid" and column in ("case_id", "referral_id", "id")
    ]
    is_model = sql.SQL(" OR ").join(
        sql.SQL("r.{} = ANY(%(about)s)").format(sql.Identifier(column)) for column in about
    )
    statement = sql.SQL(
        "DROP TABLE IF EXISTS pg_temp.{aside}; "
        "CREATE TEMP TABLE {aside} AS SELECT * FROM {table} r WHERE {is_model} {limit}"
    ).format(
        aside=sql.Identifier(f"{schema}_{name}"),
        table=sql.Identifier(schema, name),
        is_model=is_model,
        limit=sql.SQL(f"LIMIT {most_rows}" if most_rows else ""),
    )
    about_it = [model.case, model.row, model.shared]
    with psycopg.ClientCursor(connection) as cursor:
        cursor.execute(statement, {"about": about_it})


def copy(
    connection: psycopg.Connection, model: Model, schema: str, name: str, columns: list[tuple[str, str]]
) -> int:
    """Copy the model's rows of one table for every name of this part; rows written."""
    statement = sql.SQL(
        "INSERT INTO {table} ({columns}) OVERRIDING SYSTEM VALUE SELECT {values} FROM {aside} r CROSS JOIN bench.copy c"
    ).format(
        table=sql.Identifier(schema, name),
        columns=sql.SQL(", ").join(sql.Identifier(column) for column, _kind in columns),
        values=sql.SQL(", ").join(_value(model, column, kind) for column, kind in columns),
        aside=sql.Identifier("pg_temp", f"{schema}_{name}"),
    )
    return connection.execute(statement).rowcount


def _value(model: Model, column: str, kind: str) -> sql.Composable:
    """What stands in a copy: the new name where the model's stood, something new for an own id, else the same."""
    place = sql.SQL("r.{}").format(sql.Identifier(column))
    if column in ("event", "held") and kind == "jsonb":
        return sql.SQL("'{}'::jsonb")
    if column in ("handle", "reference"):
        return sql.SQL("c.name")
    if kind == "bytea":
        return sql.SQL("substring({} FROM 1 FOR {})").format(place, sql.Literal(SEALED_BYTES))
    if column == "digest":
        return sql.SQL("md5(r.digest || c.number)")
    if column == "number" and kind == "bigint":
        return sql.SQL("r.number + 1000 * (c.number + 1)")
    if kind != "uuid":
        return place
    cases = [
        sql.SQL("WHEN {} THEN c.{}").format(sql.Literal(old), sql.Identifier(new))
        for old, new in model.names.items()
    ]
    other = sql.SQL(IN_ORDER) if column in ("id", "message_id") else place
    return sql.SQL("CASE {} {} ELSE {} END").format(place, sql.SQL(" ").join(cases), other)
