"""What the database itself holds of sheets of rights, deadlines and calendars, whoever writes."""

import uuid
from typing import Any

import pytest
from psycopg import sql

from tests.access.constraints import constraints_of, refused_by
from tests.access.made import counted_day
from tests.access.names import ID
from tests.access.rows import NOW, insert
from tests.access.world import World

SHEET: dict[str, Any] = {"case_id": ID("x"), "agency_id": ID("alfa"), "section": "plan", "version": 1}
BROKEN: dict[str, list[dict[str, Any]]] = {
    "sheet_pkey": [SHEET | {"id": ID("x")}, SHEET | {"id": ID("x"), "version": 2}],
    "one_sheet_of_rights_a_version": [SHEET, SHEET],
    "rights_belong_to_the_plan": [SHEET | {"section": "needs"}],
    "sheets_of_rights_count_from_one": [SHEET | {"version": 0}],
}


DEADLINE: dict[str, Any] = {"case_id": ID("x"), "agency_id": ID("alfa"), "section": "plan"} | counted_day()
ENDED = {"ended_why": "done", "ended_by": ID("ana"), "ended_at": NOW}
FEED: dict[str, Any] = {"member_id": ID("x"), "digest": b"x" * 32}
BROKEN_DEADLINES: dict[str, list[dict[str, Any]]] = {
    "deadline_pkey": [DEADLINE | {"id": ID("x")}, DEADLINE | {"id": ID("x"), "right_code": "legal_aid"}],
    "deadlines_belong_to_the_plan": [DEADLINE | {"section": "needs"}],
    "a_counted_day_has_its_rule": [DEADLINE | {"rule": ""}],
    "only_law_that_was_read": [DEADLINE | {"confidence": "uncertain"}],
    "a_deadline_ended_by_somebody": [DEADLINE | {"state": "done"}],
    "a_move_has_when_and_why": [DEADLINE | {"was": NOW.date()}],
    "one_day_counted_of_a_right": [DEADLINE, DEADLINE],
}
BROKEN_FEEDS: dict[str, list[dict[str, Any]]] = {
    "feed_pkey": [FEED | {"id": ID("x")}, FEED | {"id": ID("x"), "member_id": ID("y"), "digest": b"y" * 32}],
    "feed_digest_key": [FEED, FEED | {"member_id": ID("y")}],
    "one_calendar_of_a_member": [FEED, FEED | {"digest": b"y" * 32}],
}
COUNTING: dict[str, Any] = {"rule": "RO-1", "asked_at": NOW, "stayed": 0, "moved": 0, "gone": 0}
BROKEN_COUNTINGS: dict[str, list[dict[str, Any]]] = {
    "counting_anew_pkey": [COUNTING | {"id": ID("x")}] * 2,
    "no_more_was_counted_than_there_is": [COUNTING | {"total": 1, "moved": 2}],
}
TABLES = {
    "rights.sheet": BROKEN,
    "rights.deadline": BROKEN_DEADLINES,
    "rights.feed": BROKEN_FEEDS,
    "rights.counting_anew": BROKEN_COUNTINGS,
}
EACH = [(table, name) for table, broken in TABLES.items() for name in broken]
VOID = DEADLINE | {"state": "void"} | ENDED
WHOLE = [("rights.sheet", SHEET), ("rights.deadline", DEADLINE), ("rights.deadline", VOID)]


@pytest.mark.parametrize("table", TABLES)
def test_every_constraint_is_broken_below(world: World, table: str) -> None:
    assert constraints_of(world, table) == set(TABLES[table])


@pytest.mark.parametrize("table, name", EACH)
def test_the_database_holds(world: World, table: str, name: str) -> None:
    assert refused_by(world, table, TABLES[table][name]) == name


@pytest.mark.parametrize("table, row", WHOLE)
def test_what_is_whole_is_taken_in(world: World, table: str, row: dict[str, Any]) -> None:
    with world.acting("owner") as connection:
        connection.execute(sql.SQL("ALTER TABLE {} NO FORCE ROW LEVEL SECURITY").format(named(table)))
        assert insert(connection, table, **row, id=uuid.uuid4()) == 1


def named(table: str) -> sql.Identifier:
    return sql.Identifier(*table.split("."))
