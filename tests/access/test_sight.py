"""Who reads one case says so: the locks on sections and keys show what they would show anyway, of that case alone."""

from uuid import UUID

import psycopg
import pytest

from tests.access.names import ID, MEMBERS
from tests.access.world import World

LOCKED = ("cases.section_version", "keys.section_key")


def seen(connection: psycopg.Connection, table: str) -> set[tuple[UUID, str]]:
    """The pairs of which the acting member sees a row here."""
    return set(connection.execute(f"SELECT case_id, section FROM {table}").fetchall())


def alone(connection: psycopg.Connection, case: str) -> None:
    """Say that this case is read."""
    connection.execute("SELECT set_config('safeconduct.case', %s, true)", [case])


@pytest.mark.parametrize("table", LOCKED)
def test_of_the_case_that_is_read_all_is_in_sight_and_of_others_nothing(world: World, table: str) -> None:
    found = 0
    for who in MEMBERS:
        with world.acting(who) as connection:
            every = seen(connection, table)
            for case in {ID("own_alfa"), ID("own_beta"), *(case for case, _section in every)}:
                alone(connection, str(case))
                assert seen(connection, table) == {pair for pair in every if pair[0] == case}, who
            alone(connection, "")
            assert seen(connection, table) == every
            found += len(every)
    assert found


@pytest.mark.parametrize("table", LOCKED)
def test_whoever_names_a_case_of_others_sees_nothing(world: World, table: str) -> None:
    with world.with_token("app", "") as connection:
        alone(connection, str(ID("own_alfa")))
        assert seen(connection, table) == set()


def test_what_is_no_case_opens_nothing(world: World) -> None:
    with world.acting("ana") as connection, pytest.raises(psycopg.errors.InvalidTextRepresentation):
        alone(connection, "every case")
        seen(connection, "keys.section_key")
