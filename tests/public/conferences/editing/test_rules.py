"""How a conference goes on, where a session may stand, and when people are told. Pure."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from safeconduct.commands.places import REPOSITORY
from safeconduct.public.conferences.editing.placing import Slot, When, all_fit, are_told, at_once, may_stand
from safeconduct.public.conferences.editing.states import (
    MOVES,
    SAID,
    Facts,
    Move,
    State,
    is_for_good,
    may_move,
    table,
)
from safeconduct.vocabulary.decisions import Allowed, Decision, Refused

BEGINS = datetime(2031, 7, 1, 7, tzinfo=UTC)
WHEN = When(BEGINS, BEGINS + timedelta(hours=33), "Europe/Bucharest", "Cluj-Napoca")
OPENS = BEGINS - timedelta(days=60)


def _code(decision: Decision) -> str:
    return decision.reason.code if isinstance(decision, Refused) else ""


def _slot(number: int, hours: float, room: str | None = "Hall", minutes: int = 60) -> Slot:
    starts = BEGINS + timedelta(hours=hours)
    return Slot(number, f"Session {number}", room, starts, starts + timedelta(minutes=minutes))


@pytest.mark.parametrize("state, move, days, expected", [
    (State.DRAFT, Move.OPEN, -30, ""),
    (State.DRAFT, Move.OPEN, -1, "closed_already"),
    (State.DRAFT, Move.OPEN, 3, "is_over"),
    (State.DRAFT, Move.CANCEL, -30, "no_such_move"),
    (State.OPEN, Move.CLOSE, -30, ""),
    (State.OPEN, Move.OPEN, -30, "no_such_move"),
    (State.OPEN, Move.CANCEL, -30, ""),
    (State.OPEN, Move.CANCEL, 3, "is_over_for_good"),
    (State.CLOSED, Move.REOPEN, -30, ""),
    (State.CLOSED, Move.REOPEN, -1, "closed_already"),
    (State.CLOSED, Move.HOLD, -1, "not_over"),
    (State.CLOSED, Move.HOLD, 3, ""),
    (State.HELD, Move.OPEN, -30, "no_such_move"),
    (State.CANCELLED, Move.OPEN, -30, "no_such_move"),
])  # fmt: skip
def test_what_can_be_done_in_each_state(state: State, move: Move, days: int, expected: str) -> None:
    facts = Facts(state, BEGINS - timedelta(days=3), WHEN.ends_at)
    assert _code(may_move(facts, move, now=BEGINS + timedelta(days=days))) == expected


def test_each_state_and_each_move_is_known() -> None:
    assert MOVES.keys() == set(State)
    assert SAID.keys() == set(Move)
    assert {move for _state, move, _after in table()} == set(Move)


def test_a_session_outside_the_days_is_refused_with_its_day() -> None:
    decision = may_stand(_slot(1, 48), [], WHEN)
    assert isinstance(decision, Refused)
    assert "“Session 1” would be on 2031-07-03" in decision.reason.whole
    assert "from 2031-07-01 to 2031-07-02" in decision.reason.whole


def test_the_days_are_those_of_the_place() -> None:
    """23:00 there on the last day is within; half past midnight there is the day after, though not in UTC."""
    assert all_fit([_slot(1, 24 + 13, minutes=30)], WHEN) == Allowed()
    assert _code(all_fit([_slot(1, 24 + 14.5)], WHEN)) == "outside_the_days"


@pytest.mark.parametrize("hours, minutes, expected", [
    (0, 60, ""),
    (-0.5, 60, "outside_the_hours"),   # half an hour before the conference begins
    (32, 60, ""),
    (32, 61, "outside_the_hours"),     # a minute after it ends
])  # fmt: skip
def test_a_session_lies_within_the_hours_of_the_conference(hours: float, minutes: int, expected: str) -> None:
    assert _code(may_stand(_slot(1, hours, minutes=minutes), [], WHEN)) == expected


@pytest.mark.parametrize("move, expected", [
    (Move.OPEN, False), (Move.CLOSE, False), (Move.REOPEN, False), (Move.HOLD, True), (Move.CANCEL, True),
])  # fmt: skip
def test_what_nothing_leads_back_from(move: Move, expected: bool) -> None:
    assert is_for_good(move) is expected


def test_two_sessions_in_one_room_at_one_time_are_refused_with_which_one() -> None:
    decision = may_stand(_slot(2, 0.5), [_slot(1, 0)], WHEN)
    assert isinstance(decision, Refused)
    assert "In Hall there is “Session 1” from 10:00 to 11:00." in decision.reason.whole


@pytest.mark.parametrize("slot", [
    _slot(2, 1),                       # right after it
    _slot(2, 0.5, room="Blue"),        # in another room
    _slot(1, 0.5),                     # itself, half an hour later
])  # fmt: skip
def test_what_is_in_nobodys_way_may_stand(slot: Slot) -> None:
    assert may_stand(slot, [_slot(1, 0)], WHEN) == Allowed()


def test_sessions_without_a_room_are_in_nobodys_way() -> None:
    assert may_stand(_slot(2, 0, room=None), [_slot(1, 0, room=None)], WHEN) == Allowed()


def test_a_session_that_ends_before_it_begins_is_refused() -> None:
    assert _code(may_stand(_slot(1, 2, minutes=-5), [], WHEN)) == "turned_round"


def test_who_stands_in_two_sessions_at_one_time_is_named_with_both() -> None:
    first, second, after = _slot(1, 0), _slot(2, 0.5), _slot(3, 1.5)
    found = at_once([(7, "Doina", first), (7, "Doina", second), (7, "Doina", after), (8, "Doina", first)])
    assert [(each.name, each.both) for each in found] == [("Doina", (first, second))]


def test_of_three_sessions_at_one_time_each_pair_is_named_and_one_after_another_is_none() -> None:
    long, short, late = _slot(1, 0, minutes=180), _slot(2, 0.5, minutes=30), _slot(3, 2)
    found = at_once((7, "Doina", each) for each in (late, short, long))
    assert [each.both for each in found] == [(long, short), (long, late)]
    assert at_once((7, "Doina", each) for each in (_slot(1, 0), _slot(2, 1))) == []


def test_a_programme_that_would_lie_outside_new_days_is_refused_with_which_session() -> None:
    decision = all_fit([_slot(1, 0), _slot(2, 25)], replace(WHEN, ends_at=BEGINS + timedelta(hours=8)))
    assert isinstance(decision, Refused)
    assert "Session 2" in decision.reason.whole


@pytest.mark.parametrize("state, after, now, expected", [
    (State.OPEN, replace(WHEN, place="Iași"), OPENS, True),
    (State.CLOSED, replace(WHEN, starts_at=BEGINS + timedelta(hours=1)), OPENS, True),
    (State.OPEN, WHEN, OPENS, False),
    (State.OPEN, replace(WHEN, place="Iași"), OPENS - timedelta(minutes=1), False),
    (State.DRAFT, replace(WHEN, place="Iași"), OPENS, False),
    (State.HELD, replace(WHEN, place="Iași"), OPENS, False),
    (State.CLOSED, replace(WHEN, place="Iași"), WHEN.ends_at, False),
    (State.CLOSED, replace(WHEN, ends_at=BEGINS + timedelta(hours=2)), BEGINS + timedelta(hours=2), False),
])  # fmt: skip
def test_people_are_told_when_time_or_place_changed_after_registration_opened(
    state: State, after: When, now: datetime, expected: bool
) -> None:
    assert are_told(WHEN, after, state, OPENS, now=now) is expected


def test_the_handbook_has_the_table_of_moves_as_it_is() -> None:
    page = (REPOSITORY / "docs" / "how-to" / "run-a-conference.md").read_text()
    rows = [line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("| ")]
    told = {(state, row[2]) for row in rows[1:] for state in row[0].split(", ")}
    assert told == {(str(state), str(after)) for state, _move, after in table()}
