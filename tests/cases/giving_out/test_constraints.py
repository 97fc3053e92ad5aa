"""Each constraint of what is given out, broken once."""

from typing import Any

import psycopg
import pytest

from tests.access.names import ID, unforced
from tests.access.rows import NOW, insert
from tests.conftest import ConnectAs

GOOD: dict[str, Any] = {"kind": "court_order", "asked_by": ID("ana"), "verdict": "", "why": "", "lawyer": ""}
BY_SARA: dict[str, Any] = {"decided_by": ID("sara"), "decided_at": NOW}
AGREED = BY_SARA | {"verdict": "agreed", "lawyer": "on_today"}
BROKEN: dict[str, list[dict[str, Any]]] = {
    "giving_of_a_listed_kind": [{"kind": "curiosity"}],
    "giving_decided_has_who_and_when": [
        {"verdict": "agreed", "lawyer": "on_today"},
        BY_SARA, AGREED | {"decided_at": None}, AGREED | {"verdict": "perhaps"},
    ],
    "giving_decided_by_another": [AGREED | {"decided_by": ID("ana")}],
    "giving_without_a_second": [
        {"verdict": "not_needed"}, {"kind": "person", "verdict": "not_needed", "withheld": ["needs.wish:danger"]},
    ],
    "giving_refused_says_why": [BY_SARA | {"verdict": "refused"}, BY_SARA | {"verdict": "refused", "why": "so"},
                                AGREED | {"why": "too_wide"}],
    "giving_agreed_with_an_order": [AGREED | {"kind": "request"}, AGREED | {"lawyer": ""}],
}  # fmt: skip
WHOLE: list[dict[str, Any]] = [
    {}, AGREED, BY_SARA | {"verdict": "refused", "why": "too_wide"}, {"kind": "person", "verdict": "not_needed"},
    {"kind": "person", "withheld": ["needs.wish:danger"]},
    BY_SARA | {"kind": "person", "verdict": "agreed", "withheld": ["needs.wish:danger"]},
]  # fmt: skip


def test_every_constraint_is_broken_here(connect_as: ConnectAs) -> None:
    rows = connect_as("owner").execute(
        "SELECT conname FROM pg_constraint WHERE conrelid = 'cases.giving'::regclass AND contype = 'c'"
    )
    assert {row[0] for row in rows.fetchall()} == set(BROKEN)


@pytest.mark.parametrize("name", BROKEN)
def test_it_holds(connect_as: ConnectAs, name: str) -> None:
    owner = connect_as("owner")
    for broken in BROKEN[name]:
        with pytest.raises(psycopg.errors.CheckViolation, match=name), unforced(owner, "cases.giving"):
            insert(owner, "cases.giving", **GOOD | broken)


@pytest.mark.parametrize("whole", WHOLE)
def test_what_is_whole_is_taken_in(connect_as: ConnectAs, whole: dict[str, Any]) -> None:
    owner = connect_as("owner")
    with unforced(owner, "cases.giving"):
        assert insert(owner, "cases.giving", **GOOD | whole) == 1
        owner.execute("DELETE FROM cases.giving")
