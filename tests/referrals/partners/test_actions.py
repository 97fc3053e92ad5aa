"""A referral to a partner without a node keeps the same states; what they say is entered, and says by whom."""

from datetime import timedelta

import pytest
from django.utils import timezone

from safeconduct.exchange.models import HeldBack, Outgoing
from safeconduct.referrals import ledger
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Event, Side, State
from safeconduct.referrals.partners.models import ByHand
from safeconduct.referrals.partners.rules import told_of
from safeconduct.referrals.queries import is_your_turn
from tests.access.live import member_acts
from tests.conftest import ConnectAs
from tests.referrals.partners.desk import a_partner, enter, now, sent

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]


@pytest.fixture(autouse=True)
def haven(connect_as: ConnectAs) -> None:
    a_partner(connect_as("owner"))


def history(row: Referral) -> list[tuple[Event, Side, str]]:
    with member_acts("ana"):
        moves = ledger.history(Referral.objects.get(id=row.id)).standing
    said = [(move, told_of(move.codes)) for move in moves]
    return [(move.event, move.side, told.by if told else "") for move, told in said]


def test_nothing_is_posted_and_it_waits_for_somebody_here_to_tell_them() -> None:
    row = sent()
    assert (row.state, row.peer, row.offer_message) == (State.SENT, "-", None)
    assert "to_hand_over" in row.flags
    assert is_your_turn(row)
    with member_acts("ana"):
        assert not Outgoing.objects.exists()
        assert not HeldBack.objects.exists()


def test_the_loop_goes_round_by_what_they_told() -> None:
    row = sent()
    enter(row, Event.ACKNOWLEDGE)
    assert not is_your_turn(now(row))
    enter(row, Event.ACCEPT, conflict_check="none")
    enter(row, Event.START)
    enter(row, Event.RECORD_OUTCOME, outcomes={"crisis_shelter": "given"})
    assert now(row).state == State.OUTCOME_RECORDED
    assert history(row) == [
        (Event.SEND, Side.SENDER, ""),
        (Event.ACKNOWLEDGE, Side.RECEIVER, "social_worker"),
        (Event.ACCEPT, Side.RECEIVER, "social_worker"),
        (Event.START, Side.RECEIVER, "social_worker"),
        (Event.RECORD_OUTCOME, Side.RECEIVER, "social_worker"),
    ]
    with member_acts("ana"):
        assert not Outgoing.objects.exists()
        assert not ByHand.objects.exists()
    assert timezone.now() - now(row).since < timedelta(minutes=1)
