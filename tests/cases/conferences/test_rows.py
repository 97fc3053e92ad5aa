"""What the database itself holds of conferences, whoever writes."""

import uuid
from datetime import timedelta
from typing import Any

import pytest

from tests.access.constraints import constraints_of, refused_by
from tests.access.emergencies import opened
from tests.access.names import ID
from tests.access.rows import NOW, insert
from tests.access.world import World

type Rows = list[dict[str, Any]]

CONFERENCE: dict[str, Any] = {
    "case_id": ID("own_alfa"), "section": "profile", "opened_at": NOW, "ends_at": NOW,
}  # fmt: skip
ITEM: dict[str, Any] = {"case_id": ID("own_alfa"), "section": "needs"}
ENTRY: dict[str, Any] = {
    "case_id": ID("own_alfa"), "section": "needs", "item_id": ID("an item"), "author_id": ID("ana"), "kind": "wish",
}  # fmt: skip
PROPOSAL, DECISION = ENTRY | {"kind": "proposal"}, ENTRY | {"kind": "decision"}
SAME = {"id": ID("x")}
BROKEN: dict[str, tuple[str, Rows]] = {
    "conference_pkey": ("conference", [CONFERENCE | SAME, CONFERENCE | SAME]),
    "conferences_belong_to_profile": ("conference", [CONFERENCE | {"section": "needs"}]),
    "ends_after_it_was_opened": ("conference", [CONFERENCE | {"ends_at": NOW - timedelta(seconds=1)}]),
    "conference_item_pkey": ("conference_item", [ITEM | SAME, ITEM | SAME]),
    "conference_entry_pkey": ("conference_entry", [ENTRY | SAME, ENTRY | SAME]),
    "one_proposal_an_author": ("conference_entry", [PROPOSAL, PROPOSAL]),
    "one_decision_an_item": ("conference_entry", [DECISION, DECISION | {"author_id": ID("nora")}]),
    "written_as_what_is_listed": ("conference_entry", [ENTRY | {"kind": "gossip"}]),
}


def test_every_constraint_is_broken_below(world: World) -> None:
    assert constraints_of(
        world, "cases.conference", "cases.conference_item", "cases.conference_entry"
    ) == set(BROKEN)


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_holds(world: World, name: str) -> None:
    table, rows = BROKEN[name]
    assert refused_by(world, f"cases.{table}", rows) == name


def test_what_is_whole_is_taken_in(world: World) -> None:
    whole: list[tuple[str, dict[str, Any]]] = [
        ("conference", CONFERENCE), ("conference_item", ITEM), ("conference_entry", PROPOSAL),
        ("conference_entry", PROPOSAL | {"author_id": ID("nora")}), ("conference_entry", DECISION),
    ]  # fmt: skip
    with world.acting("owner") as connection:
        for table, row in whole:
            connection.execute(f"ALTER TABLE cases.{table} NO FORCE ROW LEVEL SECURITY")
            assert insert(connection, f"cases.{table}", **row, id=uuid.uuid4()) == 1


def test_an_emergency_opens_the_profile_and_no_conference(world: World) -> None:
    here = world.signed_in()
    counted = "SELECT count(*) FROM {} WHERE case_id = %s AND section = 'profile'"
    with opened(world, here), world.acting("dan", sign_in=here) as connection:
        seen = [
            connection.execute(counted.format(table), [ID("own_alfa")]).fetchone()
            for table in ("keys.section_key", "cases.conference")
        ]
    assert seen == [(1,), (0,)]
