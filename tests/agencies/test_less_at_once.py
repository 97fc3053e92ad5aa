"""A change of rights that takes something away and gives something else: only what it gives waits."""

from collections.abc import Iterator

import pytest

from tests.access.names import ID
from tests.access.world import World

CHANGE = "SELECT agencies.change_rights(%s, 'nurse', false, false)"
STANDS = "SELECT profession, supervises FROM agencies.member WHERE id = %s"


@pytest.fixture
def supervising(world: World) -> Iterator[World]:
    """Dan supervises as well, so that Adam may ask and Sara may answer."""
    world.owner.execute("UPDATE agencies.member SET supervises = true WHERE id = %s", [ID("dan")])
    yield world
    world.owner.execute("UPDATE agencies.member SET supervises = false WHERE id = %s", [ID("dan")])


def test_who_is_to_supervise_no_more_does_not_until_a_new_profession_is_agreed_to(supervising: World) -> None:
    with supervising.acting("adam") as connection:
        assert connection.execute(CHANGE, [ID("dan")]).fetchone() == ("waits",)
        assert connection.execute(STANDS, [ID("dan")]).fetchone() == ("social_worker", False)
        supervising.switch(connection, "sara")
        row = connection.execute("SELECT id FROM agencies.waiting_for_me()").fetchone()
        assert row
        connection.execute("SELECT agencies.answer_change(%s, true)", [row[0]])
        assert connection.execute(STANDS, [ID("dan")]).fetchone() == ("nurse", False)
