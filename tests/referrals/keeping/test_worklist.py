"""What is held, until when and by whom, for whoever supervises or coordinates and for nobody else; bounded."""

from datetime import timedelta

import psycopg
import pytest

from tests.access.names import ID
from tests.access.rows import NOW
from tests.access.test_terms import old
from tests.access.world import World, world

__all__ = ["old", "world"]

WORK = "SELECT kind, case_id, reference, why, who FROM referrals.kept_work(%s)"
PLACE = "SELECT access.place_hold(%s, 'pending_claim', %s)"


def lines(connection: psycopg.Connection, first: int = 0) -> list[tuple[object, ...]]:
    return connection.execute(WORK, [first]).fetchall()


@pytest.mark.parametrize("who", ["sara", "cora"])
def test_a_hold_stands_in_the_list_with_its_owner(world: World, who: str) -> None:
    with world.acting("sara") as app:
        app.execute(PLACE, [ID("got_alfa"), NOW + timedelta(days=90)])
        world.switch(app, who)
        held = [line for line in lines(app) if line[0] == "held"]
    assert [(case, why, name) for _kind, case, _reference, why, name in held] == [
        (ID("got_alfa"), "pending_claim", "sara")
    ]


@pytest.mark.parametrize("who", ["ana", "dan", "adam", "bea", "pavel"])
def test_nobody_else_learns_of_it(world: World, who: str) -> None:
    with world.acting("sara") as app:
        app.execute(PLACE, [ID("got_alfa"), NOW + timedelta(days=90)])
        world.switch(app, who)
        assert ID("got_alfa") not in {line[1] for line in lines(app)}


def test_another_agencys_are_not_in_it_and_it_is_bounded(world: World) -> None:
    with world.acting("sara") as app:
        found = lines(app)
        assert {line[1] for line in found} <= {ID("own_alfa"), ID("got_alfa")} | {line[1] for line in found}
        assert not {ID("own_beta"), ID("got_beta")} & {line[1] for line in found}
        assert len(found) <= 51
        assert lines(app, 10_000_000) == []
        assert lines(app, -5) == found


def test_an_own_file_that_is_held_does_not_stand_there_as_ending(old: World) -> None:
    old.owner.execute(
        "INSERT INTO access.ending (case_id, told_at) VALUES (%s, access.domain_now())", [ID("own_alfa")]
    )
    with old.acting("sara") as app:
        assert [line[0] for line in lines(app) if line[1] == ID("own_alfa")] == ["ends"]
        app.execute(PLACE, [ID("own_alfa"), NOW + timedelta(days=90)])
        assert [line[0] for line in lines(app) if line[1] == ID("own_alfa")] == ["held"]
