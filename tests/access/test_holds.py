"""A legal hold: who places one, and that nothing is erased under it, neither by a door nor by the purge."""

from datetime import timedelta

import psycopg
import pytest

from tests.access.names import ID
from tests.access.rows import NOW
from tests.access.world import World

PLACE = "SELECT access.place_hold(%s, %s, %s)"
DESTROY = "SELECT access.destroy_keys(%s, NULL)"
UNTIL = NOW + timedelta(days=90)


def refusal(connection: psycopg.Connection, sql: str, *values: object) -> str:
    """The word of the refusal, or ""; undone either way."""
    try:
        with connection.transaction(force_rollback=True):
            connection.execute(sql, values)
    except psycopg.errors.InsufficientPrivilege as error:
        return str(error).splitlines()[0].removeprefix("access: ")
    return ""


@pytest.mark.parametrize(
    "who, case, ground, days, expected",
    [
        ("sara", "got_alfa", "pending_claim", 90, ""),
        ("sara", "got_alfa", "limitation_date", 90, ""),
        ("ana", "got_alfa", "pending_claim", 90, "not_yours_to_hold"),  # no supervisor
        ("sara", "got_beta", "pending_claim", 90, "not_yours_to_hold"),  # another agency's
        ("sara", "own_alfa", "pending_claim", 90, ""),  # an own file too
        ("ana", "own_alfa", "pending_claim", 90, "not_yours_to_hold"),  # its lead
        ("sara", "own_beta", "pending_claim", 90, "not_yours_to_hold"),
        ("pavel", "got_alfa", "pending_claim", 90, "not_yours_to_hold"),
        ("sara", "got_alfa", "we_may_need_it", 90, "not_a_ground"),
        ("sara", "got_alfa", None, 90, "not_a_ground"),
        ("sara", "got_alfa", "pending_claim", -1, "ends_before_it_begins"),
        ("sara", "got_alfa", "pending_claim", 4000, "ends_before_it_begins"),
    ],
)
def test_who_may_place_a_hold(
    world: World, who: str, case: str, ground: str | None, days: int, expected: str
) -> None:
    with world.acting(who) as app:
        assert refusal(app, PLACE, ID(case), ground, NOW + timedelta(days=days)) == expected


def test_under_a_hold_the_door_of_erasure_destroys_nothing(world: World) -> None:
    with world.acting("sara") as app:
        app.execute(PLACE, [ID("got_alfa"), "pending_claim", UNTIL])
        assert app.execute(DESTROY, [ID("got_alfa")]).fetchone() == (0,)
        app.execute("SELECT access.lift_hold(%s)", [ID("got_alfa")])
        destroyed = app.execute(DESTROY, [ID("got_alfa")]).fetchone()
        assert destroyed is not None
        assert destroyed[0] > 0


def test_a_hold_of_another_agency_is_not_lifted(world: World) -> None:
    with world.acting("sara") as app:
        app.execute(PLACE, [ID("got_alfa"), "pending_claim", UNTIL])
        world.switch(app, "bea")
        assert refusal(app, "SELECT access.lift_hold(%s)", ID("got_alfa")) == "not_yours_to_hold"


def test_the_purge_waits_for_the_end_of_the_hold(world: World) -> None:
    hold = "INSERT INTO access.hold VALUES (%s, 'pending_claim', %s, %s, %s)"
    purge = "DELETE FROM keys.section_key WHERE due <= access.domain_now()"
    with world.acting("worker") as worker:
        before = worker.execute(purge).rowcount
    assert before > 0, "without a hold what is due goes"
    for case in (ID("got_alfa"), ID("got_beta")):
        world.owner.execute(hold, [case, ID("sara"), NOW, UNTIL])
    try:
        with world.acting("worker") as worker:
            assert worker.execute(purge).rowcount < before
    finally:
        world.owner.execute("DELETE FROM access.hold")
