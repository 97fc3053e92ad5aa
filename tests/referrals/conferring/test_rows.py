"""What the database itself holds of shared items, whoever writes."""

from typing import Any

import pytest

from tests.access.constraints import constraints_of, refused_by
from tests.access.emergencies import opened
from tests.access.made import shared_entry, shared_item
from tests.access.names import ID, UNTIL, unforced
from tests.access.rows import insert
from tests.access.world import World

ITEM = shared_item("new_words_alfa", "late_own_alfa", "alfa") | {"shared": ID("shared")}
OTHER = ITEM | {"text_id": ID("plain_words_alfa"), "shared": ID("another")}
ENTRY = shared_entry("told_words_alfa", "row_own_alfa", "alfa", "no_part", "lawyer")
DECIDED = ENTRY | {"kind": "decided"}
WORDS = {"text_id": ID("plain_words_alfa")}
BROKEN: dict[str, tuple[str, list[dict[str, Any]]]] = {
    "shared_item_pkey": ("shared_item", [ITEM, ITEM | {"shared": ID("another")}]),
    "one_shared_item_a_name": ("shared_item", [ITEM, OTHER | {"shared": ID("shared")}]),
    "an_item_goes_once_a_referral": ("shared_item", [ITEM | {"local": ID("x")}, OTHER | {"local": ID("x")}]),
    "shared_entry_pkey": ("shared_entry", [ENTRY | {"id": ID("x")}, ENTRY | {"id": ID("x"), "role": "nurse"}]),
    "shared_entry_text_id_key": ("shared_entry", [DECIDED | WORDS, ENTRY | WORDS | {"kind": "minuted"}]),
    "one_answer_a_profession": ("shared_entry", [ENTRY, ENTRY | WORDS | {"kind": "proposed"}]),
    "one_decision_a_shared_item": (
        "shared_entry", [DECIDED | WORDS, DECIDED | {"text_id": ID("new_words_alfa")}]
    ),
    "a_listed_step_of_a_conference": ("shared_entry", [ENTRY | WORDS | {"kind": "asked"}]),
    "whoever_takes_no_part_writes_nothing": ("shared_entry", [ENTRY | WORDS]),
}  # fmt: skip


def test_every_constraint_is_broken_below(world: World) -> None:
    found = constraints_of(world, "referrals.shared_item", "referrals.shared_entry")
    assert {name for name in found if "_fk" not in name} == set(BROKEN)


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_holds(world: World, name: str) -> None:
    table, rows = BROKEN[name]
    assert refused_by(world, f"referrals.{table}", rows) == name


def test_an_emergency_opens_no_item_of_a_conference(world: World) -> None:
    here, item = world.signed_in(), ITEM | {"text_id": ID("spare_own_alfa"), "section": "safety"}
    with unforced(world.owner, "referrals.shared_item"):
        insert(world.owner, "referrals.shared_item", **item, until=UNTIL)
    try:
        with opened(world, here), world.acting("dan", sign_in=here) as connection:
            seen = [
                connection.execute(f"SELECT count(*) FROM {table} WHERE section = 'safety'").fetchone()
                for table in ("referrals.text", "referrals.shared_item")
            ]
    finally:
        with unforced(world.owner, "referrals.shared_item"):
            world.owner.execute("DELETE FROM referrals.shared_item WHERE section = 'safety'")
    assert seen == [(1,), (0,)]
