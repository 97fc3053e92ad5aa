"""Raw SQL of a serving role that wants more than its rows: what is tried, and what each attempt is told.

What stays visible all the same (numbers and existence, never a value) has tests here as well, so that the list in
docs/explanation/threat-model.md stays true.
"""

import json
import re
import uuid
from typing import Any

import psycopg
import pytest
from psycopg import sql

from safeconduct.vocabulary.roles import OWNER
from tests.access.names import ID
from tests.access.rows import NOW, insert, named_table
from tests.access.test_context import ASKING, readable, rows
from tests.access.test_functions import FUNCTIONS
from tests.access.world import World
from tests.conftest import ROLES

ROLE_NAMES = ("app", "inbox", "worker")
FOREIGN = [
    ID(name) for name in ("own_beta", "got_beta", "row_own_beta", "row_got_beta", "bea", "beta", "team_beta")
]


@pytest.fixture(params=ROLE_NAMES)
def role(request: pytest.FixtureRequest) -> str:
    """Each of the serving roles."""
    return str(request.param)


# --- Becoming somebody else, putting something in the way -------------------------------------------------------

DENIED = {
    "become the owner": f"SET ROLE {OWNER}",
    "become the owner of the session": f"SET SESSION AUTHORIZATION {OWNER}",
    "a temporary table in the way": "CREATE TEMP TABLE grants AS SELECT 1 AS case_id",
    "a temporary view": "CREATE TEMP VIEW grants AS SELECT 1 AS case_id",
    "a function of one's own": "CREATE FUNCTION public.leak(text) RETURNS boolean LANGUAGE sql AS 'SELECT true'",
    "a temporary function": "CREATE FUNCTION pg_temp.leak(text) RETURNS boolean LANGUAGE sql AS 'SELECT true'",
    "an operator of one's own": "CREATE OPERATOR public.=== (LEFTARG = text, RIGHTARG = text, FUNCTION = texteq)",
    "a schema of one's own": "CREATE SCHEMA mine",
    "a function before the real one": "CREATE FUNCTION access.me() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "a policy of one's own": "CREATE POLICY mine ON cases.section_version USING (true)",
    "no row security any more": "ALTER TABLE cases.section_version DISABLE ROW LEVEL SECURITY",
    "a trigger of one's own": "CREATE TRIGGER t AFTER INSERT ON audit.record EXECUTE FUNCTION audit.stamped()",
    "a rule of one's own": "CREATE RULE r AS ON INSERT TO audit.record DO NOTHING",
    "an extension": "CREATE EXTENSION dblink",
    "a language that reads files": "CREATE EXTENSION plpython3u",
    "a file of the server": "SELECT pg_read_file('PG_VERSION')",
    "a file as a large object": "SELECT lo_import('/etc/hostname')",
    "a program": "COPY (SELECT 1) TO PROGRAM 'cat'",
    "a file to write to": "COPY (SELECT 1) TO '/never'",
    "the statistics themselves": "SELECT * FROM pg_statistic",
    "the passwords": "SELECT * FROM pg_authid",
    "somebody's session to end": "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename LIKE '%owner'",
    "a setting of the server": "SET LOCAL session_preload_libraries = 'x'",
    "a session that replicates": "SET LOCAL session_replication_role = replica",
    "another owner for a table": "ALTER TABLE cases.section_version OWNER TO CURRENT_USER",
    "all rows at once": "TRUNCATE audit.record",
}  # fmt: skip


@pytest.mark.own_sql
@pytest.mark.parametrize("what", DENIED)
def test_it_is_denied(world: World, role: str, what: str) -> None:
    with world.with_token(role, world.token(ASKING[role])) as connection:
        try:
            with connection.transaction(force_rollback=True):
                connection.execute(DENIED[what])
        except (psycopg.errors.InsufficientPrivilege, psycopg.errors.FeatureNotSupported):
            return
        except psycopg.errors.UndefinedFile:
            return  # an extension that this server does not bring
    assert what == "somebody's session to end", "nothing said no"  # no session of the owner's is seen


@pytest.mark.parametrize(
    "path", ["pg_temp, public", "public, access", "'$user', pg_catalog", "keys, cases, referrals"]
)
def test_another_search_path_shows_the_same(world: World, role: str, path: str) -> None:
    with world.with_token(role, world.token(ASKING[role])) as connection:
        tables = readable(world, role)
        before = {table: rows(connection, table) for table in tables}
        connection.execute(f"SET LOCAL search_path = {path}")
        assert {table: rows(connection, table) for table in tables} == before


def test_what_a_definer_calls_is_not_what_stands_in_a_temporary_schema(world: World) -> None:
    """As if somebody had given the right to make temporary tables after all."""
    app = world.connections["app"]
    name = sql.Identifier(app.info.dbname)
    world.owner.execute(sql.SQL("GRANT TEMPORARY ON DATABASE {} TO safeconduct_app").format(name))
    try:
        with world.acting("ana") as connection:
            before = rows(connection, "cases.section_version")
            connection.execute("CREATE TEMP TABLE grants (case_id uuid, section text)")
            connection.execute("INSERT INTO grants VALUES (%s, 'needs')", [ID("own_beta")])
            connection.execute("CREATE TEMP TABLE member AS SELECT %s::uuid AS id", [ID("bea")])
            connection.execute(
                "CREATE FUNCTION pg_temp.current_member() RETURNS uuid LANGUAGE sql AS "
                f"$$ SELECT '{ID('bea')}'::uuid $$"
            )
            connection.execute("SET LOCAL search_path = pg_temp, access, public")
            assert rows(connection, "cases.section_version") == before > 0
            assert connection.execute("SELECT access.current_member()").fetchone() == (ID("ana"),)
    finally:
        world.owner.execute(sql.SQL("REVOKE TEMPORARY ON DATABASE {} FROM safeconduct_app").format(name))
        app.execute("DISCARD TEMP")


# --- Definer functions ------------------------------------------------------------------------------------------

GIVEN: dict[str, Any] = {
    "text": "x", "integer": 5, "boolean": True, "text[]": ["needs"], "timestamp with time zone": NOW,
    "bytea": b"x" * 32, "smallint": 1, "jsonb": "{}", "bigint": 1,
}  # fmt: skip


OF_ALL_CASES = {
    "agencies.statements_said()": "app: what agencies say in public, with their ids and no member; of no case",
    "access.standing_keys()": "worker: where a key stands, so that what lies under none goes; no content",
}
"""The functions that name cases of every agency on purpose."""


def callable_by(world: World, role: str) -> list[str]:
    """Each function of ours that the role may call, with its arguments."""
    with world.owner.transaction():
        world.owner.execute("SET LOCAL search_path = pg_catalog")
        every = world.owner.execute(FUNCTIONS).fetchall()
    return sorted(row[0] for row in every if ROLES[role] in row[4] and not row[0].startswith("procrastinate"))


def values_of(kinds: list[str], foreign: uuid.UUID) -> list[Any]:
    """Arguments of these kinds, every identifier being a foreign one."""
    return [
        foreign if kind == "uuid" else [foreign] if kind == "uuid[]" else GIVEN.get(kind) for kind in kinds
    ]


def test_no_definer_hands_out_anything_of_a_foreign_case(world: World, role: str) -> None:
    """Each function that the role may call, asked with the identifiers of another agency's rows and people."""
    asked = 0
    for name in set(callable_by(world, role)) - set(OF_ALL_CASES):
        kinds: Any = world.owner.execute(
            "SELECT coalesce(array_agg(format_type(t, NULL) ORDER BY n), '{}') FROM pg_proc p, "
            "unnest(p.proargtypes) WITH ORDINALITY AS a (t, n) WHERE p.oid = %s::regprocedure",
            [name],
        ).fetchone()
        for foreign in FOREIGN:
            with world.with_token(role, world.token(ASKING[role])) as connection:
                given = values_of(kinds[0], foreign)
                holes = sql.SQL(", ").join(
                    sql.SQL("{}::" + kind).format(sql.Placeholder()) for kind in kinds[0]
                )  # fmt: skip
                statement = sql.SQL("SELECT * FROM {}({})").format(
                    sql.Identifier(*name.partition("(")[0].split(".")), holes
                )
                try:
                    found = connection.execute(statement, given).fetchall()
                except psycopg.Error as refusal:
                    said = f"{refusal} {refusal.diag.message_detail}"
                    assert not any(str(other) in said for other in FOREIGN if other != foreign), name
                    continue
                others = {str(value) for row in found for value in row} & {str(one) for one in FOREIGN}
                assert others <= {str(foreign)}, (name, found)
                asked += 1
    assert asked > 20


# --- Functions that leak, COPY, plans ---------------------------------------------------------------------------


def columns_of(world: World, role: str, table: str) -> list[str]:
    """The columns of a table that the role may read."""
    found = world.connections[role].execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped "
        "AND has_column_privilege(attrelid, attnum, 'SELECT')",
        [named_table(table)],
    )
    return [row[0] for row in found.fetchall()]


def test_a_leaky_condition_is_asked_of_no_row_that_is_not_visible(world: World, role: str) -> None:
    """A cast that fails says what it met. Without a token it meets nothing, in any column of any table."""
    for table in readable(world, role):
        for column in columns_of(world, role, table):
            for trap in (
                "({0})::text::date IS NULL",
                "1 / length(replace(({0})::text, ({0})::text, '')) = 1",
            ):
                with world.with_token(role, "") as connection:
                    statement = f"SELECT count(*) FROM {named_table(table)} WHERE {trap.format(column)}"
                    assert connection.execute(statement).fetchone() == (0,), (table, column)


def test_the_trap_itself_works(world: World) -> None:
    with (
        world.acting("ana") as connection,
        pytest.raises(psycopg.errors.InvalidDatetimeFormat, match="needs"),
    ):
        connection.execute("SELECT FROM cases.section_version WHERE section::date IS NULL")


@pytest.mark.parametrize("statement", [
    "SELECT FROM {table} WHERE case_id::text::date IS NULL",
    "SELECT FROM {table} a, {table} b WHERE b.case_id::text::date IS NULL",
    "SELECT count(*) FILTER (WHERE case_id::text::date IS NULL) FROM {table}",
    "SELECT FROM {table} ORDER BY case_id::text::date",
    "SELECT FROM (SELECT * FROM {table} OFFSET 0) q WHERE q.case_id::text::date IS NULL",
    "SELECT FROM {table} TABLESAMPLE SYSTEM (100) WHERE case_id::text::date IS NULL",
    "SELECT FROM {table} WHERE EXISTS (SELECT WHERE case_id::text::date IS NULL)",
])  # fmt: skip
@pytest.mark.parametrize(
    "table", ["cases.section_version", "keys.section_key", "referrals.text", "consent.version"]
)
def test_what_a_leaky_condition_says_is_about_ones_own_rows(world: World, table: str, statement: str) -> None:
    with world.acting("ana") as connection:
        try:
            connection.execute(statement.format(table=table))
        except psycopg.errors.Error as leak:
            said = re.findall(r"[0-9a-f]{8}-[0-9a-f-]{27}", str(leak))
            assert said
            assert {uuid.UUID(one) for one in said} <= {ID("own_alfa"), ID("got_alfa")}
        else:
            raise AssertionError("the trap did not close")


def test_copy_takes_what_a_reader_sees_and_nothing_else(world: World, role: str) -> None:
    for table in readable(world, role):
        columns = ", ".join(columns_of(world, role, table))
        copying = f"COPY (SELECT {columns} FROM {named_table(table)}) TO STDOUT"
        with world.with_token(role, "") as connection, connection.cursor() as cursor:
            with cursor.copy(copying) as out:
                assert [bytes(line) for line in out] == [], table


def test_a_plan_names_no_value_of_a_row_that_is_not_visible(world: World) -> None:
    with world.acting("ana") as connection:
        row: Any = connection.execute(
            "EXPLAIN (ANALYZE, VERBOSE, BUFFERS, FORMAT JSON) SELECT * FROM cases.section_version"
        ).fetchone()
    plan = json.dumps(row[0])
    assert not any(str(foreign) in plan for foreign in FOREIGN)


def test_what_remains_a_plan_counts_the_rows_that_were_filtered(world: World) -> None:
    """A number and no value; docs/explanation/threat-model.md says so."""
    with world.acting("ana") as connection:
        connection.execute("SET LOCAL enable_indexscan = off")
        connection.execute("SET LOCAL enable_bitmapscan = off")
        row: Any = connection.execute(
            "EXPLAIN (ANALYZE, FORMAT JSON) SELECT * FROM cases.section_version"
        ).fetchone()
    assert re.search(r'"Rows Removed by Filter": [1-9]', json.dumps(row[0]))


# --- Errors that tell -------------------------------------------------------------------------------------------


def test_a_doubled_key_tells_that_it_is_there_and_nothing_of_its_row(world: World) -> None:
    """The identifier is random and has to be known before; PostgreSQL names no value where row policies stand."""
    mine = {"agency_id": ID("alfa"), "member_id": ID("ana")}
    with world.acting("ana") as connection:
        with pytest.raises(psycopg.errors.UniqueViolation) as refused, connection.transaction():
            insert(connection, "cases.bringing", id=ID("file_own_beta"), **mine)
    assert refused.value.diag.message_detail is None
    assert str(ID("file_own_beta")) not in str(refused.value)


UNIQUE = """
    SELECT n.nspname || '.' || c.relname, i.indexrelid::regclass::text,
           ARRAY(SELECT format_type(a.atttypid, NULL) FROM pg_attribute a
                  WHERE a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey))
      FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE i.indisunique AND c.relrowsecurity
       AND (has_any_column_privilege(%(role)s, c.oid, 'INSERT') OR has_any_column_privilege(%(role)s, c.oid, 'UPDATE'))
"""
WITHOUT_AN_IDENTIFIER = {
    "exchange.receipt": "a SHA-256 of what was received",
    "exchange.catching_up": "the name of a node that the card of every peer names; it is about no person",
    "exchange.handle": "a random handle for each pair of agencies",
    "keys.year_key": "a year; that its key is there says that some file was compared in it, and nothing of whom",
    "referrals.letter_thread": "a SHA-256 of a key that comes from six words that the system drew, beside a random id",
}
"""Unique over something else that nobody guesses."""


def test_whatever_is_unique_holds_something_that_nobody_guesses(world: World, role: str) -> None:
    """So that a refusal for being there already cannot be used to ask for a person."""
    found = world.owner.execute(UNIQUE, {"role": ROLES[role]}).fetchall()
    guessable = {table for table, _index, kinds in found if "uuid" not in kinds}
    assert guessable <= set(WITHOUT_AN_IDENTIFIER)
    assert len(found) >= 3


def test_an_error_of_a_check_or_a_policy_names_no_row(world: World) -> None:
    with world.acting("ana") as connection:
        with pytest.raises(psycopg.errors.InsufficientPrivilege) as refused, connection.transaction():
            insert(connection, "cases.section_version", case_id=ID("own_beta"), section="needs", version=9)
    assert str(ID("own_beta")) not in f"{refused.value} {refused.value.diag.message_detail}"
