"""Rows for the tables that no real deed has filled: without them a list of nothing is quick, however it is read.

What a row must look like is found in the catalogue, so a table that is added to the product is filled by itself: codes
are the first that its check lists, names of people and files are those of the copies, times lie in the past. Nine of
ten are over: what may be without a time of its end has one. The rows mean nothing. They stand around what is measured,
on a node that is thrown away, and what they must hold together is not held: their checks are taken away first.
"""

import re

import psycopg
from psycopg import sql

OF_A_MEMBER = re.compile(r"member|_by$|author|coordinator|owner_id|worker_id|heard_by|told_to|^by_")
SINGLE = ("case", "referral", "enquiry", "grants", "section_key", "node", "policy", "policy_version", "context_key",
          "paper_key", "setup_door")  # fmt: skip
"""Tables that a node has one content of, those that every copy is in already; and enquiries, whose codes
the API reads one by one."""
SCHEMAS = ("access", "audit", "cases", "consent", "exchange", "keys", "referrals")
STANDS = 10
"""One in so many is not over."""
TABLES = """
SELECT c.oid, n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind = 'r' AND n.nspname = ANY(%s) AND NOT c.relname = ANY(%s) ORDER BY 2, 3
"""
COLUMNS = """
SELECT a.attname, format_type(a.atttypid, NULL), a.attnotnull, GREATEST(a.atttypmod - 4, 0) FROM pg_attribute a
 WHERE a.attrelid = %s AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND a.attidentity = ''
 ORDER BY a.attnum
"""
CHECKS = "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s AND contype = 'c'"
CODES = {
    "review": {"ground": "vital_interest"}, "interpreter": {"role": "interpreter", "sex": "f"},
    "refusal_count": {"subject": "total"}, "escalation": {"step": "due"},
    "nudge": {"asker": "side", "toward": "sender", "wish": "act"},
}  # fmt: skip
"""By table: codes that no check lists, and that a page of a colleague reads."""
PLAIN = {
    "boolean": "false", "integer": "c.number", "smallint": "1", "bigint": "c.number",
    "bytea": "convert_to(c.name, 'UTF8')", "jsonb": "'{}'", "json": "'{}'", "interval": "interval '0'",
    "time without time zone": "time '09:00'",
}  # fmt: skip
"""What stands in a column of this type."""
CLOSED = """
UPDATE referrals.referral r SET state = 'closed', due_at = NULL, since = r.since - interval '60 days'
  FROM bench.copy c WHERE r.id = c."row" AND c.number %% %s <> 0
"""


def fill(connection: psycopg.Connection) -> dict[str, int]:
    """Give each of the copies in `bench.copy` a row in every table that has next to none; rows by table.

    As the superuser, without foreign keys. Of the copied referrals nine of ten are closed afterwards.
    """
    connection.execute(CLOSED, [STANDS])
    filled = {}
    for table, schema, name in connection.execute(TABLES, [list(SCHEMAS), list(SINGLE)]).fetchall():
        place = sql.Identifier(schema, name)
        if written := _filled(connection, table, place, CODES.get(name, {})):
            filled[f"{schema}.{name}"] = written
    return filled


def _filled(connection: psycopg.Connection, table: int, place: sql.Identifier, known: dict[str, str]) -> int:
    columns = connection.execute(COLUMNS, [table]).fetchall()
    named = [(name, _named(name)) for name, kind, *_rest in columns if kind == "uuid" and _named(name)]
    own = [(name, copy) for name, copy in named if copy in ('c."case"', 'c."row"')]
    if not named or (own and _has(connection, place, *own[0])):
        return 0
    codes = {"role": "social_worker"} | known
    for check, said in connection.execute(CHECKS, [table]).fetchall():
        listed = re.search(r"\(+(\w+) = ANY \(+ARRAY\['([^']+)'", said)
        if listed:
            codes[listed[1]] = listed[2]
        connection.execute(sql.SQL("ALTER TABLE {} DROP CONSTRAINT {}").format(place, sql.Identifier(check)))
    values = [_value(name, kind, needed, longest, codes) for name, kind, needed, longest in columns]
    statement = sql.SQL("INSERT INTO {} ({}) SELECT {} FROM bench.copy c ON CONFLICT DO NOTHING").format(
        place,
        sql.SQL(", ").join(sql.Identifier(name) for name, *_rest in columns),
        sql.SQL(", ").join(sql.SQL(value) for value in values),
    )
    return connection.execute(statement).rowcount


def _has(connection: psycopg.Connection, place: sql.Identifier, column: str, copy: str) -> bool:
    """Whether the copies have rows of their own there."""
    found = connection.execute(
        sql.SQL("SELECT EXISTS (SELECT FROM {} t JOIN bench.copy c ON t.{} = {})").format(
            place, sql.Identifier(column), sql.SQL(copy)
        )
    ).fetchone()
    return bool(found and found[0])


def _named(column: str) -> str:
    """What of the copies stands in a column of this name; "" for what is its own."""
    if column in ("case_id", "own_case"):
        return 'c."case"'
    if column in ("referral_id", "referral"):
        return 'c."row"'
    if column == "shared":
        return "c.shared"
    if "agency" in column:
        return "c.agency"
    if column in ("team_id", "to_team"):
        return "c.team"
    return "c.member" if OF_A_MEMBER.search(column) else ""


def _value(column: str, kind: str, needed: bool, longest: int, codes: dict[str, str]) -> str:
    """How this column is written for the copy `c`."""
    if kind == "uuid":
        return _named(column) or "gen_random_uuid()"
    if kind.endswith("[]"):
        return "'{}'"
    if kind in ("timestamp with time zone", "date"):
        past = f"(now() - interval '60 days')::{kind}"
        return past if needed else f"CASE WHEN c.number % {STANDS} <> 0 THEN {past} END"
    if kind in PLAIN:
        return PLAIN[kind] if needed else "NULL"
    listed = "'" + codes[column].replace("'", "''") + "'" if column in codes else ""
    said = listed or (f"right(c.name, {longest})" if longest else "c.name")
    return said if needed else f"CASE WHEN c.number % {STANDS} <> 0 THEN {said} END"
