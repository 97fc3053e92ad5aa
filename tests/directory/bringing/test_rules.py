"""What a keeper may do with an import and with each proposal in it, whatever the database holds."""

from datetime import date, timedelta

import pytest

from safeconduct.directory.bringing.proposed import Confidence
from safeconduct.directory.bringing.rules import (
    ANSWERED,
    NEEDED,
    Facts,
    Had,
    State,
    had,
    lacking,
    may_accept,
    may_drop,
    may_open,
    may_undo,
)
from safeconduct.vocabulary.decisions import Allowed, Decision, Refused

TODAY = date(2026, 3, 2)
SURE = next(each for each in Confidence if each is not Confidence.UNCERTAIN)


def code(decision: Decision) -> str:
    """The reason's code, or "" where the rule has no objection."""
    return decision.reason.code if isinstance(decision, Refused) else ""


@pytest.mark.parametrize("state", State)
def test_an_import_is_opened_undone_and_dropped_in_its_own_states_alone(state: State) -> None:
    assert (may_open(state) == Allowed()) is (state is State.CHECKED)
    assert (may_undo(state) == Allowed()) is (state is State.OPEN)
    assert (may_drop(state) == Allowed()) is (state in (State.READING, State.CHECKED, State.STOPPED))
    assert {code(may_open(state)), code(may_drop(state))} <= {"", "import_has_moved"}
    accepted = may_accept(Facts(state, "waiting", SURE), checked_on=None, today=TODAY)
    expected = "" if state is State.OPEN else "import_not_open"
    assert (code(may_undo(state)), code(accepted)) == (expected, expected)


@pytest.mark.parametrize("state, expected", [("waiting", ""), ("gap", "a_gap"), ("accepted", ANSWERED.code)])
def test_only_a_proposal_that_waits_becomes_a_service(state: str, expected: str) -> None:
    assert code(may_accept(Facts(State.OPEN, state, SURE), checked_on=None, today=TODAY)) == expected


@pytest.mark.parametrize("checked_on", [TODAY, TODAY - timedelta(days=1)])
def test_what_is_uncertain_is_taken_over_once_somebody_has_checked_it(checked_on: date) -> None:
    uncertain = Facts(State.OPEN, "waiting", Confidence.UNCERTAIN)
    assert may_accept(uncertain, checked_on=checked_on, today=TODAY) == Allowed()
    assert code(may_accept(uncertain, checked_on=None, today=TODAY)) == "check_first"
    ahead = may_accept(uncertain, checked_on=TODAY + timedelta(days=1), today=TODAY)
    assert code(ahead) == "checked_to_come"


def test_what_is_lacking_is_named_in_its_order() -> None:
    whole = dict.fromkeys(NEEDED, "said")
    assert lacking(whole) == []
    assert lacking(whole | {"country": "", "ways": []}) == ["country", "ways"]
    assert lacking({}) == list(NEEDED)


@pytest.mark.parametrize(
    "good, gone, stayed, expected",
    [(10, 2, 3, Had(5, 2, 5)), (5, 2, 3, Had(5, 2, 0)), (4, 2, 3, Had(5, 2, 0)), (6, 2, 3, Had(5, 2, 1))],
)
def test_of_an_import_taken_back_it_is_counted_what_became_of_it(
    good: int, gone: int, stayed: int, expected: Had
) -> None:
    assert had(good, gone=gone, stayed=stayed) == expected
