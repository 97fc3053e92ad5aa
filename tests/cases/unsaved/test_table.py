"""What the database itself holds of unsaved words, whoever writes."""

from typing import Any

import pytest

from tests.access.constraints import constraints_of, refused_by
from tests.access.names import ID
from tests.access.world import World

ONE: dict[str, Any] = {"case_id": ID("x"), "member_id": ID("ana"), "section": "needs", "base": 0}
BROKEN: dict[str, list[dict[str, Any]]] = {
    "unsaved_pkey": [ONE | {"id": ID("x")}, ONE | {"id": ID("x"), "section": "health"}],
    "unsaved_once_a_section": [ONE, ONE],
    "unsaved_on_a_version_or_none": [ONE | {"base": -1}],
}


def test_every_constraint_is_broken_below(world: World) -> None:
    assert constraints_of(world, "cases.unsaved") == set(BROKEN)


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_holds(world: World, name: str) -> None:
    assert refused_by(world, "cases.unsaved", BROKEN[name]) == name
