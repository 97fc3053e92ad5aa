"""What may be put away and what wakes it, who may give work to whom, what may be kept and taken out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.referrals.lists import reasons
from safeconduct.referrals.lists.rules import (
    LONGEST_NAME,
    MOST_KEPT,
    MOST_ROWS,
    MOST_TAKEN,
    UNANSWERED,
    Place,
    Standing,
    Work,
    is_asleep,
    may_assign,
    may_be_given,
    may_keep,
    may_list,
    may_put_away,
    may_take_out,
)
from safeconduct.referrals.moves import Side, State
from safeconduct.vocabulary.codes import WITHOUT_CASES, Profession, Urgency
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOURS = st.integers(-48, 480).map(lambda hours: NOW + timedelta(hours=hours))
FLAGS = st.frozensets(st.sampled_from(["overdue", "consent_ending", "proposed_by_sender"]))
STANDINGS = st.builds(
    Standing, st.sampled_from(["a", "b"]), st.none() | HOURS, FLAGS, st.sampled_from(Urgency), st.booleans(),
    is_our_turn=st.booleans(),
)  # fmt: skip
CALM = Standing("a", NOW + timedelta(days=3), frozenset(), Urgency.URGENT, is_alarm=False, is_our_turn=True)
TOMORROW = NOW + timedelta(days=1)


def why(decision: Decision) -> Reason | None:
    """The reason of a refusal; None when allowed."""
    return decision.reason if isinstance(decision, Refused) else None


# --- Put away -------------------------------------------------------------------------------------------------


@given(STANDINGS, HOURS)
def test_nothing_that_alarms_and_nothing_past_its_clock_is_ever_put_away(
    standing: Standing, until: datetime
) -> None:
    if isinstance(may_put_away(standing, until=until, now=NOW), Allowed):
        assert not standing.is_alarm
        assert standing.urgency != Urgency.EMERGENCY
        assert standing.is_our_turn
        assert until > NOW
        assert standing.due_at is None or NOW < until <= standing.due_at


@given(STANDINGS, HOURS, HOURS)
def test_whatever_was_put_away_is_awake_at_the_latest_when_its_clock_ends(
    standing: Standing, until: datetime, later: datetime
) -> None:
    if isinstance(may_put_away(standing, until=until, now=NOW), Allowed) and later >= NOW:
        asleep = is_asleep(standing, stood=standing.mark, until=until, now=later)
        assert asleep == (later < until)
        if standing.due_at is not None and later >= standing.due_at:
            assert not asleep


@given(STANDINGS, STANDINGS)
def test_any_change_of_move_clock_or_flag_wakes_it(before: Standing, after: Standing) -> None:
    changed = (before.head, before.due_at, before.flags) != (after.head, after.due_at, after.flags)
    if changed:
        assert before.mark != after.mark
        assert not is_asleep(after, stood=before.mark, until=NOW + timedelta(days=90), now=NOW)


@pytest.mark.parametrize("change, reason", [
    ({"is_alarm": True}, reasons.ALARM),
    ({"urgency": Urgency.EMERGENCY}, reasons.ALARM),
    ({"is_our_turn": False}, reasons.NOT_YOURS_TO_DO),
    ({"due_at": NOW}, reasons.LATE),
    ({"due_at": NOW + timedelta(hours=2)}, reasons.PAST_ITS_CLOCK),
    ({"due_at": None}, None),
    ({}, None),
])  # fmt: skip
def test_why_something_cannot_be_put_away(change: dict[str, object], reason: Reason | None) -> None:
    assert why(may_put_away(replace(CALM, **change), until=TOMORROW, now=NOW)) == reason  # type: ignore[arg-type]


def test_an_alarm_that_comes_later_wakes_it() -> None:
    """The profile says meanwhile that it is a child: nothing of the envelope has changed."""
    assert is_asleep(CALM, stood=CALM.mark, until=TOMORROW, now=NOW)
    assert not is_asleep(replace(CALM, is_alarm=True), stood=CALM.mark, until=TOMORROW, now=NOW)


# --- Given to a colleague -------------------------------------------------------------------------------------

TEAM, OTHER = (uuid5(UUID(int=0), name) for name in ("team", "other"))
SOFIE = Place(UUID(int=1), Profession.SOCIAL_WORKER, frozenset({TEAM}))
NINA = Place(UUID(int=2), Profession.SOCIAL_WORKER, frozenset({TEAM}))
LEAD = Place(UUID(int=3), Profession.SOCIAL_WORKER, frozenset(), supervises=True)
WORK = Work(Side.RECEIVER, State.SENT, TEAM, None)


@pytest.mark.parametrize("work, by, to, reason", [
    (WORK, SOFIE, NINA, None),
    (WORK, SOFIE, SOFIE, None),
    (WORK, LEAD, NINA, None),
    (replace(WORK, worker=SOFIE.id), NINA, NINA, None),
    (replace(WORK, worker=NINA.id), SOFIE, NINA, reasons.IS_THEIRS_ALREADY),
    (replace(WORK, side=Side.SENDER), SOFIE, NINA, reasons.SENDERS_OWN),
    (replace(WORK, state=State.ACCEPTED), LEAD, NINA, reasons.WORKER_IS_NAMED),
    (replace(WORK, team=OTHER), SOFIE, NINA, reasons.NOT_THE_TEAM),
    (replace(WORK, team=OTHER), LEAD, NINA, reasons.COLLEAGUE_NOT_IN_TEAM),
    (WORK, SOFIE, replace(NINA, profession=Profession.JUDGE), reasons.COLLEAGUE_WITHOUT_CASES),
])  # fmt: skip
def test_who_may_give_what_to_whom(work: Work, by: Place, to: Place, reason: Reason | None) -> None:
    assert why(may_assign(work, by=by, to=to)) == reason


@pytest.mark.parametrize("state", State)
def test_only_what_nobody_has_accepted_is_given_away(state: State) -> None:
    assert (why(may_assign(replace(WORK, state=state), by=SOFIE, to=NINA)) is None) == (state in UNANSWERED)


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("state", State)
def test_a_row_has_a_box_where_it_was_received_and_nobody_has_answered(side: Side, state: State) -> None:
    assert may_be_given(side, state) is (side is Side.RECEIVER and state in UNANSWERED)


# --- For whom -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("profession", Profession)
def test_the_list_is_for_whoever_can_work_on_a_case(profession: Profession) -> None:
    assert why(may_list(profession)) == (reasons.NO_LISTS if profession in WITHOUT_CASES else None)


# --- Kept and taken out ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name, team, names, reason", [
    ("Ours", None, [], None),
    ("Ours", TEAM, [], None),
    ("Ours", OTHER, [], reasons.NOT_YOUR_TEAM),
    ("  ", None, [], reasons.NO_NAME),
    ("x" * 41, None, [], reasons.NO_NAME),
    (" Ours ", None, ["Ours"], reasons.NAME_IS_TAKEN),
    ("Ours", None, [str(n) for n in range(MOST_KEPT)], reasons.ENOUGH_KEPT),
])  # fmt: skip
def test_a_list_is_kept_under_a_short_new_name_for_oneself_or_an_own_team(
    name: str, team: UUID | None, names: list[str], reason: Reason | None
) -> None:
    assert why(may_keep(name, team=team, teams=[TEAM], names=names)) == reason


@pytest.mark.parametrize("rows, taken, reason, said", [
    (MOST_ROWS, MOST_TAKEN - 1, True, None),
    (0, 0, True, reasons.NO_ROWS),
    (MOST_ROWS + 1, 0, True, reasons.TOO_MANY_ROWS),
    (1, MOST_TAKEN, True, reasons.ENOUGH_TODAY),
    (1, 0, False, reasons.NO_REASON),
])  # fmt: skip
def test_a_list_is_taken_out_with_a_reason_not_too_long_and_not_too_often(
    rows: int, taken: int, reason: bool, said: Reason | None
) -> None:
    assert why(may_take_out(rows, taken=taken, reason=reason)) == said


# --- At the very moment ---------------------------------------------------------------------------------------


def test_away_until_the_very_end_of_the_own_clock_and_no_moment_longer() -> None:
    due = CALM.due_at
    assert due is not None
    assert may_put_away(CALM, until=due, now=NOW) == Allowed()
    assert why(may_put_away(CALM, until=due + timedelta(seconds=1), now=NOW)) == reasons.PAST_ITS_CLOCK


def test_at_its_moment_it_is_awake() -> None:
    assert is_asleep(CALM, stood=CALM.mark, until=TOMORROW, now=TOMORROW - timedelta(seconds=1))
    assert not is_asleep(CALM, stood=CALM.mark, until=TOMORROW, now=TOMORROW)


def test_a_clock_that_has_run_out_wakes_what_was_put_away_for_longer() -> None:
    due = CALM.due_at
    assert due is not None
    later = due + timedelta(days=1)
    assert not is_asleep(CALM, stood=CALM.mark, until=later, now=due)
    assert is_asleep(CALM, stood=CALM.mark, until=later, now=due - timedelta(seconds=1))


def test_a_name_of_forty_characters_is_short_enough() -> None:
    for name, expected in (("x" * LONGEST_NAME, None), ("x" * (LONGEST_NAME + 1), reasons.NO_NAME)):
        assert why(may_keep(name, team=None, teams=[], names=[])) == expected
