"""Each constraint of a question and of a statement, broken once."""

from typing import Any
from uuid import uuid4

import psycopg
import pytest

from tests.access.names import ID, unforced
from tests.access.rows import NOW, insert
from tests.conftest import ConnectAs

ASK, STATEMENT = "referrals.authority_ask", "referrals.statement"
NO: dict[str, Any] = {"answer": "no", "reason": "not_safe", "answered_by": ID("ana"), "answered_at": NOW}
YES: dict[str, Any] = {
    **NO, "answer": "yes", "reason": "", "consent_id": uuid4(), "consent_version": 1,
}  # fmt: skip
TOLD: dict[str, Any] = {"told_to": ID("pavel"), "told_by": ID("ana"), "told_at": NOW, "told_until": NOW}
GOOD: dict[str, dict[str, Any]] = {
    ASK: {
        "number": "0123456789ab", "asked_by": ID("pavel"), "section": "safety", "purpose": "protection", "answer": "",
        "reason": "", "ended_why": "",
    },
    STATEMENT: {"answer": "later"},
}  # fmt: skip
BROKEN: dict[str, dict[str, list[dict[str, Any]]]] = {
    ASK: {
        "an_ask_has_a_number": [{"number": "Maria"}, {"number": "0123456789AB"}, {"number": "0123456789abc"}],
        "an_ask_has_a_listed_purpose": [{"purpose": "assessment"}],
        "an_answer_is_whole": [
            NO | {"reason": ""}, NO | {"reason": "curiosity"}, NO | {"answered_by": None}, NO | {"answered_at": None},
            NO | {"answer": "perhaps"}, YES | {"reason": "not_safe"}, NO | {"answer": "yes", "reason": ""},
        ],
        "a_yes_names_its_version": [YES | {"consent_version": None}],
        "nobody_opens_it_to_themselves": [YES | {"answered_by": ID("pavel")}],
        "an_ended_ask_says_why": [{"ended_at": NOW}, {"ended_why": "taken_back"}, {"ended_at": NOW, "ended_why": "x"}],
    },
    STATEMENT: {
        "a_statement_is_answered_as_listed": [{"answer": "perhaps"}],
        "telling_says_whom_and_until_when": [
            *({name: value for name, value in TOLD.items() if name != missing} for missing in TOLD),
            {"told_ended_at": NOW},
        ],
    },
}  # fmt: skip
WHOLE = [
    (ASK, {}), (ASK, NO), (ASK, YES), (ASK, YES | {"ended_at": NOW, "ended_why": "taken_back"}), (STATEMENT, {}),
    (STATEMENT, TOLD), (STATEMENT, TOLD | {"told_ended_at": NOW}),
]  # fmt: skip


@pytest.mark.parametrize("table", BROKEN)
def test_every_constraint_is_broken_here(connect_as: ConnectAs, table: str) -> None:
    rows = connect_as("owner").execute(
        f"SELECT conname FROM pg_constraint WHERE conrelid = '{table}'::regclass AND contype = 'c'"
    )
    assert {row[0] for row in rows.fetchall()} == set(BROKEN[table])


@pytest.mark.parametrize("table, name", [(table, name) for table, names in BROKEN.items() for name in names])
def test_it_holds(connect_as: ConnectAs, table: str, name: str) -> None:
    owner = connect_as("owner")
    for broken in BROKEN[table][name]:
        with pytest.raises(psycopg.errors.CheckViolation, match=name), unforced(owner, table):
            insert(owner, table, **GOOD[table] | broken)


def test_what_is_whole_is_taken_in(connect_as: ConnectAs) -> None:
    owner = connect_as("owner")
    for table, whole in WHOLE:
        with unforced(owner, table):
            assert insert(owner, table, **GOOD[table] | whole) == 1
            owner.execute(f"DELETE FROM {table}")
