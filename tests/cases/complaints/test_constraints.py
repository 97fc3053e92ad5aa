"""Each constraint of complaints, broken once."""

from typing import Any

import psycopg
import pytest

from tests.access.names import ID, unforced
from tests.access.rows import NOW, insert
from tests.conftest import ConnectAs

GOOD: dict[str, Any] = {
    "about": "service", "kind": "pressed", "wish": "answer", "written_by": ID("ana"), "heard_by": ID("sara"),
}  # fmt: skip
TOLD: dict[str, Any] = {"answer": "put_right", "answered_at": NOW}
BROKEN: dict[str, list[dict[str, Any]]] = {
    "heard_by_somebody_else": [{"heard_by": ID("ana")}],
    "complaint_answered_has_what_and_when": [{"answer": "put_right"}, {"answered_at": NOW}],
    "complaint_about_what_is_listed": [{"about": "Ion Popescu"}],
    "complaint_of_a_listed_kind": [{"kind": "rude"}],
    "complaint_with_a_listed_wish": [{"wish": "revenge"}],
    "complaint_answered_as_is_listed": [TOLD | {"answer": "whatever"}],
}


def test_every_constraint_is_broken_here(connect_as: ConnectAs) -> None:
    rows = connect_as("owner").execute(
        "SELECT conname FROM pg_constraint WHERE conrelid = 'cases.complaint'::regclass AND contype = 'c'"
    )
    assert {row[0] for row in rows.fetchall()} == set(BROKEN)


@pytest.mark.parametrize("name", BROKEN)
def test_it_holds(connect_as: ConnectAs, name: str) -> None:
    owner = connect_as("owner")
    for broken in BROKEN[name]:
        with pytest.raises(psycopg.errors.CheckViolation, match=name), unforced(owner, "cases.complaint"):
            insert(owner, "cases.complaint", **GOOD | broken)


@pytest.mark.parametrize("whole", [{}, TOLD], ids=["written", "answered"])
def test_what_is_whole_is_taken_in(connect_as: ConnectAs, whole: dict[str, Any]) -> None:
    owner = connect_as("owner")
    with unforced(owner, "cases.complaint"):
        assert insert(owner, "cases.complaint", **GOOD | whole) == 1
        owner.execute("DELETE FROM cases.complaint")
