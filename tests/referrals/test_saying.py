"""What stands beside the buttons: what a reader must know before deciding, and at the end how it ended."""

from datetime import timedelta

import pytest

from safeconduct.referrals.codes import moment_text
from safeconduct.referrals.history import Move, replay
from safeconduct.referrals.moves import Actor, Event
from safeconduct.referrals.saying import Reader, essentials
from tests.referrals.stories import (
    CLOSED,
    GENESIS,
    OUTCOME,
    PLANNED,
    SENT,
    SOMEBODY,
    START,
    R,
    S,
    Story,
    told,
)

READER = Reader("RO", "BE", {SOMEBODY: "Barreau du Canal"})
REROUTE: Story = [*SENT, (Event.PROPOSE_REROUTE, R)]


def said(*story: tuple[Event, object]) -> list[str]:
    """The essentials after these moves."""
    return essentials(replay(told(*story), GENESIS), READER)  # type: ignore[arg-type]


def test_an_agreed_handover_says_where_when_in_both_countries_and_by_whom() -> None:
    when = "Tue 3 Mar, 13:00 in Romania (12:00 in Belgium)"  # a day after the proposal at 11:00 UTC
    assert said(*PLANNED) == [
        "station-hall",
        when,
        "brings the person: An escort",
        "meets the person: Social worker, case worker",
    ]


def test_who_meets_is_there_when_the_receiver_has_agreed() -> None:
    planned = told(*PLANNED[:2])
    at = START + timedelta(hours=2)
    plan = {
        "where": "station", "when": moment_text(at), "sender_worker": SOMEBODY, "receiver_worker": SOMEBODY,
        "brought_by": "alone",
    }  # fmt: skip
    for event, side, codes in (
        (Event.PROPOSE_HANDOVER, S, plan),
        (Event.CONFIRM_HANDOVER, R, {"met_by": "nurse"}),
    ):
        history = replay(planned, GENESIS)
        planned.append(Move(GENESIS.referral, history.head, event, side, Actor.MEMBER, at, codes))
        last = essentials(replay(planned, GENESIS), READER)
        assert "brings the person: Nobody, the person comes alone" in last
        assert ("meets the person: Nurse, midwife" in last) is (event is Event.CONFIRM_HANDOVER)


def test_the_suggested_agency_is_named_until_the_sender_has_gone_on() -> None:
    assert said(*REROUTE) == ["suggested: Barreau du Canal", "Outside the area"]
    assert "suggested: Barreau du Canal" in said(*REROUTE, (Event.DECLINE_REROUTE, S))


def test_a_disputed_outcome_is_said_until_one_is_closed_on() -> None:
    words = "The sender says that this outcome is not what happened"
    disputed: Story = [*OUTCOME, (Event.DISPUTE, S)]
    assert said(*disputed) == [words, "Not given"]
    assert said(*disputed, (Event.HOLD, R), (Event.RESUME, R)) == [words, "Not given"]
    again: Story = [*disputed, (Event.RECORD_OUTCOME, R)]
    assert words not in said(*again)
    assert said(*again, (Event.CLOSE, S), (Event.PROPOSE_REOPEN, S), (Event.CONFIRM_REOPEN, R)) == []


@pytest.mark.parametrize(
    "story, ends",
    [
        (CLOSED, "how it is confirmed: Confirmed"),
        ([*REROUTE, (Event.CONFIRM_REROUTE, S)], "why it is closed: Passed on to another agency"),
        ([*SENT, (Event.WITHDRAW, S), (Event.CONFIRM_FREEZE, R)], "why it is closed: Taken back"),
    ],
)
def test_a_closed_referral_says_how_it_was_closed(story: Story, ends: str) -> None:
    assert any(one.startswith(ends) for one in said(*story)), said(*story)


def test_a_proposed_reopening_says_why_and_not_where_the_last_meeting_was() -> None:
    started: Story = [*PLANNED, (Event.ARRIVE, R), (Event.RECORD_OUTCOME, R), (Event.CLOSE, S)]
    assert said(*started, (Event.PROPOSE_REOPEN, S)) == ["The need has come back"]
