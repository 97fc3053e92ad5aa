"""Each constraint of an erasure, broken once."""

from typing import Any

import pytest

from tests.access.constraints import constraints_of, refused_by
from tests.access.names import ID
from tests.access.rows import NOW
from tests.access.world import World

TABLE = "cases.section_erasure"
GOOD: dict[str, Any] = {
    "case_id": ID("own_alfa"), "agency_id": ID("alfa"), "section": "safety", "asked_by": ID("ana"), "verdict": "",
    "decided_by": None, "decided_at": None,
}  # fmt: skip
BY_SARA: dict[str, Any] = {"decided_by": ID("sara"), "decided_at": NOW}
BROKEN: dict[str, list[dict[str, Any]]] = {
    "an_erasure_ends_as_listed": [GOOD | BY_SARA | {"verdict": "perhaps"}],
    "an_erasure_decided_has_who_and_when": [GOOD | {"verdict": "erased"}],
    "an_erasure_wants_two": [GOOD | BY_SARA | {"verdict": "erased", "decided_by": ID("ana")}],
    "one_erasure_waits_a_section": [GOOD, GOOD],
    "section_erasure_pkey": [GOOD | {"id": ID("wish")}, GOOD | {"id": ID("wish"), "section": "plan"}],
}


@pytest.mark.parametrize("constraint", BROKEN)
def test_the_database_refuses_what_cannot_be(world: World, constraint: str) -> None:
    assert refused_by(world, TABLE, BROKEN[constraint]) == constraint


def test_every_constraint_is_broken_here(world: World) -> None:
    assert constraints_of(world, TABLE) == set(BROKEN)
