"""Who opens the cases of an import, who takes them back, and what stays: asked as the real roles."""

import uuid
from uuid import UUID

import psycopg
import pytest

from tests.access.doors import LEADS, NO_PRIVILEGE, NOBODY, YES, asks, open_sections, said, sections
from tests.access.names import ID
from tests.access.rows import insert
from tests.access.world import World

OPEN = "open_cases(%s, 'assessment', %s)"
FILE = ID("file")
TAKE_BACK = "SELECT a_case, is_gone FROM access.take_back(%s, 100)"


@pytest.mark.parametrize("who, expected", [
    ("ana", YES), ("dan", YES), ("lea", YES), ("bea", YES),
    ("nora", "profession_opens_no_case"), ("adam", "profession_opens_no_case"),
    ("jude", "profession_opens_no_case"), ("pavel", "profession_opens_no_case"),
    ("sam", NOBODY), ("nobody app", NOBODY), ("peer be", NO_PRIVILEGE), ("worker", NO_PRIVILEGE),
])  # fmt: skip
def test_who_opens_one_case_opens_many(world: World, who: str, expected: str) -> None:
    assert asks(world, who, OPEN, [uuid.uuid4(), uuid.uuid4()], FILE) == expected


def opened(connection: psycopg.Connection, file: UUID = FILE) -> list[UUID]:
    cases = [uuid.uuid4() for _ in range(2)]
    assert said(connection, OPEN, cases, file) == YES
    for case in cases:
        insert(connection, "keys.section_key", case_id=case, section="profile", generation=1, intake=False)
        _recorded(connection, case, "case:opened", file)
    return cases


def _recorded(connection: psycopg.Connection, case: UUID, action: str, of: UUID | None = FILE) -> None:
    detail = psycopg.types.json.Jsonb({"import": str(of)} if of else {})
    me = connection.execute("SELECT access.current_member()::text, access.current_agency()").fetchone()
    assert me is not None
    insert(
        connection, "audit.record", case_id=case, action=action, outcome="done", detail=detail, actor_kind="member",
        actor_id=me[0], agency_id=me[1],
    )  # fmt: skip


def taken_back(connection: psycopg.Connection, cases: list[UUID], file: UUID = FILE) -> list[bool]:
    """For each of the cases whether it is gone, as the door says it."""
    found: dict[UUID, bool] = dict(connection.execute(TAKE_BACK, [file]).fetchall())
    assert set(found) <= set(cases)
    return [found[case] for case in cases if case in found]


def test_each_is_led_as_a_case_that_was_opened_alone(world: World) -> None:
    with world.acting("ana") as connection:
        for case in opened(connection):
            assert open_sections(connection, case) == {(s, "lead", True) for s in LEADS}


def test_more_than_a_thousand_at_once_are_refused(world: World) -> None:
    many = [uuid.uuid4() for _ in range(1001)]
    assert asks(world, "ana", OPEN, many, FILE) == "too_many_at_once"


@pytest.mark.parametrize("who, looked_at", [
    ("ana", 2),  # who did it
    ("sara", 2),  # a supervisor of the agency who leads cases
    ("dan", 0), ("nora", 0), ("bea", 0), ("pavel", 0),
    ("adam", 0),  # supervises, and could lead none of them
])  # fmt: skip
def test_who_takes_an_import_back(world: World, who: str, looked_at: int) -> None:
    with world.acting("ana") as connection:
        cases = opened(connection)
        world.switch(connection, who)
        assert taken_back(connection, cases) == [True] * looked_at
        world.switch(connection, "ana")
        assert [bool(sections(connection, case)) for case in cases] == [not looked_at] * 2
        keys = connection.execute(
            "SELECT 1 FROM keys.section_key WHERE case_id = ANY (%s)", [cases]
        ).fetchall()
        assert len(keys) == 2 - looked_at


@pytest.mark.parametrize("action, of, is_gone", [
    ("section:read", None, True), ("list:who_saw", None, True), ("section:saved", FILE, True),
    ("section:saved", None, False), ("referral:drafted", None, False), ("consent:active", None, False),
    ("section:saved", ID("another file"), False),
])  # fmt: skip
def test_what_was_worked_on_stays(world: World, action: str, of: UUID | None, is_gone: bool) -> None:
    with world.acting("ana") as connection:
        touched, other = opened(connection)
        _recorded(connection, touched, action, of)
        assert taken_back(connection, [touched, other]) == [is_gone, True]


def test_what_a_colleague_has_a_place_on_stays(world: World) -> None:
    with world.acting("ana") as connection:
        placed, other = opened(connection)
        assert said(connection, "place(%s, %s, 'assessment')", placed, ID("dan")) == YES
        assert taken_back(connection, [placed, other]) == [False, True]
        assert sections(connection, placed) == LEADS


def test_after_a_day_everything_stays(world: World) -> None:
    old = ID("old file")
    with world.acting("ana") as connection:
        cases = opened(connection, old)
        connection.execute("COMMIT")  # the clock is another connection's
    world.owner.execute("UPDATE access.node SET moved = '24 hours 1 minute'")
    try:
        with world.acting("ana") as connection:
            assert taken_back(connection, cases, old) == [False, False]
    finally:
        world.owner.execute("UPDATE access.node SET moved = '0'")


def test_an_import_is_looked_at_once(world: World) -> None:
    with world.acting("ana") as connection:
        cases = opened(connection)
        assert len(taken_back(connection, cases)) == 2
        assert taken_back(connection, cases) == []
