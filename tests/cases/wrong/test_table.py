"""What the database itself holds of what people say, whoever writes."""

import uuid
from datetime import timedelta
from typing import Any

import pytest

from tests.access.constraints import constraints_of, refused_by
from tests.access.names import ID
from tests.access.rows import NOW, insert
from tests.access.world import World

WORD: dict[str, Any] = {
    "case_id": ID("x"),
    "agency_id": ID("alfa"),
    "kind": "wrong",
    "about": "plan",
    "section": "plan",
}
ANSWERED = {"answer": "spoke", "answered_by": ID("ana"), "answered_at": NOW}
BROKEN: dict[str, list[dict[str, Any]]] = {
    "persons_word_pkey": [WORD | {"id": ID("x")}, WORD | {"id": ID("x")}],
    "a_word_of_a_listed_kind": [WORD | {"kind": "praise"}],
    "a_word_about_what_is_listed": [WORD | {"about": "notes"}],
    "a_word_answered_as_is_listed": [WORD | ANSWERED | {"answer": "no"}],
    "what_is_to_stop_is_a_consent": [WORD | {"kind": "stop"}],
    "a_word_names_a_line_of_its_part": [WORD | {"line": "needs-1@1"}],
    "words_lie_under_the_plans_key": [WORD | {"sealed": b"x"}],
    "a_word_answered_has_who_and_when": [WORD | {"answer": "spoke"}],
    "a_word_is_answered_afterwards": [WORD | ANSWERED | {"answered_at": NOW - timedelta(days=1)}],
}


def test_every_constraint_is_broken_below(world: World) -> None:
    assert constraints_of(world, "cases.persons_word") == set(BROKEN)


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_holds(world: World, name: str) -> None:
    assert refused_by(world, "cases.persons_word", BROKEN[name]) == name


def test_what_is_whole_is_taken_in(world: World) -> None:
    with world.acting("owner") as connection:
        connection.execute("ALTER TABLE cases.persons_word NO FORCE ROW LEVEL SECURITY")
        assert insert(connection, "cases.persons_word", **WORD, id=uuid.uuid4()) == 1
