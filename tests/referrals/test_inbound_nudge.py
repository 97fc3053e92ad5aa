"""A nudge comes over the road: taken in only from the other side, of what must be done here and is late."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from safeconduct.exchange.handlers import RefuseMessage, handler_for
from safeconduct.referrals import clockwork, inbound
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Event, Side, State
from safeconduct.vocabulary.identifiers import AgencyId, new_handle
from tests.referrals.arriving import arrive
from tests.referrals.envelopes import Envelopes, R, S
from tests.referrals.test_nudging import act, nudges
from tests.referrals.test_silence import pass_time, reminded


def body(row: Referral, **changes: object) -> dict[str, object]:
    """A nudge as an honest node sends it."""
    return {"referral": str(row.shared), "head": row.head, "asker": "side"} | changes


def late(envelopes: Envelopes, state: State = State.SENT, side: Side = R) -> Referral:
    """A referral whose time is over, as it stands here."""
    row = envelopes.add(state, side)
    pass_time(envelopes, row, 110)
    return envelopes.now(row) or row


@pytest.mark.parametrize("asker", ["side", "coordinator"])
def test_it_reaches_whoever_must_act_with_no_more_than_who_asks(envelopes: Envelopes, asker: str) -> None:
    row = late(envelopes)
    arrive(envelopes, inbound.nudged, body(row, asker=asker), row.handle)
    assert nudges(row) == [("receiver", asker, False)]
    assert reminded(envelopes, "ana") == [(row.reference, asker)]
    now = envelopes.now(row) or row
    assert (now.state, now.due_at, now.head) == (row.state, row.due_at, row.head)


def test_a_second_one_of_a_day_changes_nothing_and_is_no_fault(envelopes: Envelopes) -> None:
    row = late(envelopes)
    for _time in range(2):
        arrive(envelopes, inbound.nudged, body(row), row.handle)
    assert len(nudges(row)) == 1


def test_an_agency_that_is_no_side_of_the_referral_asks_for_nothing(envelopes: Envelopes) -> None:
    row = late(envelopes)
    stranger = replace(envelopes, other=AgencyId(uuid4()))
    with pytest.raises(RefuseMessage, match="unknown_referral"):
        arrive(stranger, inbound.nudged, body(row), row.handle)
    with pytest.raises(RefuseMessage, match="another_case"):
        arrive(envelopes, inbound.nudged, body(row), new_handle())
    with pytest.raises(RefuseMessage, match="unknown_referral"):
        arrive(envelopes, inbound.nudged, body(row, referral=str(uuid4())), row.handle)
    assert nudges(row) == []


@pytest.mark.parametrize("state, side", [(State.SENT, S), (State.DECLINED, R), (State.INFO_REQUESTED, R)])
def test_nobody_is_asked_here_for_what_the_other_side_must_do(
    envelopes: Envelopes, state: State, side: Side
) -> None:
    row = late(envelopes, state, side)
    with pytest.raises(RefuseMessage, match="not_your_turn"):
        arrive(envelopes, inbound.nudged, body(row), row.handle)
    assert nudges(row) == []


def test_nobody_is_asked_before_the_time_is_over(envelopes: Envelopes) -> None:
    row = envelopes.add(State.SENT, R)
    with pytest.raises(RefuseMessage, match="not_late"):
        arrive(envelopes, inbound.nudged, body(row), row.handle)
    envelopes.move_clock(timedelta(hours=23, minutes=58))  # the clocks of two nodes lie a little apart
    arrive(envelopes, inbound.nudged, body(row), row.handle)
    assert len(nudges(row)) == 1


def test_one_that_crosses_with_an_act_asks_for_nothing(envelopes: Envelopes) -> None:
    row = late(envelopes)
    act(envelopes, row, Event.ACKNOWLEDGE, R)
    arrive(envelopes, inbound.nudged, body(row), row.handle)
    assert nudges(row) == []


@pytest.mark.parametrize(
    "wrong", [{"asker": "minister"}, {"asker": ["side"]}, {"head": 1}, {"referral": "x"}]
)
def test_what_cannot_be_read_is_refused(envelopes: Envelopes, wrong: dict[str, object]) -> None:
    row = late(envelopes)
    with pytest.raises(RefuseMessage, match="malformed_body"):
        arrive(envelopes, inbound.nudged, body(row, **wrong), row.handle)


def test_it_comes_under_the_clocks_key() -> None:
    assert handler_for(clockwork.NUDGED) is inbound.nudged
