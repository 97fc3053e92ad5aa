"""What the database itself holds of a file beside what was received, whoever writes."""

from typing import Any

import psycopg
import pytest

from tests.access.constraints import constraints_of, refused_by
from tests.access.names import ID
from tests.access.rows import insert
from tests.access.world import World

BOTH: dict[str, Any] = {
    "own_case": ID("own_alfa"),
    "received_case": ID("another"),
    "agency_id": ID("alfa"),
}
COPY: dict[str, Any] = BOTH | {"section": "needs", "own_version": 7, "fields": ["wish"]}
BROKEN: dict[str, tuple[str, list[dict[str, Any]]]] = {
    "beside_pkey": ("beside", [BOTH | {"id": ID("x")}, BOTH | {"id": ID("x"), "received_case": ID("third")}]),
    "one_own_file_for_what_was_received": ("beside", [BOTH, BOTH | {"own_case": ID("another_own")}]),
    "two_files_beside_each_other": ("beside", [BOTH | {"received_case": ID("own_alfa")}]),
    "copied_pkey": ("copied", [COPY | {"id": ID("x")}, COPY | {"id": ID("x"), "own_version": 8}]),
    "one_origin_a_version": ("copied", [COPY, COPY | {"received_case": ID("third")}]),
    "something_was_taken_over": ("copied", [COPY | {"fields": []}]),
}


def test_every_constraint_is_broken_below(world: World) -> None:
    assert constraints_of(world, "cases.beside", "cases.copied") == set(BROKEN)


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_holds(world: World, name: str) -> None:
    table, rows = BROKEN[name]
    assert refused_by(world, f"cases.{table}", rows) == name


@pytest.mark.parametrize("who, sees", [
    ("ana", 1),  # leads the one and holds the other
    ("nora", 1),  # holds what was received
    ("dan", 0), ("sara", 0), ("bea", 0), ("jude", 0), ("adam", 0),
])  # fmt: skip
def test_who_sees_that_two_files_lie_beside_each_other(world: World, who: str, sees: int) -> None:
    with world.acting(who) as connection:
        row = connection.execute(
            "SELECT count(*) FROM cases.beside WHERE agency_id = %s", [ID("alfa")]
        ).fetchone()
    assert row == (sees,)


def test_who_leads_the_one_and_holds_the_other_lays_them_beside_each_other(world: World) -> None:
    with world.acting("ana") as connection:
        assert connection.execute("DELETE FROM cases.beside").rowcount == 1
        assert lay(connection, "own_alfa", "alfa") == 1


@pytest.mark.parametrize("who, own, agency", [
    ("nora", "own_alfa", "alfa"),  # holds what was received, and leads nothing
    ("bea", "own_beta", "beta"),  # leads a file, and holds nothing of this
    ("dan", "own_alfa", "alfa"),
])  # fmt: skip
def test_nobody_else_does(world: World, who: str, own: str, agency: str) -> None:
    with world.acting(who) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        lay(connection, own, agency)


def lay(connection: psycopg.Connection, own: str, agency: str) -> int:
    """Beside what alfa received."""
    both = {"own_case": ID(own), "received_case": ID("got_alfa"), "agency_id": ID(agency)}
    return insert(connection, "cases.beside", **both)


def test_no_other_process_reads_or_writes_it(world: World) -> None:
    for role in ("inbox", "worker"):
        for table in ("beside", "copied"):
            row = world.owner.execute(
                "SELECT has_any_column_privilege(%s, %s, 'SELECT,INSERT,UPDATE')",
                [f"safeconduct_{role}", f"cases.{table}"],
            ).fetchone()
            assert row == (False,), (role, table)
