"""What the database itself holds of screenings and of the register, whoever writes."""

import uuid
from datetime import timedelta
from typing import Any

import pytest

from tests.access.constraints import constraints_of, refused_by
from tests.access.names import ID
from tests.access.rows import NOW, insert
from tests.access.world import World

TALK: dict[str, Any] = {"case_id": ID("own_alfa"), "section": "exploitation", "begun_at": NOW}
LINE: dict[str, Any] = {
    "case_id": ID("own_alfa"), "section": "narrative", "subject": "health", "who": "police",
}  # fmt: skip
BROKEN: dict[str, tuple[str, list[dict[str, Any]]]] = {
    "screening_pkey": ("screening", [TALK | {"id": ID("x")}, TALK | {"id": ID("x")}]),
    "screenings_belong_to_exploitation": ("screening", [TALK | {"section": "needs"}]),
    "corrects_another": ("screening", [TALK | {"id": ID("x"), "corrects": ID("x")}]),
    "finished_after_it_began": ("screening", [TALK | {"finished_at": NOW - timedelta(seconds=1)}]),
    "interview_pkey": ("interview", [LINE | {"id": ID("x")}, LINE | {"id": ID("x")}]),
    "interviews_belong_to_narrative": ("interview", [LINE | {"section": "exploitation"}]),
    "asked_about_what_is_listed": ("interview", [LINE | {"subject": "nationality"}]),
    "asked_by_who_is_listed": ("interview", [LINE | {"who": "Inspector Jones"}]),
    "asked_again_for_what_is_listed": ("interview", [LINE | {"again_why": "I was curious"}]),
}


def test_every_constraint_is_broken_below(world: World) -> None:
    assert constraints_of(world, "cases.screening", "cases.interview") == set(BROKEN)


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_holds(world: World, name: str) -> None:
    table, rows = BROKEN[name]
    assert refused_by(world, f"cases.{table}", rows) == name


def test_what_is_whole_is_taken_in(world: World) -> None:
    with world.acting("owner") as connection:
        for table, row in (("screening", TALK), ("interview", LINE)):
            connection.execute(f"ALTER TABLE cases.{table} NO FORCE ROW LEVEL SECURITY")
            assert insert(connection, f"cases.{table}", **row, id=uuid.uuid4()) == 1
