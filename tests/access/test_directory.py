"""What a member, or nobody, can do to the directory past the pages: by its functions alone."""

import psycopg
import pytest

from tests.access.names import ID
from tests.access.world import World

ANSWER = "SELECT directory.note_answer(%s, 'housing', %s)"
WAITING = "SELECT * FROM directory.waiting_for(%s, '2026-11-30', 180, 90, 180)"


@pytest.mark.parametrize("is_full", [True, False])
@pytest.mark.parametrize("who", ["bea", "pavel", "ana"])
def test_nobody_puts_a_service_in_doubt_or_ends_that_whose_agency_has_not_asked_it(
    world: World, who: str, *, is_full: bool
) -> None:
    refused = pytest.raises(psycopg.errors.InsufficientPrivilege, match="no_such_service")
    with world.acting(who) as connection, refused:
        connection.execute(ANSWER, [ID("team_alfa"), is_full])
    assert world.owner.execute("SELECT count(*) FROM directory.doubt").fetchone() == (0,)


def test_what_waits_for_an_administrator_is_told_to_nobody_else(world: World) -> None:
    with world.acting("adam") as connection:
        assert len(connection.execute(WAITING, [ID("adam")]).fetchall()) == 1
    with world.acting("bea") as connection:
        assert connection.execute(WAITING, [ID("adam")]).fetchall() == []


def test_a_gap_is_codes_and_takes_no_words(world: World) -> None:
    with world.acting("dan") as connection, pytest.raises(psycopg.errors.CheckViolation):
        connection.execute("SELECT directory.count_gap('Elena, call her at night', 'SE')")
