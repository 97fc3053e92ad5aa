"""Each constraint of what is asked, broken once."""

from typing import Any

import psycopg
import pytest

from tests.access.names import ID, unforced
from tests.access.rows import NOW, insert
from tests.conftest import ConnectAs

GOOD: dict[str, Any] = {"section": "health", "asked_by": ID("ana"), "ask_for": "journey"}
TOLD: dict[str, Any] = {"answer": "told", "answered_by": ID("nora"), "answered_at": NOW}
BROKEN: dict[str, list[dict[str, Any]]] = {
    "answered_has_what_who_and_when": [
        {name: value for name, value in TOLD.items() if name != missing} for missing in TOLD
    ],
    "answered_by_somebody_else": [TOLD | {"answered_by": ID("ana")}],
    "asked_for_what_is_listed": [{"ask_for": "curiosity"}],
    "answered_as_is_listed": [TOLD | {"answer": "perhaps"}],
}


def test_every_constraint_is_broken_here(connect_as: ConnectAs) -> None:
    rows = connect_as("owner").execute(
        "SELECT conname FROM pg_constraint WHERE conrelid = 'cases.ask'::regclass AND contype = 'c'"
    )
    assert {row[0] for row in rows.fetchall()} == set(BROKEN)


@pytest.mark.parametrize("name", BROKEN)
def test_it_holds(connect_as: ConnectAs, name: str) -> None:
    owner = connect_as("owner")
    for broken in BROKEN[name]:
        with pytest.raises(psycopg.errors.CheckViolation, match=name), unforced(owner, "cases.ask"):
            insert(owner, "cases.ask", **GOOD | broken)


@pytest.mark.parametrize("whole", [{}, TOLD], ids=["asked", "answered"])
def test_what_is_whole_is_taken_in(connect_as: ConnectAs, whole: dict[str, Any]) -> None:
    owner = connect_as("owner")
    with unforced(owner, "cases.ask"):
        assert insert(owner, "cases.ask", **GOOD | whole) == 1
        owner.execute("DELETE FROM cases.ask")
