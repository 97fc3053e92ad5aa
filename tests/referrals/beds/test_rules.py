"""The bed count by its rules alone: two people of each side, numbers that can be, and when a count is late."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from safeconduct.referrals.beds import drawing, rules
from safeconduct.referrals.beds.rules import Count, State
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import Allowed, Reason, Refused

ONE, OTHER = uuid4(), uuid4()
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(("state", "first", "leads"), [
    (State.PROPOSED, OTHER, State.ASKED),
    (State.PROPOSED, ONE, rules.SECOND_PERSON),
    (State.ASKED, OTHER, rules.NOTHING_TO_SAY),
    (State.CAME, None, State.ONE_YES),
    (State.ONE_YES, ONE, rules.SECOND_PERSON),
    (State.ONE_YES, OTHER, State.AGREED),
    (State.AGREED, OTHER, rules.NOTHING_TO_SAY),
])  # fmt: skip
def test_two_people_of_each_side_agree_and_one_alone_never(
    state: State, first: object, leads: object
) -> None:
    assert rules.says_yes(state, first=first, who=ONE) == leads  # type: ignore[arg-type]


def test_who_administers_or_supervises_decides() -> None:
    assert rules.may_agree(Profession.ADMINISTRATOR, supervises=False) == Allowed()
    assert rules.may_agree(Profession.SOCIAL_WORKER, supervises=True) == Allowed()
    assert rules.may_agree(Profession.SOCIAL_WORKER, supervises=False) == Refused(rules.NOT_YOUR_WORK)


@pytest.mark.parametrize(("counts", "refused"), [
    ({}, rules.NOTHING_COUNTED),
    ({"shelter": Count(0)}, None),
    ({"shelter": Count(3, 3)}, None),
    ({"shelter": Count(9999, 9999)}, None),
    (dict.fromkeys(rules.KINDS, Count(1)), None),
    ({"shelter": Count(4, 3)}, rules.WRONG_COUNT),
    ({"shelter": Count(-1)}, rules.WRONG_COUNT),
    ({"shelter": Count(10_000)}, rules.WRONG_COUNT),
    ({"legal_advice": Count(1)}, rules.WRONG_COUNT),
])  # fmt: skip
def test_a_count_is_of_kinds_with_beds_and_no_more_are_free_than_there_are(
    counts: dict[str, Count], refused: Reason | None
) -> None:
    assert rules.may_count(counts) == (Refused(refused) if refused else Allowed())


@pytest.mark.parametrize("state", State)
def test_who_was_asked_or_has_asked_is_told_of_the_end_and_nobody_else(state: State) -> None:
    assert rules.was_told(state) is (state not in (State.PROPOSED, State.ENDED))


@pytest.mark.parametrize(("days", "can_be"), [(-31, False), (-30, True), (0, True), (1, True), (2, False)])
def test_a_count_that_arrives_is_of_the_last_thirty_days_or_of_a_clock_that_is_ahead(
    days: int, can_be: bool
) -> None:
    today = date(2026, 3, 2)
    assert rules.can_be_of(today + timedelta(days=days), today) is can_be


@pytest.mark.parametrize(("days", "before_noon", "after_noon"), [
    (0, False, False), (1, False, True), (2, True, True),
])  # fmt: skip
def test_todays_count_is_due_by_noon(days: int, before_noon: bool, after_noon: bool) -> None:
    last = NOON.date() - timedelta(days=days)
    assert rules.is_late(last, NOON - timedelta(minutes=1)) is before_noon
    assert rules.is_late(last, NOON) is after_noon
    assert rules.is_late(None, NOON)


def test_the_line_has_a_point_for_each_day_that_was_counted() -> None:
    today = date(2026, 3, 31)
    points = drawing.line([(today - timedelta(days=30), 0), (today, 10)], today, 10).split()

    assert points == ["0,38", "300,2"]
    assert drawing.line([(today - timedelta(days=31), 3)], today, 10) == ""


def test_a_bar_is_of_its_own_places_and_without_their_number_there_is_none() -> None:
    assert [drawing.share(2, 8), drawing.share(2, None), drawing.share(0, 0)] == [25, None, 0]
