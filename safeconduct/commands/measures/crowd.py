"""A large node around a few real people: the rows that one real referral left are copied many times, under new names.

What is copied is found in the catalogue: every table that names the case or the referral. So a table that is added to
the product is in the crowd by itself. Agencies and members are copied first, and the copies are theirs. Only what
nobody measures is smaller than in life: sealed messages are empty, and of the audit three records a referral remain.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import psycopg
from psycopg import sql

from safeconduct.commands.measures import Plan

PART = 20_000
"""So many referrals are copied in one statement a table."""
MOST_ROWS = 3
"""Of one table of the audit, rows a referral."""
OWN_SHARE = 200
"""One in so many copies belongs to the agency that is looked at, and to a colleague there."""

PLACES = """
CREATE SCHEMA IF NOT EXISTS bench;
CREATE UNLOGGED TABLE IF NOT EXISTS bench.place (
  number int PRIMARY KEY, agency uuid, team uuid, member uuid, account int);
CREATE UNLOGGED TABLE IF NOT EXISTS bench.copy (
  number int PRIMARY KEY, "case" uuid, "row" uuid, shared uuid, consent uuid, agency uuid, team uuid, member uuid,
  name text);
"""

ACCOUNTS = """
INSERT INTO auth_user
  (id, username, password, is_superuser, first_name, last_name, email, is_staff, is_active, date_joined)
SELECT account, 'copy-' || number, '!', false, '', '', '', false, true, now() FROM bench.place p
 WHERE NOT EXISTS (SELECT FROM agencies.member m WHERE m.id = p.member)
"""
AGENCIES = """
INSERT INTO agencies.agency
SELECT (jsonb_populate_record(a, jsonb_build_object('id', p.agency, 'name', 'Copy ' || p.number))).*
  FROM agencies.agency a, bench.place p
 WHERE a.id = %(agency)s AND p.number > 0 AND NOT EXISTS (SELECT FROM agencies.agency o WHERE o.id = p.agency)
"""
TEAMS = """
INSERT INTO agencies.team (id, agency_id, name, professions, languages)
SELECT p.team, p.agency, 'Copy', ARRAY['social_worker'], '{}' FROM bench.place p
 WHERE NOT EXISTS (SELECT FROM agencies.team o WHERE o.id = p.team)
"""
MEMBERS = """
INSERT INTO agencies.member
SELECT (jsonb_populate_record(m, jsonb_build_object(
         'id', p.member, 'agency_id', p.agency, 'user_id', p.account, 'name', 'Copy'))).*
  FROM agencies.member m, bench.place p
 WHERE m.id = %(member)s AND NOT EXISTS (SELECT FROM agencies.member o WHERE o.id = p.member)
"""
SEATS = """
INSERT INTO agencies.seat (id, member_id, team_id)
SELECT gen_random_uuid(), p.member, p.team FROM bench.place p
 WHERE NOT EXISTS (SELECT FROM agencies.seat o WHERE o.team_id = p.team)
"""


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


def model_of(connection: psycopg.Connection, reference: str, member: UUID) -> Model:
    """The referral of this reference, worked on by this member, as the model of a crowd."""
    row = connection.execute(
        "SELECT case_id, id, shared, consent_id, agency_id, team_id, handle FROM referrals.referral "
        "WHERE reference = %s",
        [reference],
    ).fetchone()
    assert row is not None  # noqa: S101 - it was walked a moment ago
    case, referral, shared, consent, agency, team, handle = row
    return Model(case, referral, shared, consent, agency, team, member, handle, reference)


def grow(
    connection: psycopg.Connection,
    model: Model,
    *,
    places: int,
    copies: tuple[int, int],
    plan: Plan,
    own_share: int = OWN_SHARE,
) -> int:
    """Have at least so many agencies with a member each, and copy the model for them, from one number up to another.

    One in `own_share` of them belongs to the agency that is looked at. Returns the rows written. As the superuser,
    without foreign keys; for two cores some 60,000 rows a second.
    """
    connection.execute(PLACES)
    connection.execute("SET session_replication_role = replica")
    written = _places(connection, model, places)
    first, end = copies
    for start in range(first, end, PART):
        plan.say(f"copies: {start} of {end}")
        _names(connection, start, min(start + PART, end), places, own_share)
        written += sum(_copy(connection, model, *table) for table in _tables(connection))
    connection.execute("SET session_replication_role = origin")
    connection.execute("VACUUM (ANALYZE)")
    return written


def _places(connection: psycopg.Connection, model: Model, number: int) -> int:
    """So many agencies like the model's, each with a member, an account and a seat in a team of its own.

    The first is the model's own agency, where the member is a colleague.
    """
    connection.execute(
        "INSERT INTO bench.place SELECT n, CASE n WHEN 0 THEN %s ELSE gen_random_uuid() END, gen_random_uuid(), "
        "gen_random_uuid(), 1000000 + n FROM generate_series(0, %s::int) n ON CONFLICT DO NOTHING",
        [model.agency, number],
    )
    named = {"agency": model.agency, "member": model.member}
    statements = (ACCOUNTS, AGENCIES, TEAMS, MEMBERS, SEATS)
    return sum(connection.execute(statement, named).rowcount for statement in statements)


def _names(connection: psycopg.Connection, first: int, last: int, places: int, own_share: int) -> None:
    """New names for the copies of this part: one in `own_share` is a colleague's."""
    connection.execute("TRUNCATE bench.copy")
    connection.execute(
        "INSERT INTO bench.copy SELECT n, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), "
        "p.agency, p.team, p.member, 'copy-' || n FROM generate_series(%s::int, %s::int) n JOIN bench.place p "
        "ON p.number = CASE WHEN n %% %s = 0 THEN 0 ELSE n %% %s + 1 END",
        [first, last - 1, own_share, places],
    )
    connection.execute("ANALYZE bench.copy")


def _tables(connection: psycopg.Connection) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
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


def _copy(
    connection: psycopg.Connection, model: Model, schema: str, name: str, columns: list[tuple[str, str]]
) -> int:
    """Copy the model's rows of one table for every name of this part; rows written."""
    about = [
        column for column, kind in columns if kind == "uuid" and column in ("case_id", "referral_id", "id")
    ]
    is_model = sql.SQL(" OR ").join(
        sql.SQL("r.{} = ANY(%(about)s)").format(sql.Identifier(column)) for column in about
    )
    statement = sql.SQL(
        "INSERT INTO {table} ({columns}) OVERRIDING SYSTEM VALUE SELECT {values} FROM "
        "(SELECT * FROM {table} r WHERE {is_model} {limit}) r CROSS JOIN bench.copy c"
    ).format(
        table=sql.Identifier(schema, name),
        columns=sql.SQL(", ").join(sql.Identifier(column) for column, _kind in columns),
        values=sql.SQL(", ").join(_value(model, column, kind) for column, kind in columns),
        is_model=is_model,
        limit=sql.SQL(f"LIMIT {MOST_ROWS}" if schema == "audit" else ""),
    )
    return connection.execute(statement, {"about": [model.case, model.row, model.shared]}).rowcount


def _value(model: Model, column: str, kind: str) -> sql.Composable:
    """What stands in a copy: the new name where the model's stood, something new for an own id, else the same."""
    place = sql.SQL("r.{}").format(sql.Identifier(column))
    if column == "event" and kind == "jsonb":
        return sql.SQL("'{}'::jsonb")
    if column in ("handle", "reference"):
        return sql.SQL("c.name")
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
    other = sql.SQL("gen_random_uuid()") if column in ("id", "message_id") else place
    return sql.SQL("CASE {} {} ELSE {} END").format(place, sql.SQL(" ").join(cases), other)
