"""Four follow-ups from the start on: when they are, what may be done, and that the person's wish ends the rest."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.cases.follow_up.codes import After, MovedWhy, NotDone, State
from safeconduct.cases.follow_up.contents import DONE, MUST, said, sheet_of, stored
from safeconduct.cases.follow_up.rules import (
    BEFORE_THE_START,
    CORRECTED_ALREADY,
    CORRECTED_TOO_LATE,
    DAY_IS_OVER,
    FARTHEST,
    IS_OVER,
    NO_REASON,
    NOT_YET,
    NOT_YOURS_TO_CORRECT,
    NOTHING_ENDED,
    NOTHING_TO_CORRECT,
    PLANNED_ALREADY,
    START_AHEAD,
    TOO_EARLY,
    TOO_FAR,
    FollowUp,
    Planned,
    Sheet,
    Written,
    corrected,
    done,
    due,
    is_late,
    may_be_corrected,
    may_be_done,
    may_be_left,
    may_move,
    may_plan,
    may_plan_for,
    may_resume,
    months_later,
    moved,
    not_done,
    planned,
    resumed,
)
from safeconduct.cases.safe_hours import (
    NO_SAFE_HOUR_THAT_DAY,
    NOT_BY_TELEPHONE,
    OUTSIDE,
    SafeContact,
    may_reach_on,
    safe_contact,
)
from safeconduct.vocabulary.codes import Answer3
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused
from safeconduct.vocabulary.errors import BadInput

START = date(2026, 11, 26)
UNKNOWN = safe_contact({}, "RO")
WEEKDAYS = safe_contact({"safe_hours": [{"days": "mon_fri", "from": "09:00", "until": "12:00"}]}, "RO")
SHEET = planned(START, UNKNOWN, country="RO", today=START)
ONE, THREE, SIX, YEAR = After


def reason(decision: Decision) -> Reason | None:
    return decision.reason if isinstance(decision, Refused) else None


def states(sheet: Sheet) -> list[State]:
    return [one.state for one in sheet.all]


# --- Planned --------------------------------------------------------------------------------------------------


def test_all_four_are_planned_from_the_start_on_working_days() -> None:
    """26 December 2026 is a Saturday."""
    assert [(one.after, one.on) for one in SHEET.all] == [
        (ONE, date(2026, 12, 28)), (THREE, date(2027, 2, 26)), (SIX, date(2027, 5, 26)), (YEAR, date(2027, 11, 26)),
    ]  # fmt: skip
    assert states(SHEET) == [State.PLANNED] * 4
    assert due(SHEET) == date(2026, 12, 28)


@pytest.mark.parametrize(
    "start, months, day",
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
    ],
)
def test_a_month_without_such_a_day_has_its_last(start: date, months: int, day: date) -> None:
    assert months_later(start, months) == day


def test_a_day_without_a_safe_hour_becomes_the_next_one_with_one() -> None:
    """26 December 2026 is a Saturday."""
    assert [one.on for one in planned(START, WEEKDAYS, country="RO", today=START).all] == [
        date(2026, 12, 28), date(2027, 2, 26), date(2027, 5, 26), date(2027, 11, 26),
    ]  # fmt: skip


@pytest.mark.parametrize(("start", "country", "day"), [
    (date(2026, 11, 30), "RO", date(2026, 12, 30)),
    (date(2026, 12, 1), "RO", date(2027, 1, 4)),  # New Year, the day after, and a weekend
    (date(2026, 12, 1), "DE", date(2027, 1, 4)),
    (date(2026, 11, 1), "RO", date(2026, 12, 2)),  # the national day of Romania
    (date(2026, 11, 1), "DE", date(2026, 12, 1)),
])  # fmt: skip
def test_none_is_planned_for_a_day_on_which_nobody_is_at_work(start: date, country: str, day: date) -> None:
    assert planned(start, UNKNOWN, country=country, today=start).one(ONE).on == day


def test_who_may_be_reached_at_weekends_only_is_asked_at_a_weekend() -> None:
    weekends = safe_contact({"safe_hours": [{"days": "weekend", "from": "09:00", "until": "12:00"}]}, "RO")
    assert planned(START, weekends, country="RO", today=START).one(ONE).on == date(2026, 12, 26)


EARLY_ON_SUNDAYS = safe_contact({"safe_hours": [{"days": "sun", "from": "02:15", "until": "02:45"}]}, "DE")
NO_SUCH_HOUR = date(2027, 3, 28)
"""The Sunday on which the clocks there go from two to three."""


def test_an_hour_that_the_clock_there_leaves_out_is_none() -> None:
    sheet = planned(date(2027, 2, 28), EARLY_ON_SUNDAYS, country="DE", today=START)
    assert sheet.one(ONE).on == NO_SUCH_HOUR + timedelta(days=7)
    assert reason(may_plan_for(Planned(NO_SUCH_HOUR, None), EARLY_ON_SUNDAYS)) == NO_SAFE_HOUR_THAT_DAY


def test_hours_are_on_the_clock_of_the_person_and_not_on_ours() -> None:
    mornings = safe_contact({"safe_hours": [{"days": "every_day", "from": "09:00", "until": "10:00"}]}, "DE")
    summer = date(2027, 7, 5)
    assert may_plan_for(Planned(summer, time(9, 30)), mornings) == Allowed()
    assert reason(may_plan_for(Planned(summer, time(7, 30)), mornings)) == OUTSIDE
    assert reason(may_plan_for(Planned(summer, time(11, 30)), mornings)) == OUTSIDE


def test_one_whose_day_is_today_is_still_to_come() -> None:
    today = date(2026, 12, 28)
    assert planned(date(2026, 11, 28), UNKNOWN, country="RO", today=today).one(ONE) == FollowUp(ONE, today)


def test_what_was_over_before_anybody_planned_is_said_to_be_and_is_not_late() -> None:
    today = date(2027, 3, 1)
    sheet = planned(START, UNKNOWN, country="RO", today=today)
    assert states(sheet) == [State.NOT_DONE, State.NOT_DONE, State.PLANNED, State.PLANNED]
    assert sheet.one(ONE).said == {"why": NotDone.DAY_WAS_OVER}
    assert sheet.one(ONE).on == date(2026, 12, 26)
    assert not any(is_late(one, today) for one in sheet.all)


@pytest.mark.parametrize(
    "start, is_planned, why",
    [
        (START, False, None),
        (START - timedelta(days=400), False, None),
        (START + timedelta(days=1), False, START_AHEAD),
        (START, True, PLANNED_ALREADY),
    ],
)
def test_they_are_planned_once_and_not_before_the_help_began(
    start: date, is_planned: bool, why: Reason | None
) -> None:
    assert reason(may_plan(start, is_planned=is_planned, today=START)) == why


# --- Moved ----------------------------------------------------------------------------------------------------

MONDAY = date(2026, 12, 28)
NO_CALLS = replace(UNKNOWN, call=Answer3.NO)
MOVES: list[tuple[State, Planned, MovedWhy | None, SafeContact, Reason | None]] = [
    (State.PLANNED, Planned(MONDAY, None), MovedWhy.PERSON_ASKED, UNKNOWN, None),
    (State.PLANNED, Planned(MONDAY, None), MovedWhy.PERSON_ASKED, WEEKDAYS, None),
    (State.PLANNED, Planned(MONDAY, time(9)), MovedWhy.PERSON_ASKED, WEEKDAYS, None),
    (State.PLANNED, Planned(START, None), MovedWhy.PERSON_ASKED, UNKNOWN, None),
    (State.PLANNED, Planned(START + FARTHEST, None), MovedWhy.PERSON_ASKED, UNKNOWN, None),
    (State.PLANNED, Planned(MONDAY, time(3)), MovedWhy.PERSON_ASKED, UNKNOWN, None),
    (State.PLANNED, Planned(MONDAY, time(9), by_telephone=True), MovedWhy.PERSON_ASKED, WEEKDAYS, None),
    (State.PLANNED, Planned(MONDAY, time(9)), MovedWhy.PERSON_ASKED, NO_CALLS, None),
    (State.PLANNED, Planned(MONDAY, None), None, UNKNOWN, NO_REASON),
    (State.PLANNED, Planned(START - timedelta(days=1), None), MovedWhy.PERSON_ASKED, UNKNOWN, DAY_IS_OVER),
    (State.PLANNED, Planned(START + FARTHEST + timedelta(days=1), None), MovedWhy.PERSON_ASKED, UNKNOWN, TOO_FAR),
    (State.PLANNED, Planned(date(2026, 12, 26), None), MovedWhy.PERSON_ASKED, WEEKDAYS, NO_SAFE_HOUR_THAT_DAY),
    (State.PLANNED, Planned(MONDAY, time(12)), MovedWhy.PERSON_ASKED, WEEKDAYS, OUTSIDE),
    (State.PLANNED, Planned(MONDAY, time(9), by_telephone=True), MovedWhy.PERSON_ASKED, NO_CALLS, NOT_BY_TELEPHONE),
    (State.PLANNED, Planned(MONDAY, None, by_telephone=True), MovedWhy.PERSON_ASKED, NO_CALLS, NOT_BY_TELEPHONE),
    *(
        (state, Planned(MONDAY, None), MovedWhy.PERSON_ASKED, UNKNOWN, IS_OVER)
        for state in State
        if state is not State.PLANNED
    ),
]  # fmt: skip


@pytest.mark.parametrize("state, to, why, contact, wrong", MOVES)
def test_one_is_moved_with_a_reason_to_a_time_in_which_the_person_may_be_reached(
    state: State, to: Planned, why: MovedWhy | None, contact: SafeContact, wrong: Reason | None
) -> None:
    assert reason(may_move(FollowUp(ONE, MONDAY, state=state), to, why, contact, today=START)) == wrong


def test_from_where_and_why_stays_with_it() -> None:
    sheet = moved(SHEET, ONE, Planned(MONDAY, time(9, 30), by_telephone=True), MovedWhy.WORKER_AWAY)
    assert (sheet.one(ONE).at, sheet.one(ONE).by_telephone) == (time(9, 30), True)
    sheet = moved(sheet, ONE, Planned(date(2026, 12, 30), None), MovedWhy.PERSON_ASKED)
    one = sheet.one(ONE)
    assert (one.on, one.at, one.by_telephone) == (date(2026, 12, 30), None, False)
    assert [(each.day, each.why) for each in one.moved] == [
        (SHEET.one(ONE).on, MovedWhy.WORKER_AWAY), (MONDAY, MovedWhy.PERSON_ASKED),
    ]  # fmt: skip
    assert sheet.all[1:] == SHEET.all[1:]


# --- Done, and not done ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "state, on, why",
    [
        (State.PLANNED, MONDAY - timedelta(days=7), None),
        (State.PLANNED, MONDAY - timedelta(days=8), TOO_EARLY),
        (State.PLANNED, date(2026, 12, 22), None),
        (State.PLANNED, date(2026, 12, 23), NOT_YET),
        (State.PLANNED, START - timedelta(days=1), BEFORE_THE_START),
        (State.DONE, START, IS_OVER),
        (State.NOT_DONE, START, IS_OVER),
        (State.ENDED, START, IS_OVER),
    ],
)
def test_one_that_took_place_is_written_down_once(state: State, on: date, why: Reason | None) -> None:
    one = FollowUp(ONE, MONDAY, state=state)
    assert reason(may_be_done(one, on, start=START, today=date(2026, 12, 22))) == why


def test_an_early_one_has_a_reason() -> None:
    one = FollowUp(ONE, MONDAY)
    assert may_be_done(one, START, start=START, today=date(2026, 12, 1), early_why="A journey") == Allowed()


ANA, DAN, NOON = UUID(int=1), UUID(int=2), datetime(2026, 12, 1, 12, tzinfo=UTC)
WROTE = Written(ANA, NOON)


@pytest.mark.parametrize("state, written, by, now, why", [
    (State.DONE, WROTE, ANA, NOON + timedelta(days=7), None),
    (State.DONE, WROTE, ANA, NOON + timedelta(days=7, seconds=1), CORRECTED_TOO_LATE),
    (State.DONE, WROTE, DAN, NOON, NOT_YOURS_TO_CORRECT),
    (State.DONE, Written(ANA, NOON, {"view": "I"}), ANA, NOON, CORRECTED_ALREADY),
    (State.DONE, None, ANA, NOON, NOTHING_TO_CORRECT),
    (State.PLANNED, WROTE, ANA, NOON, NOTHING_TO_CORRECT),
    (State.NOT_DONE, WROTE, ANA, NOON, NOTHING_TO_CORRECT),
])  # fmt: skip
def test_only_its_author_corrects_it_once_within_seven_days(
    state: State, written: Written | None, by: UUID, now: datetime, why: Reason | None
) -> None:
    assert (
        reason(may_be_corrected(FollowUp(ONE, MONDAY, state=state, written=written), by=by, now=now)) == why
    )


def test_a_correction_keeps_what_stood_there_and_a_no_in_it_ends_the_rest() -> None:
    sheet = corrected(done(SHEET, ONE, {"contact": "yes"}, WROTE), ONE, {"contact": "no"})
    assert sheet.one(ONE).written == Written(ANA, NOON, {"contact": "yes"})
    assert states(sheet) == [State.DONE, State.ENDED, State.ENDED, State.ENDED]
    assert sheet.one(ONE).said == {"contact": "no"}
    assert sheet_of(stored(sheet)) == sheet


def test_a_correction_without_a_no_leaves_the_rest_as_it_is_planned() -> None:
    sheet = corrected(
        done(SHEET, ONE, {"contact": "yes"}, WROTE), ONE, {"contact": "yes", "view": "I sleep."}
    )
    assert states(sheet) == [State.DONE, State.PLANNED, State.PLANNED, State.PLANNED]


@pytest.mark.parametrize("state", State)
def test_only_one_that_is_planned_can_be_left(state: State) -> None:
    assert reason(may_be_left(FollowUp(ONE, MONDAY, state=state))) == (
        None if state is State.PLANNED else IS_OVER
    )


@pytest.mark.parametrize(
    "contact, others", [("yes", State.PLANNED), ("unknown", State.PLANNED), ("no", State.ENDED)]
)
def test_no_further_contact_ends_what_is_to_come_and_nothing_else(contact: str, others: State) -> None:
    first = not_done(SHEET, ONE, NotDone.NOT_REACHED)
    sheet = done(first, THREE, {"contact": contact})
    assert states(sheet) == [State.NOT_DONE, State.DONE, others, others]


@pytest.mark.parametrize("why", NotDone)
def test_not_done_has_its_reason_and_ends_the_rest_only_where_that_is_the_person_s_wish(why: NotDone) -> None:
    sheet = not_done(SHEET, ONE, why)
    assert sheet.one(ONE).said == {"why": why}
    others = State.ENDED if why is NotDone.NO_MORE_CONTACT else State.PLANNED
    assert states(sheet) == [State.NOT_DONE, others, others, others]
    assert due(sheet) == (None if why is NotDone.NO_MORE_CONTACT else date(2027, 2, 26))


def test_a_person_who_wishes_contact_again_is_asked_for_what_is_still_to_come() -> None:
    ended = not_done(SHEET, ONE, NotDone.NO_MORE_CONTACT)
    assert may_resume(ended) == Allowed()
    assert reason(may_resume(SHEET)) == NOTHING_ENDED
    again = resumed(ended, WEEKDAYS, country="RO", today=date(2027, 3, 1))
    assert states(again) == [State.NOT_DONE, State.NOT_DONE, State.PLANNED, State.PLANNED]
    assert again.one(ONE).said == {"why": NotDone.NO_MORE_CONTACT}


@pytest.mark.parametrize("days, is_it", [(-1, False), (0, False), (1, True)])
def test_late_is_after_its_day_while_nobody_has_written_anything(days: int, is_it: bool) -> None:
    one = FollowUp(ONE, MONDAY)
    assert is_late(one, MONDAY + timedelta(days=days)) is is_it
    assert not any(
        is_late(replace(one, state=state), MONDAY + timedelta(days=9))
        for state in State
        if state != State.PLANNED
    )


# --- Entered and kept -----------------------------------------------------------------------------------------

ENTERED = {"view": ["I sleep again."], "how": ["call"], "on": ["2026-12-28"], "contact": ["yes"]}


def test_the_person_s_own_view_is_asked_first() -> None:
    assert next(field.name for field in DONE) == "view"


def test_what_took_place_says_how_when_and_whether_the_person_still_wishes_contact() -> None:
    assert said(ENTERED) == {"view": "I sleep again.", "how": "call", "on": "2026-12-28", "contact": "yes"}
    with pytest.raises(BadInput) as wrong:
        said({})
    assert set(wrong.value.errors) == set(MUST)


def test_the_person_s_view_may_stay_open_and_nothing_else_that_is_needed() -> None:
    still_open = {"view__open": ["declined"], "how__open": ["declined"]}
    assert said({**ENTERED, "view": [""], **still_open})["view"] == {"unanswered": "declined"}
    with pytest.raises(BadInput) as wrong:
        said({**ENTERED, "how": [""], **still_open})
    assert list(wrong.value.errors) == ["how"]


DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))
WISHES = st.lists(
    st.one_of(
        st.tuples(st.just("move"), st.sampled_from(After), DAYS, st.sampled_from(MovedWhy)),
        st.tuples(st.just("leave"), st.sampled_from(After), DAYS, st.sampled_from(NotDone)),
        st.tuples(st.just("done"), st.sampled_from(After), DAYS, st.sampled_from(["yes", "no", "unknown"])),
    ),
    max_size=8,
)


@settings(max_examples=200, deadline=None)
@given(DAYS, st.sampled_from([UNKNOWN, WEEKDAYS]), WISHES)
def test_whatever_is_done_in_whatever_order(start: date, contact: SafeContact, wishes: list[tuple]) -> None:  # type: ignore[type-arg]
    """What is over stays as it is, what is planned is reachable, nothing is planned after a no."""
    sheet = planned(start, contact, country="RO", today=start)
    has_said_no = False
    for what, after, day, how in wishes:
        before, one = sheet, sheet.one(after)
        if what == "move" and may_move(one, Planned(day, None), how, contact, today=start):
            sheet = moved(sheet, after, Planned(day, None), how)
        elif what == "leave" and may_be_left(one):
            sheet, has_said_no = not_done(sheet, after, how), has_said_no or how is NotDone.NO_MORE_CONTACT
        elif what == "done" and may_be_done(one, day, start=start, today=day, early_why="A journey"):
            sheet, has_said_no = done(sheet, after, {"contact": how}), has_said_no or how == "no"
        for was, now in zip(before.all, sheet.all, strict=True):
            assert was.state is State.PLANNED or was == now
    waiting = [one for one in sheet.all if one.state is State.PLANNED]
    assert not (has_said_no and waiting)
    assert all(may_reach_on(contact, one.on, contact.zone) for one in waiting)
    assert due(sheet) == min((one.on for one in waiting), default=None)
    assert [one.after for one in sheet.all] == list(After)
    assert sheet_of(stored(sheet)) == sheet
