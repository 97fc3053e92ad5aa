"""When something is due, how the clock of a decision pauses, and who is told when nobody acts."""

from datetime import UTC, datetime, timedelta

import pytest

from safeconduct.referrals.clocks import (
    ESCALATIONS,
    PERIODS,
    RECEIPT_ALARM,
    Path,
    Step,
    Told,
    alarms_at_once,
    decision_due,
    due,
    due_of,
    escalation,
    steps,
)
from safeconduct.referrals.history import replay
from safeconduct.referrals.moves import Event, State
from safeconduct.vocabulary.codes import Urgency
from safeconduct.vocabulary.workdays import Period
from tests.referrals.stories import GENESIS, START, R, S, told

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
EMERGENCY, URGENT, ROUTINE = Urgency

# By hand: h hours, d days of 24 hours, w working days, a dash for none.
CLOCKS = """
                  emergency urgent routine
draft             28d       28d    28d
sent              4h        24h    2w
acknowledged      24h       72h    5w
info_requested    4h        24h    3w
accepted          24h       72h    5w
on_hold           -         -      -
handover_planned  2h        2h     2h
no_show           1h        4h     1w
in_service        30d       30d    30d
declined          4h        24h    2w
reroute_proposed  4h        24h    2w
outcome_recorded  10w       10w    10w
withdrawn         1w        1w     1w
closed            -         -      -
"""


def _period(text: str) -> Period | None:
    if text == "-":
        return None
    number, unit = int(text[:-1]), text[-1]
    return Period(working_days=number) if unit == "w" else Period(hours=number * {"h": 1, "d": 24}[unit])


def test_the_period_of_each_state_and_urgency() -> None:
    rows = [line.split() for line in CLOCKS.strip().splitlines()[1:]]
    assert [State(row[0]) for row in rows] == list(State)
    for name, *cells in rows:
        for urgency, cell in zip(Urgency, cells, strict=True):
            assert PERIODS[State(name)].get(urgency) == _period(cell), (name, urgency)


def test_hours_run_day_and_night_and_working_days_end_at_five() -> None:
    friday = datetime(2026, 3, 6, 15, 0, tzinfo=UTC)
    assert due(State.SENT, EMERGENCY, friday, "RO") == friday + 4 * HOUR
    assert due(State.SENT, ROUTINE, friday, "RO") == datetime(2026, 3, 10, 15, 0, tzinfo=UTC)  # 17:00 there


def test_partners_may_agree_on_other_periods() -> None:
    agreed = {**PERIODS, State.SENT: {URGENT: Period(hours=48)}}
    assert due(State.SENT, URGENT, START, "RO", periods=agreed) == START + 48 * HOUR


def test_another_calendar_may_be_used() -> None:
    def every_period_is_a_day(start: datetime, _period: Period, _country: str) -> datetime:
        return start + DAY

    assert due(State.SENT, ROUTINE, START, "RO", add_clock=every_period_is_a_day) == START + DAY


# --- The clock of the decision ------------------------------------------------------------------------------


def _path(*parts: tuple[State, timedelta]) -> Path:
    return tuple((state, START + after) for state, after in parts)


SENT = (State.SENT, 0 * HOUR)
ACKNOWLEDGED = (State.ACKNOWLEDGED, 2 * HOUR)


def test_the_decision_is_due_from_the_acknowledgement() -> None:
    assert decision_due(_path(SENT), URGENT, "RO") is None
    assert decision_due(_path(SENT, ACKNOWLEDGED), URGENT, "RO") == START + 74 * HOUR


@pytest.mark.parametrize("pause", [State.INFO_REQUESTED, State.ON_HOLD])
def test_a_question_or_hold_stops_the_clock_and_it_goes_on_with_the_rest(pause: State) -> None:
    paused = _path(SENT, ACKNOWLEDGED, (pause, 12 * HOUR))
    resumed = (*paused, (State.ACKNOWLEDGED, START + 100 * HOUR))
    assert decision_due(paused, URGENT, "RO") is None
    assert decision_due(resumed, URGENT, "RO") == START + 162 * HOUR  # 62 of 72 hours are left


def test_several_pauses_add_up() -> None:
    path = _path(
        SENT,
        ACKNOWLEDGED,
        (State.INFO_REQUESTED, 12 * HOUR),
        (State.ACKNOWLEDGED, 20 * HOUR),
        (State.INFO_REQUESTED, 30 * HOUR),
        (State.ACKNOWLEDGED, 40 * HOUR),
    )
    assert decision_due(path, URGENT, "RO") == START + (40 + 72 - 10 - 10) * HOUR


def test_a_question_before_the_acknowledgement_takes_nothing_from_the_clock() -> None:
    path = _path(SENT, (State.INFO_REQUESTED, 1 * HOUR), (State.ACKNOWLEDGED, 10 * HOUR))
    assert decision_due(path, URGENT, "RO") == START + 82 * HOUR


def test_working_days_that_were_used_up_do_not_come_back() -> None:
    # Acknowledged on Monday, asked on Wednesday, answered on Friday: two of five days are used.
    path = _path(SENT, ACKNOWLEDGED, (State.INFO_REQUESTED, 2 * DAY), (State.ACKNOWLEDGED, 4 * DAY))
    assert decision_due(path, ROUTINE, "RO") == datetime(2026, 3, 11, 15, 0, tzinfo=UTC)


def test_a_pause_after_the_end_does_not_lengthen_the_clock() -> None:
    for urgency in Urgency:
        path = _path(SENT, ACKNOWLEDGED, (State.INFO_REQUESTED, 20 * DAY), (State.ACKNOWLEDGED, 21 * DAY))
        assert decision_due(path, urgency, "RO") == START + 21 * DAY


def test_a_pause_of_no_length_changes_nothing() -> None:
    for urgency in Urgency:
        without = decision_due(_path(SENT, ACKNOWLEDGED), urgency, "RO")
        for after in (2 * HOUR, 5 * HOUR, 3 * DAY):
            path = _path(SENT, ACKNOWLEDGED, (State.INFO_REQUESTED, after), (State.ACKNOWLEDGED, after))
            if without is not None and START + after <= without:
                assert decision_due(path, urgency, "RO") == without, (urgency, after)


# --- A whole referral ---------------------------------------------------------------------------------------


def test_what_is_due_follows_the_history() -> None:
    story = told(
        (Event.SEND, S),
        (Event.ACKNOWLEDGE, R),
        (Event.ACCEPT, R),
        (Event.PROPOSE_HANDOVER, S),
        (Event.CONFIRM_HANDOVER, R),
        (Event.ARRIVE, R),
        (Event.HOLD, R),
        (Event.RESUME, R),
        (Event.RECORD_OUTCOME, R),
        (Event.CLOSE, S),
    )
    expected = [
        START + 24 * HOUR,  # acknowledge
        START + 73 * HOUR,  # decide
        START + 74 * HOUR,  # first contact or handover
        START + 74 * HOUR,  # a proposal does not start it anew
        START + 29 * HOUR,  # planned for one day after the proposal, and two hours
        START + 5 * HOUR + 30 * DAY,  # next news
        datetime(2026, 3, 9, tzinfo=UTC),  # the date of review
        START + 7 * HOUR + 30 * DAY,
        datetime(2026, 3, 16, 15, 0, tzinfo=UTC),  # confirm
        None,
    ]
    for number, moment in enumerate(expected, start=1):
        assert due_of(replay(story[:number], GENESIS), URGENT, "RO") == moment, number


def test_news_moves_the_next_news() -> None:
    history = replay(told((Event.SEND, S), (Event.ACCEPT, R), (Event.START, R)), GENESIS)
    news = START + 10 * DAY
    assert due_of(history, URGENT, "RO", last_news=news) == news + 30 * DAY
    assert due_of(history, URGENT, "RO", last_news=START) == START + 2 * HOUR + 30 * DAY


# --- Who is told --------------------------------------------------------------------------------------------


def test_who_is_told_at_which_share_of_the_period() -> None:
    assert ESCALATIONS.keys() == set(Step)
    assert [(escalation(step).percent, escalation(step).told) for step in Step] == [
        (0, (Told.OWNER, Told.TEAM_LEAD)),
        (50, (Told.OWNER,)),
        (100, (Told.OWNER,)),
        (150, (Told.TEAM_LEAD,)),
        (200, (Told.COORDINATOR,)),
    ]


def test_the_steps_come_one_after_the_other() -> None:
    due_at = START + 24 * HOUR
    assert [at - START for _step, at in steps(START, due_at)] == [12 * HOUR, 24 * HOUR, 36 * HOUR, 48 * HOUR]
    assert [Step.AT_ONCE, *(step for step, _at in steps(START, due_at))] == list(Step)
    assert steps(START, due_at, at_once=True)[0] == (Step.AT_ONCE, START)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize(
    "urgency, is_child, expected",
    [(EMERGENCY, False, True), (URGENT, False, False), (ROUTINE, False, False), (ROUTINE, True, True)],
)
def test_only_a_missed_arrival_alarms_at_once_of_a_child_or_in_an_emergency(
    state: State, urgency: Urgency, is_child: bool, expected: bool
) -> None:
    told = alarms_at_once(state, urgency, is_child=is_child)
    assert told is (expected and state is State.NO_SHOW)


def test_a_missing_receipt_alarms_sooner_in_an_emergency() -> None:
    assert {EMERGENCY: timedelta(minutes=15), URGENT: 4 * HOUR, ROUTINE: 4 * HOUR} == RECEIPT_ALARM
