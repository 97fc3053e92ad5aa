"""How a recommendation stands, and what may be said of it; pure."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.public.recommendations.rules import (
    ANOTHER_NUMBER,
    COMMENTS_CLOSED,
    DECIDED_ALREADY,
    IN_THE_FUTURE,
    NO_EVIDENCE,
    NO_REASON,
    NO_WAY,
    NOT_SIGNED,
    NOT_YET,
    NOT_YOURS_TO_DECIDE,
    NUMBER_TAKEN,
    SIGNED,
    Stage,
    Standing,
    lengths,
    may_be_called,
    may_be_version,
    may_change,
    may_comment,
    may_decide,
    may_have_happened,
    may_lead,
    may_stand,
    occasion,
    share_done,
    standing_of,
    version_in,
)
from safeconduct.vocabulary.decisions import Allowed, Reason, Refused

TODAY = date(2026, 11, 30)
NUMBERS = st.decimals(-1000, 1000, places=2)


@pytest.mark.parametrize("stage", [Stage.PROMISED, Stage.BEGUN])
@pytest.mark.parametrize(
    "days, standing", [(-1, Standing.LATE), (0, Standing.PROMISED), (1, Standing.PROMISED)]
)
def test_a_promise_is_late_from_the_day_after_its_day(stage: Stage, days: int, standing: Standing) -> None:
    assert standing_of(stage, TODAY + timedelta(days=days), today=TODAY) is standing


@given(st.sampled_from(Stage), st.dates())
def test_only_what_was_promised_is_late(stage: Stage, due_on: date) -> None:
    is_late = standing_of(stage, due_on, today=TODAY) is Standing.LATE
    assert is_late == (stage in (Stage.PROMISED, Stage.BEGUN) and due_on < TODAY)


@given(NUMBERS, NUMBERS, st.none() | NUMBERS)
def test_the_way_done_is_between_nothing_and_all_of_it(
    baseline: Decimal, target: Decimal, measured: Decimal | None
) -> None:
    share = share_done(baseline, target, measured)
    if measured is None or baseline == target:
        assert share is None
    else:
        assert share is not None
        assert 0 <= share <= 1
        assert share_done(baseline, target, target) == 1
        assert share_done(baseline, target, baseline) == 0


def test_fewer_can_be_the_aim() -> None:
    assert share_done(Decimal(40), Decimal(0), Decimal(10)) == 0.75


@pytest.mark.parametrize(
    "late, said", [(-30, "soon"), (0, "soon"), (1, "late 0"), (90, "late 0"), (91, "late 1"), (200, "late 2")]
)
def test_an_owner_is_reminded_before_the_day_after_it_and_each_quarter(late: int, said: str) -> None:
    assert occasion(TODAY - timedelta(days=late), today=TODAY) == said


def test_done_without_a_step_that_shows_it_is_refused() -> None:
    assert may_stand(Stage.DONE, steps=0) == Refused(NO_EVIDENCE)
    assert may_stand(Stage.DONE, steps=1) == Allowed()


@pytest.mark.parametrize(
    "stage", [one for one in Stage if one not in (Stage.DONE, Stage.REFUSED, Stage.GIVEN_UP)]
)
def test_what_goes_on_needs_no_step_that_is_written_down(stage: Stage) -> None:
    assert may_stand(stage, steps=0) == Allowed()


@pytest.mark.parametrize("stage", [Stage.REFUSED, Stage.GIVEN_UP])
def test_refused_or_given_up_without_a_reason_is_refused(stage: Stage) -> None:
    assert may_stand(stage, steps=0) == Refused(NO_REASON)


@pytest.mark.parametrize("until, allowed", [(TODAY, True), (TODAY - timedelta(days=1), False), (None, False)])
def test_comments_are_taken_on_their_last_day_and_not_after_it(until: date | None, allowed: bool) -> None:
    assert may_comment(until, today=TODAY) == (Allowed() if allowed else Refused(COMMENTS_CLOSED))


def test_who_only_writes_pages_lets_no_comment_through() -> None:
    assert may_decide(approves=False, is_so_already=False) == Refused(NOT_YOURS_TO_DECIDE)
    assert may_decide(approves=True, is_so_already=True) == Refused(DECIDED_ALREADY)
    assert may_decide(approves=True, is_so_already=False) == Allowed()


@pytest.mark.parametrize(
    "days, allowed", [([], True), ([TODAY, None], True), ([TODAY + timedelta(days=1)], False)]
)
def test_nothing_has_happened_on_a_day_to_come(days: list[date | None], allowed: bool) -> None:
    assert may_have_happened(days, today=TODAY) == (Allowed() if allowed else Refused(IN_THE_FUTURE))


def test_a_beginning_that_is_the_aim_is_no_way() -> None:
    assert may_lead(Decimal(10), Decimal("10.00")) == Refused(NO_WAY)
    assert may_lead(Decimal(10), Decimal(0)) == Allowed()


@given(st.lists(st.none() | NUMBERS, min_size=1, max_size=3))
def test_a_bar_is_as_long_as_its_number(numbers: list[Decimal | None]) -> None:
    found = lengths(*numbers)
    known = [each for each in numbers if each is not None]
    if not known or min(known) < 0 or max(known) == 0:
        assert set(found) == {None}
    else:
        assert max(each for each in found if each is not None) == 100
        assert [each is None for each in found] == [each is None for each in numbers]


@pytest.mark.parametrize(
    "said, reason",
    [
        ({}, None),
        ({"is_in_force": True, "signatures": 0}, NOT_SIGNED),
        ({"is_in_force": True, "since": TODAY + timedelta(days=1)}, NOT_YET),
        ({"is_in_force": True, "since": TODAY}, None),
        ({"number_is_taken": True}, NUMBER_TAKEN),
    ],
)
def test_a_version_is_in_force_when_it_is_signed_and_its_day_has_come(
    said: dict[str, Any], reason: Reason | None
) -> None:
    facts: dict[str, Any] = {"is_in_force": False, "signatures": 1, "since": None, "number_is_taken": False}
    decision = may_be_version(**(facts | said), today=TODAY)
    assert decision == (Refused(reason) if reason else Allowed())


@pytest.mark.parametrize(
    "signatures, changes, allowed", [(0, True, True), (1, False, True), (1, True, False)]
)
def test_a_signed_text_stays(signatures: int, changes: bool, allowed: bool) -> None:
    assert may_change(signatures=signatures, changes_text=changes) == (
        Allowed() if allowed else Refused(SIGNED)
    )


@pytest.mark.parametrize("title, named", [
    ("How we answer, version 2", 2), ("Cum răspundem, versiunea 3", 3), ("Comment répondre (version 10)", 10),
    ("Cómo, versión: 4", 4), ("Как отговаряме, версия 5", 5), ("Så svarar vi v2", 2),
    ("An answer within 5 days", None), ("Agreement of 2026", None), ("Version of 2026", None),
    ("Version 2026", None), ("Conversion 3", None),
])  # fmt: skip
def test_which_version_a_title_names(title: str, named: int | None) -> None:
    assert version_in(title) == named


@pytest.mark.parametrize("title, signatures, allowed", [
    ("Version 3", 0, True), ("Version 2", 0, False), ("Without one", 0, True),
    ("Version 2", 1, True),  # what was signed cannot be called otherwise any more
])  # fmt: skip
def test_a_title_and_a_number_name_the_same_version(title: str, signatures: int, allowed: bool) -> None:
    decision = may_be_called(title, number=3, signatures=signatures)
    assert decision == (Allowed() if allowed else Refused(ANOTHER_NUMBER))
