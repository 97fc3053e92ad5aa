"""What the tables promise as a whole: forced row policies, nothing owned, nothing granted beside the lists."""

import pytest

from safeconduct.vocabulary.roles import APP, INBOX, OWNER, SERVING, STATISTICS
from tests.access.world import World

PROTECTED = ("keys", "audit", "consent", "cases", "rights", "counsel", "referrals", "exchange", "statistics")
OPEN_TABLES = {"exchange.peer", "referrals.agreed_once", "referrals.agreed_period", "rights.counting_anew"}
"""Tables of these schemas that hold nothing about a person: whom we exchange with, how long clocks run and ran, and
how many last days by a rule were counted anew."""

TABLES = """
    SELECT n.nspname || '.' || c.relname, c.relrowsecurity, c.relforcerowsecurity, pg_get_userbyid(c.relowner)
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname = ANY (%s)
"""
GRANTS = """
    SELECT DISTINCT table_schema || '.' || table_name, grantee, privilege_type FROM (
      SELECT table_schema, table_name, grantee, privilege_type FROM information_schema.table_privileges
      UNION ALL
      SELECT table_schema, table_name, grantee, privilege_type FROM information_schema.column_privileges
    ) g WHERE table_schema = ANY (%s) AND grantee <> %s
"""
POLICIES = "SELECT schemaname || '.' || tablename, unnest(roles)::text, cmd, permissive FROM pg_policies"


def test_every_protected_table_has_row_policies_that_bind_its_owner_too(world: World) -> None:
    tables = world.owner.execute(TABLES, [list(PROTECTED)]).fetchall()
    loose = {name for name, enabled, forced, _ in tables if not (enabled and forced)}
    assert loose == OPEN_TABLES
    assert len(tables) >= 14
    case = world.owner.execute(TABLES, [["access"]]).fetchall()
    assert [row[1:3] for row in case if row[0] == "access.case"] == [(True, True)]


def test_the_owner_of_every_table_is_the_owner(world: World) -> None:
    schemas = [*PROTECTED, "access", "agencies", "directory", "public"]
    assert {row[3] for row in world.owner.execute(TABLES, [schemas]).fetchall()} == {OWNER}


@pytest.mark.parametrize("catalog, column", [
    ("pg_class", "relowner"), ("pg_proc", "proowner"), ("pg_namespace", "nspowner"), ("pg_type", "typowner"),
    ("pg_database", "datdba"), ("pg_largeobject_metadata", "lomowner"),
])  # fmt: skip
def test_a_serving_role_owns_nothing(world: World, catalog: str, column: str) -> None:
    owned = world.owner.execute(
        f"SELECT count(*) FROM {catalog} WHERE pg_get_userbyid({column}) = ANY (%s)", [[*SERVING, STATISTICS]]
    ).fetchone()
    assert owned == (0,)


def test_no_serving_role_can_become_another_role(world: World) -> None:
    assert world.owner.execute(
        "SELECT count(*) FROM pg_auth_members WHERE pg_get_userbyid(member) = ANY (%s)",
        [[*SERVING, STATISTICS]],
    ).fetchone() == (0,)


def test_each_granted_command_has_a_policy_that_lets_rows_through(world: World) -> None:
    granted = {
        (table, role, command)
        for table, role, command in world.owner.execute(GRANTS, [list(PROTECTED), OWNER]).fetchall()
        if table not in OPEN_TABLES
    }
    having = set()
    for table, role, command, permissive in world.owner.execute(POLICIES).fetchall():
        if permissive != "PERMISSIVE":
            continue  # it only narrows
        commands = ["SELECT", "INSERT", "UPDATE", "DELETE"] if command == "ALL" else [command]
        having |= {(table, role, one) for one in commands}
    assert granted - having == set()
    assert {role for _, role, _ in granted} == {*SERVING, STATISTICS}
    assert {command for _, _, command in granted} == {"SELECT", "INSERT", "UPDATE", "DELETE"}


def test_no_policy_is_for_everybody(world: World) -> None:
    roles = {row[1] for row in world.owner.execute(POLICIES).fetchall()}
    assert roles == {OWNER, *SERVING, STATISTICS}


def test_the_tables_of_access_are_behind_its_functions(world: World) -> None:
    granted = world.owner.execute(GRANTS, [["access"], OWNER]).fetchall()
    assert sorted(granted) == [("access.case", APP, "SELECT"), ("access.case", INBOX, "SELECT")]


def test_agencies_and_services_are_read_only(world: World) -> None:
    granted = world.owner.execute(GRANTS, [["agencies", "directory"], OWNER]).fetchall()
    assert {command for _, _, command in granted} == {"SELECT"}


def test_nothing_is_granted_to_everybody(world: World) -> None:
    assert (
        world.owner.execute(
            "SELECT c.relname FROM pg_namespace n JOIN pg_class c ON c.relnamespace = n.oid, aclexplode(c.relacl) e "
            "WHERE e.grantee = 0 AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'"
        ).fetchall()
        == []
    )


@pytest.mark.parametrize("role", ["app", "inbox", "worker"])
def test_a_serving_role_cannot_look_past_the_policies(world: World, role: str) -> None:
    """Row security switched off means an error for who is bound by it, never all rows."""
    with world.with_token(role, "") as connection:
        connection.execute("SET LOCAL row_security = off")
        table = "audit.record" if role != "inbox" else "exchange.incoming"
        with pytest.raises(Exception, match=r"row-level security|permission denied"):
            connection.execute(f"SELECT count(*) FROM {table}")
