"""A key that is destroyed leaves a stone: which one, of which section, and when. No serving role lays or reads one."""

import psycopg
import pytest

from tests.access.doors import DESTROY, YES, said
from tests.access.names import ID
from tests.access.world import World

STONES = "SELECT case_id, section, generation FROM keys.tombstone ORDER BY section"


def test_each_destroyed_key_leaves_one_whoever_destroys_it(world: World) -> None:
    with world.acting("owner") as connection:
        gone = connection.execute(
            "DELETE FROM keys.section_key WHERE case_id = %s RETURNING case_id, section, generation",
            [ID("got_alfa")],
        ).fetchall()
        assert gone
        assert connection.execute(STONES).fetchall() == sorted(gone, key=lambda row: row[1])


def test_a_key_that_is_made_anew_under_the_same_name_is_another_one(world: World) -> None:
    """The stone names the key itself: a later key of the same section and generation is not taken for it."""
    with world.acting("owner") as connection:
        row = connection.execute(
            "DELETE FROM keys.section_key WHERE case_id = %s AND section = 'needs' RETURNING id, case_id, section, "
            "generation, intake, wrapped, made_at",
            [ID("got_alfa")],
        ).fetchone()
        assert row is not None
        connection.execute(
            "INSERT INTO keys.section_key (id, case_id, section, generation, intake, wrapped, made_at) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s)",
            [ID("made anew"), *row[1:]],
        )
        laid = connection.execute("SELECT key_id FROM keys.tombstone").fetchall()
        assert laid == [(row[0],)]


def test_the_doors_of_erasure_lay_them_and_show_none(world: World) -> None:
    with world.acting("ana") as connection:
        assert said(connection, DESTROY, ID("got_alfa"), None) == YES
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(STONES)


@pytest.mark.parametrize("who", ["ana", "peer be", "worker"])
@pytest.mark.parametrize(
    "statement", [STONES, "DELETE FROM keys.tombstone", "INSERT INTO keys.tombstone DEFAULT VALUES"]
)
def test_no_serving_role_touches_them(world: World, who: str, statement: str) -> None:
    with world.acting(who) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement)
