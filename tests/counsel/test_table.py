"""What the database itself holds of matters, whoever writes."""

from typing import Any

import pytest

from tests.access.constraints import constraints_of, refused_by
from tests.access.made import matter, matter_sheet
from tests.access.names import ID
from tests.access.rows import NOW
from tests.access.world import World

MATTER, SHEET = matter("x"), matter_sheet("x", "x")
CHECK = {"case_id": ID("x"), "agency_id": ID("alfa"), "member_id": ID("lou"), "state": "no_match"}
BROKEN: dict[str, tuple[str, list[dict[str, Any]]]] = {
    "matter_pkey": ("counsel.matter", [MATTER | {"id": ID("x")}, MATTER | {"id": ID("x")}]),
    "matters_are_legal": ("counsel.matter", [MATTER | {"section": "plan"}]),
    "a_closed_matter_says_when": ("counsel.matter", [MATTER | {"state": "closed"}]),
    "nobody_is_their_own_deputy": ("counsel.matter", [MATTER | {"deputy_id": ID("lou")}]),
    "sheet_pkey": ("counsel.sheet", [SHEET | {"id": ID("x")}, SHEET | {"id": ID("x"), "version": 9}]),
    "one_sheet_of_a_matter_a_version": ("counsel.sheet", [SHEET, SHEET]),
    "sheets_of_matters_are_legal": ("counsel.sheet", [SHEET | {"section": "needs"}]),
    "sheets_of_matters_count_from_one": ("counsel.sheet", [SHEET | {"version": 0}]),
    "conflict_check_pkey": (
        "counsel.conflict_check", [CHECK | {"id": ID("x")}, CHECK | {"id": ID("x"), "case_id": ID("y")}]
    ),
    "one_check_a_case": ("counsel.conflict_check", [CHECK, CHECK]),
    "a_check_says_something": (
        "counsel.conflict_check", [CHECK | {"state": "not_run", "cleared_by": ID("sara"), "cleared_at": NOW}]
    ),
    "cleared_says_by_whom": ("counsel.conflict_check", [CHECK | {"state": "cleared"}]),
}  # fmt: skip


def test_every_constraint_is_broken_below(world: World) -> None:
    assert constraints_of(world, "counsel.matter", "counsel.sheet", "counsel.conflict_check") == set(BROKEN)


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_holds(world: World, name: str) -> None:
    table, rows = BROKEN[name]
    assert refused_by(world, table, rows) == name
