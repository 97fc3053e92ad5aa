"""Days of matters, links and claims by plain SQL: who leads, coordinates or administers gets none of them."""

import pytest

from tests.access.names import ID
from tests.access.world import World

NOBODY = ("ana", "sara", "adam", "cora", "dan", "nora", "lea", "pavel")
"""Who leads the case, supervises, administers, coordinates, colleagues, a lawyer whose place is over, police."""
MATTERS = "SELECT count(*) FROM counsel.matter m, unnest(m.days) d"
ITEMS = "SELECT count(*) FROM counsel.items_for_me('infinity')"
CLAIMS = "SELECT count(*) FROM rights.claim c, unnest(c.days) d"


def read(world: World, who: str, statement: str) -> int:
    with world.acting(who) as connection:
        row = connection.execute(statement).fetchone()
        assert row is not None
        return int(row[0])


@pytest.mark.parametrize("who", NOBODY)
@pytest.mark.parametrize("statement", [MATTERS, ITEMS, CLAIMS])
def test_nobody_but_the_lawyers_reads_a_day(world: World, who: str, statement: str) -> None:
    assert read(world, who, statement) == 0


def test_its_lawyer_reads_them_and_another_lawyer_of_the_case_the_claims_alone(world: World) -> None:
    assert [read(world, "lou", statement) > 0 for statement in (MATTERS, ITEMS, CLAIMS)] == [True, True, True]
    assert [read(world, "lin", statement) > 0 for statement in (MATTERS, ITEMS, CLAIMS)] == [
        False,
        False,
        True,
    ]


@pytest.mark.parametrize("who", ["lou", "adam", "sara", "nobody app", "peer be"])
@pytest.mark.parametrize("call", [
    "counsel.days_waiting({lou}, now()::date, now()::date)",
    "rights.claim_days_waiting({lou}, now()::date, now()::date)",
    "rights.rules_waiting({lou})", "counsel.items_waiting({lou}, now()::date)",
])  # fmt: skip
def test_what_the_worker_counts_of_somebody_is_asked_by_nobody_else(
    world: World, who: str, call: str
) -> None:
    with world.acting(who) as connection, pytest.raises(Exception, match="permission denied"):
        connection.execute(f"SELECT * FROM {call.format(lou=repr(str(ID('lou'))))}")
