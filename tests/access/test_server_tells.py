"""What the catalogue and the server tell a serving role beside its rows: statistics, statements, locks, notices."""

from typing import Any

import psycopg
import pytest

from safeconduct.commands.places import REPOSITORY
from tests.access.names import ID
from tests.access.test_context import readable
from tests.access.world import World
from tests.conftest import ROLES


@pytest.fixture(params=["app", "inbox", "worker"])
def role(request: pytest.FixtureRequest) -> str:
    """Each of the serving roles."""
    return str(request.param)


def test_statistics_of_protected_tables_are_hidden(world: World, role: str) -> None:
    """Most common values and histogram bounds are values of rows."""
    world.owner.execute("ANALYZE")
    protected = list(readable(world, role))
    hidden = world.connections[role].execute(
        "SELECT count(*) FROM pg_stats WHERE schemaname || '.' || tablename = ANY (%s)", [protected]
    )
    assert hidden.fetchone() == (0,)
    for view in ("pg_stats_ext", "pg_stats_ext_exprs"):
        found = world.connections[role].execute(f"SELECT count(*) FROM {view}")
        assert found.fetchone() == (0,)


def test_what_remains_the_catalogue_tells_how_many_rows_a_table_has(world: World, role: str) -> None:
    row: Any = (
        world.connections[role]
        .execute("SELECT reltuples FROM pg_class WHERE oid = 'cases.section_version'::regclass")
        .fetchone()
    )
    # The number, or -1 where nobody has counted yet: it is told to every role.
    assert isinstance(row[0], float)


@pytest.mark.parametrize("other", ["inbox", "worker", "owner"])
def test_the_statements_of_another_role_are_not_seen(world: World, role: str, other: str) -> None:
    if role == other:
        return
    pid = world.connections[other].info.backend_pid
    world.connections[other].execute("SELECT 'a secret of the other role'")
    seen = (
        world.connections[role].execute("SELECT query FROM pg_stat_activity WHERE pid = %s", [pid]).fetchone()
    )
    assert seen in (("<insufficient privilege>",), (None,))


def test_large_objects_of_another_role_are_not_read(world: World) -> None:
    with world.acting("ana") as connection:
        made: Any = connection.execute("SELECT lo_from_bytea(0, 'x')").fetchone()
        for role in ("inbox", "worker"):
            assert world.connections[role].execute(
                "SELECT count(*) FROM pg_largeobject_metadata"
            ).fetchone() == (0,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
            connection.execute("SELECT data FROM pg_largeobject WHERE loid = %s", made)


def test_nothing_here_is_kept_in_large_objects(world: World) -> None:
    assert world.owner.execute("SELECT count(*) FROM pg_largeobject_metadata").fetchone() == (0,)


def test_a_lock_by_name_shows_a_number_and_no_name(world: World) -> None:
    with world.acting("ana") as connection:
        connection.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{ID('own_alfa')}/needs"]
        )
        seen = (
            world.connections["inbox"]
            .execute("SELECT classid, objid, objsubid FROM pg_locks WHERE locktype = 'advisory'")
            .fetchall()
        )
    assert seen
    assert all(isinstance(value, int) for row in seen for value in row)


NOTIFYING = {
    "safeconduct/vocabulary/ready.py": "RETURNING pg_notify(%s, %s)",
    "safeconduct/site/demo_clock.py": "str(hours)",
}
"""Who notifies, and what the payload is: what `wake` says, which is a node's name, or the hours of the moved clock."""


def test_no_notification_carries_anything_of_a_person(world: World) -> None:
    found = {
        str(path.relative_to(REPOSITORY))
        for path in (REPOSITORY / "safeconduct").rglob("*.py")
        if "pg_notify(" in path.read_text() and "measures" not in path.parts
    }
    assert found == set(NOTIFYING)
    for path, payload in NOTIFYING.items():
        assert payload in (REPOSITORY / path).read_text()
    waking = {
        line.strip()
        for path in (REPOSITORY / "safeconduct").rglob("*.py")
        for line in path.read_text().splitlines()
        if "wake=(" in line
    }
    assert waking == {
        "insert(_row(road, parcel, routing, event, at), wake=(CHANNEL, road.peer), may_wait=True)"
    }
    functions = world.owner.execute(
        "SELECT p.oid::regproc::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace "
        "WHERE p.prosrc ILIKE '%notify%' AND n.nspname NOT LIKE 'pg\\_%'"
    ).fetchall()
    assert {
        name for (name,) in functions if not name.startswith(("procrastinate_", "public.procrastinate_"))
    } == set()


def test_no_serving_role_reads_a_counter_of_a_protected_table(world: World, role: str) -> None:
    counters = world.owner.execute(
        "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE c.relkind = 'S' AND n.nspname <> 'public'"
    ).fetchall()
    assert counters == []
    readable_ones = world.owner.execute(
        "SELECT c.oid::regclass::text FROM pg_class c "
        "WHERE CASE WHEN c.relkind = 'S' THEN has_sequence_privilege(%s, c.oid, 'SELECT') END",
        [ROLES[role]],
    ).fetchall()
    assert readable_ones == []
