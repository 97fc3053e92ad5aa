"""What the database itself holds of attached files, whoever writes."""

import uuid
from typing import Any

import pytest

from tests.access.constraints import constraints_of, refused_by
from tests.access.emergencies import opened
from tests.access.names import ID, unforced
from tests.access.rows import NOW, insert
from tests.access.world import World

FILE: dict[str, Any] = {"case_id": ID("own_alfa"), "section": "needs"}
GONE = {"removed_by": ID("ana"), "removed_at": NOW, "removed_why": "replaced"}
PART: dict[str, Any] = {
    "case_id": ID("own_alfa"),
    "section": "needs",
    "attachment_id": ID("a file"),
    "number": 0,
}
SAME = {"id": ID("x")}
BROKEN: dict[str, tuple[str, list[dict[str, Any]]]] = {
    "attachment_pkey": ("attachment", [FILE | SAME, FILE | SAME]),
    "removed_has_who_when_and_why": ("attachment", [FILE | GONE | {"removed_why": None}]),
    "removed_for_what_is_listed": ("attachment", [FILE | GONE | {"removed_why": "gossip"}]),
    "attachment_part_pkey": ("attachment_part", [PART | SAME, PART | SAME | {"number": 1}]),
    "one_part_a_place": ("attachment_part", [PART, PART]),
    "parts_count_from_nought": ("attachment_part", [PART | {"number": -1}]),
}


def test_every_constraint_is_broken_below(world: World) -> None:
    assert constraints_of(world, "cases.attachment", "cases.attachment_part") == set(BROKEN)


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_holds(world: World, name: str) -> None:
    table, rows = BROKEN[name]
    assert refused_by(world, f"cases.{table}", rows) == name


def test_what_is_whole_is_taken_in(world: World) -> None:
    whole = [("attachment", FILE), ("attachment", FILE | GONE), ("attachment_part", PART)]
    with world.acting("owner") as connection:
        for table, row in whole:
            connection.execute(f"ALTER TABLE cases.{table} NO FORCE ROW LEVEL SECURITY")
            assert insert(connection, f"cases.{table}", **row, id=uuid.uuid4()) == 1


def test_an_emergency_opens_the_section_and_none_of_its_files(world: World) -> None:
    here = world.signed_in()
    counted = "SELECT count(*) FROM {} WHERE case_id = %s AND section = 'profile'"
    tables = ("keys.section_key", "cases.attachment", "cases.attachment_part")
    more = {"section": "profile", "generation": 1}
    with unforced(world.owner, tables[1]), unforced(world.owner, tables[2]):
        insert(world.owner, tables[1], **FILE | more | {"id": ID("urgent"), "added_by": ID("ana")})
        insert(world.owner, tables[2], **PART | more | {"attachment_id": ID("urgent")})

    def seen(who: str, sign_in: str = "") -> list[int]:
        with world.acting(who, sign_in=sign_in) as connection:
            found = [
                connection.execute(counted.format(table), [ID("own_alfa")]).fetchone() for table in tables
            ]
        return [row[0] for row in found if row]

    try:
        with opened(world, here):
            assert (seen("dan", here), seen("ana")) == ([1, 0, 0], [1, 1, 1])
    finally:
        with unforced(world.owner, tables[1]), unforced(world.owner, tables[2]):
            world.owner.execute("DELETE FROM cases.attachment WHERE section = 'profile'")
            world.owner.execute("DELETE FROM cases.attachment_part WHERE section = 'profile'")
