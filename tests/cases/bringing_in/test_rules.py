"""At which step an import stands, and what may be done with it then: at the very moment as well."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from safeconduct.access.policy import policy
from safeconduct.cases.bringing_in.rules import (
    AT_WORK,
    DAY_IS_OVER,
    FILE_IS_GONE,
    NOT_NOW,
    NOT_YOURS,
    NOTHING_TO_TAKE,
    UNDO_WITHIN,
    Facts,
    State,
    may_drop,
    may_map,
    may_take_in,
    may_undo,
    writable,
)
from safeconduct.vocabulary.codes import Profession, Sector
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused
from safeconduct.vocabulary.sections import Section

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ANA, OTHER = UUID(int=1), UUID(int=2)
CHECKED = Facts(State.CHECKED, ANA, due=NOW + timedelta(hours=1), good=3)
DONE = replace(CHECKED, state=State.DONE, taken_at=NOW - timedelta(hours=2))


def why(decision: Decision) -> Reason | None:
    """The reason of a refusal; None when allowed."""
    return decision.reason if isinstance(decision, Refused) else None


@pytest.mark.parametrize("state", list(State))
def test_columns_are_changed_until_rows_are_taken_in(state: State) -> None:
    expected = None if state in (State.MAPPING, State.CHECKED) else NOT_NOW
    assert why(may_map(replace(CHECKED, state=state), now=NOW)) == expected


@pytest.mark.parametrize("state", list(State))
def test_rows_are_taken_in_once_they_were_looked_at(state: State) -> None:
    expected = None if state is State.CHECKED else NOT_NOW
    assert why(may_take_in(replace(CHECKED, state=state), now=NOW)) == expected


def test_without_one_right_row_nothing_is_taken_in() -> None:
    assert may_take_in(replace(CHECKED, good=1), now=NOW) == Allowed()
    assert why(may_take_in(replace(CHECKED, good=0), now=NOW)) == NOTHING_TO_TAKE


def test_at_its_moment_the_file_is_gone() -> None:
    for act in (may_map, may_take_in):
        assert act(CHECKED, now=CHECKED.due - timedelta(microseconds=1)) == Allowed()
        assert why(act(CHECKED, now=CHECKED.due)) == FILE_IS_GONE
    assert why(may_take_in(replace(CHECKED, good=0), now=CHECKED.due)) == FILE_IS_GONE


@pytest.mark.parametrize("state", list(State))
def test_a_file_goes_whenever_nobody_works_on_it(state: State) -> None:
    expected = NOT_NOW if state in AT_WORK or state is State.DROPPED else None
    assert why(may_drop(replace(CHECKED, state=state))) == expected


@pytest.mark.parametrize("state", list(State))
def test_what_was_taken_in_is_taken_back(state: State) -> None:
    expected = None if state in (State.DONE, State.TAKING) else NOT_NOW
    undo = may_undo(replace(DONE, state=state), ANA, leads=False, supervises=False, now=NOW)
    assert why(undo) == expected


@pytest.mark.parametrize("leads, supervises, expected", [
    (True, True, None), (True, False, NOT_YOURS), (False, True, NOT_YOURS), (False, False, NOT_YOURS),
])  # fmt: skip
def test_a_supervisor_who_leads_cases_takes_back_what_another_took_in(
    leads: bool, supervises: bool, expected: Reason | None
) -> None:
    assert why(may_undo(DONE, OTHER, leads=leads, supervises=supervises, now=NOW)) == expected


def test_a_day_after_they_were_taken_in_they_are_cases_like_others() -> None:
    assert DONE.taken_at is not None
    end = DONE.taken_at + UNDO_WITHIN
    for now, facts, expected in (
        (end, DONE, None),
        (end + timedelta(microseconds=1), DONE, DAY_IS_OVER),
        (NOW, replace(DONE, taken_at=None), DAY_IS_OVER),
    ):
        assert why(may_undo(facts, ANA, leads=True, supervises=True, now=now)) == expected


def test_a_lead_fills_the_sections_that_the_policy_lets_it_edit_and_the_row_is_named() -> None:
    table = policy()
    found = writable(table, Sector.NGO, Profession.SOCIAL_WORKER)
    assert Section.PROFILE in found
    assert set(found.values()) == {(table.hash, 10)}
    assert writable(table, Sector.POLICE, Profession.POLICE_OFFICER) == {}
