"""What the database itself holds of interpreters, whoever writes."""

import uuid
from typing import Any

import pytest

from tests.access.constraints import constraints_of, refused_by
from tests.access.made import interpreter
from tests.access.names import ID
from tests.access.rows import NOW, insert
from tests.access.world import World

ONE: dict[str, Any] = interpreter("gent", "INT-07")
TALK: dict[str, Any] = {"case_id": ID("x"), "agency_id": ID("alfa"), "section": "safe_contact"}
REGISTER: dict[str, list[dict[str, Any]]] = {
    "interpreter_pkey": [ONE | {"id": ID("x")}, ONE | {"id": ID("x"), "reference": "INT-08"}],
    "one_interpreter_a_reference": [ONE, ONE],
    "interprets_or_mediates": [ONE | {"role": "guide"}],
    "interpreter_of_a_listed_sex": [ONE | {"sex": "woman"}],
    "interprets_some_language": [ONE | {"languages": []}],
    "interpreter_conflicts_are_listed": [ONE | {"conflicts": ["consulate", "likes_him"]}],
    "a_vetting_begins_and_ends": [ONE | {"vetted_on": NOW.date()}],
}
TALKS: dict[str, list[dict[str, Any]]] = {
    "interpreting_pkey": [TALK | {"id": ID("x")}, TALK | {"id": ID("x")}],
    "interpreting_belongs_to_safe_contact": [TALK | {"section": "needs"}],
}


def test_every_constraint_is_broken_below(world: World) -> None:
    assert constraints_of(world, "cases.interpreter") == set(REGISTER)
    assert constraints_of(world, "cases.interpreting") == set(TALKS)


@pytest.mark.parametrize("name", [*REGISTER, *TALKS])
def test_the_database_holds(world: World, name: str) -> None:
    table = "cases.interpreter" if name in REGISTER else "cases.interpreting"
    assert refused_by(world, table, (REGISTER | TALKS)[name]) == name


def test_what_is_whole_is_taken_in(world: World) -> None:
    with world.acting("owner") as connection:
        for table, row in (("cases.interpreter", ONE), ("cases.interpreting", TALK)):
            connection.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
            assert insert(connection, table, **row, id=uuid.uuid4()) == 1
