"""What the database itself holds of follow-ups, whoever writes."""

import uuid
from typing import Any

import pytest

from tests.access.constraints import constraints_of, refused_by
from tests.access.names import ID
from tests.access.rows import insert
from tests.access.world import World

SHEET: dict[str, Any] = {"case_id": ID("x"), "agency_id": ID("alfa"), "section": "plan", "version": 1}
BROKEN: dict[str, list[dict[str, Any]]] = {
    "follow_up_pkey": [SHEET | {"id": ID("x")}, SHEET | {"id": ID("x"), "version": 2}],
    "one_sheet_a_version": [SHEET, SHEET],
    "follow_ups_belong_to_the_plan": [SHEET | {"section": "needs"}],
    "sheets_count_from_one": [SHEET | {"version": 0}],
}


def test_every_constraint_is_broken_below(world: World) -> None:
    assert constraints_of(world, "cases.follow_up") == set(BROKEN)


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_holds(world: World, name: str) -> None:
    assert refused_by(world, "cases.follow_up", BROKEN[name]) == name


def test_what_is_whole_is_taken_in(world: World) -> None:
    with world.acting("owner") as connection:
        connection.execute("ALTER TABLE cases.follow_up NO FORCE ROW LEVEL SECURITY")
        assert insert(connection, "cases.follow_up", **SHEET, id=uuid.uuid4()) == 1
