"""Who is let in, how long somebody was there, who gets a certificate, and counts that tell nothing of one person."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from safeconduct.public.conferences.attending import rules
from safeconduct.public.conferences.attending.answers import counted, may_be_shown
from safeconduct.public.conferences.attending.hours import Held, length, length_of_all
from safeconduct.public.conferences.attending.pictures import bars
from safeconduct.public.conferences.attending.rules import Ticket
from safeconduct.public.conferences.attending.small_cells import MINIMUM, alone, shown
from safeconduct.vocabulary.decisions import Allowed, Reason, Refused

DAY = datetime(2026, 5, 12, tzinfo=UTC)
FIRST, LAST = DAY, DAY + timedelta(days=2)


def at(hour: float) -> datetime:
    return DAY + timedelta(hours=hour)


def talk(begins: float, ends: float, kind: str = "talk") -> Held:
    return Held(kind, at(begins), at(ends))


@pytest.mark.parametrize("ticket, expected", [
    (Ticket("1", "seated", is_here=False), None),
    (Ticket("1", "seated", is_here=True), rules.ALREADY),
    (Ticket("1", "cancelled", is_here=True), rules.CANCELLED),
    (Ticket("1", "waiting", is_here=False), rules.NO_SEAT),
    (Ticket("1", "offered", is_here=False), rules.NO_SEAT),
    (Ticket("1", "unconfirmed", is_here=False), rules.NO_SEAT),
    (Ticket("2", "seated", is_here=False), rules.OF_ANOTHER),
    (Ticket("2", "cancelled", is_here=False), rules.OF_ANOTHER),
    (None, rules.UNKNOWN),
])  # fmt: skip
def test_who_is_let_in(ticket: Ticket | None, expected: Reason | None) -> None:
    assert rules.may_enter(ticket, "1", is_called_off=False) == (Refused(expected) if expected else Allowed())


@pytest.mark.parametrize("state", ["seated", "cancelled", "waiting"])
def test_nobody_is_let_in_where_the_conference_was_called_off(state: str) -> None:
    for is_here in (False, True):
        ticket = Ticket("1", state, is_here=is_here)
        assert rules.may_enter(ticket, "1", is_called_off=True) == Refused(rules.CALLED_OFF)
    of_another = rules.may_enter(Ticket("2", state, is_here=False), "1", is_called_off=True)
    assert of_another == Refused(rules.OF_ANOTHER)


@pytest.mark.parametrize("state, now, expected", [
    ("open", at(9), None),
    ("closed", FIRST, None),
    ("closed", LAST, None),
    ("closed", at(-1), rules.NOT_ITS_DAY),
    ("closed", LAST + timedelta(minutes=1), rules.NOT_ITS_DAY),
    ("held", at(9), rules.TAKEN_PLACE),
    ("held", at(100), rules.TAKEN_PLACE),
    ("cancelled", at(9), rules.CALLED_OFF),
    ("cancelled", at(-1), rules.CALLED_OFF),
])  # fmt: skip
def test_what_is_said_at_the_door_before_anybody_comes(
    state: str, now: datetime, expected: Reason | None
) -> None:
    decision = rules.stands_open(state, now=now, first=FIRST, last=LAST)
    assert decision == (Refused(expected) if expected else Allowed())


@pytest.mark.parametrize("claimed, now, expected, why", [
    (None, at(9), at(9), "scanned now"),
    (at(9), at(11), at(9), "sent two hours later"),
    (at(9), at(100), at(9), "sent days later, scanned on the day"),
    (at(8.97), at(9), at(8.97), "two minutes ago"),
    (at(9.05), at(9), at(9), "a clock three minutes ahead"),
    (None, FIRST, FIRST, "the first moment"),
    (FIRST, at(9), FIRST, "at the first moment, sent later"),
    (None, LAST, LAST, "the last one"),
    (at(20), at(9), at(9), "a clock far ahead"),
    (at(-500), at(9), at(9), "a clock that was never set"),
    (at(-1), at(-1), None, "the evening before"),
    (at(-1), at(100), None, "scanned before it began"),
    (None, at(100), None, "days later"),
    (at(48), at(100), at(48), "the last midnight"),
])  # fmt: skip
def test_when_somebody_came(
    claimed: datetime | None, now: datetime, expected: datetime | None, why: str
) -> None:
    assert rules.moment(claimed, now=now, first=FIRST, last=LAST) == expected, why


@pytest.mark.parametrize("sessions, hours, why", [
    ([], 0, "none"),
    ([talk(9, 10.5)], 1.5, "one"),
    ([talk(9, 10), talk(10, 11, "break"), talk(11, 12)], 2, "a break counts for none"),
    ([talk(9, 11), talk(10, 12)], 3, "an hour of both is one hour"),
    ([talk(9, 12), talk(10, 11)], 3, "one within the other"),
    ([talk(10, 11), talk(9, 12), talk(11, 13)], 4, "in whatever order"),
    ([talk(9, 10), talk(9, 10)], 1, "side by side"),
    ([talk(9, 10), talk(33, 34)], 2, "on two days"),
])  # fmt: skip
def test_how_long_somebody_was_in_sessions(sessions: list[Held], hours: float, why: str) -> None:
    assert length_of_all(sessions) == timedelta(hours=hours), why


def test_what_one_session_counts() -> None:
    assert length(talk(9, 10.5)) == timedelta(minutes=90)
    assert length(talk(9, 10.5, "break")) == timedelta()


@pytest.mark.parametrize("state, now, has_arrived, sessions, expected", [
    ("held", at(18), True, 1, None),
    ("closed", at(18), True, 3, None),
    ("held", at(17), True, 1, None),
    ("held", at(16), True, 1, rules.NOT_OVER),
    ("held", at(18), False, 0, rules.NOT_THERE),
    ("held", at(18), True, 0, rules.NO_SESSION),
    ("cancelled", at(18), True, 1, rules.NOT_HELD),
    ("draft", at(18), True, 1, rules.NOT_HELD),
])  # fmt: skip
def test_who_gets_a_certificate(
    state: str, now: datetime, has_arrived: bool, sessions: int, expected: Reason | None
) -> None:
    decision = rules.may_have_certificate(
        state=state, ends_at=at(17), has_arrived=has_arrived, sessions=sessions, now=now
    )
    assert decision == (Refused(expected) if expected else Allowed())


@pytest.mark.parametrize("has_arrived, has_evaluated, expected", [
    (True, False, None),
    (True, True, rules.ANSWERED),
    (False, False, rules.NOT_THERE),
])  # fmt: skip
def test_who_answers_the_evaluation(has_arrived: bool, has_evaluated: bool, expected: Reason | None) -> None:
    decision = rules.may_evaluate(has_arrived=has_arrived, has_evaluated=has_evaluated)
    assert decision == (Refused(expected) if expected else Allowed())


@pytest.mark.parametrize("counts, cells, total, why", [
    ({"a": 7, "b": 9}, {"a": 7, "b": 9}, 16, "nothing is small"),
    ({"a": 7, "b": 0}, {"a": 7, "b": 0}, 7, "nobody is no small number"),
    ({"a": 3, "b": 9, "c": 12}, {"a": None, "b": None, "c": 12}, 24, "one alone is the total less the others"),
    ({"a": 2, "b": 4, "c": 12}, {"a": None, "b": None, "c": 12}, 18, "two hide each other"),
    ({"a": 4, "b": 4, "c": 6}, {"a": None, "b": None, "c": None}, 14, "two that make eight"),
    ({"a": 3, "b": 5, "c": 5}, {"a": None, "b": None, "c": None}, 13, "all that are equal"),
    ({"a": 1, "b": 1, "c": 6, "d": 8}, {"a": None, "b": None, "c": None, "d": 8}, 16, "two that are two"),
    ({"a": 3}, {"a": None}, None, "the only one is the total"),
    ({"a": 1, "b": 2}, {"a": None, "b": None}, None, "all together are few"),
    ({}, {}, 0, "nobody"),
])  # fmt: skip
def test_small_counts_are_hidden(
    counts: dict[str, int], cells: dict[str, int | None], total: int | None, why: str
) -> None:
    found = shown(counts)
    assert (found.cells, found.total) == (cells, total), why
    assert found.hides == (None in cells.values() or total is None)


@pytest.mark.parametrize("groups, most", [(1, 30), (2, 14), (3, 12), (4, 9)])
def test_no_small_count_can_be_computed_by_whoever_knows_the_rule(groups: int, most: int) -> None:
    """Every way to fill so many groups: what is seen always fits several values of a count that is small."""
    seen: dict[object, list[tuple[int, ...]]] = {}
    for counts in product(range(most + 1), repeat=groups):
        found = shown(dict(enumerate(counts)))
        seen.setdefault((tuple(found.cells.items()), found.total), []).append(counts)
    for fitting in seen.values():
        for place in range(groups):
            values = {counts[place] for counts in fitting}
            assert len(values) > 1 or not 0 < min(values) < MINIMUM, fitting


def test_a_count_without_a_total() -> None:
    assert [alone(0), alone(1), alone(4), alone(5)] == [0, None, None, 5]


def test_answers_are_counted_by_step() -> None:
    found = counted("Useful?", [5, 5, 4, 1])
    assert (found.counts, found.answers, found.mean) == ((1, 0, 0, 1, 2), 4, 3.75)
    assert counted("Nobody answered", []).mean == 0
    assert [may_be_shown(waiting) for waiting in (0, 4, 5, 6)] == [False, False, True, True]


def test_the_highest_bar_fills_the_picture() -> None:
    found = bars(["1", "2", "3"], [0, 2, 4])
    assert [each.height for each in found] == [0, 55, 110]
    assert [each.y + each.height for each in found] == [130, 130, 130]
    assert [each.height for each in bars(["1"], [0])] == [0]
