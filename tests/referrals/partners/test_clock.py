"""What time does to a referral to a partner without a node: the sender's clock goes for both, and nothing is posted."""

from datetime import timedelta

import pytest

from safeconduct.access.acting import acting
from safeconduct.exchange.models import Outgoing
from safeconduct.referrals.clocks import Beside, Step
from safeconduct.referrals.models import Escalation, Referral, StoredMove
from safeconduct.referrals.moves import Actor, Event, Side, State
from safeconduct.vocabulary.identifiers import NO_NODE, MemberId
from tests.conftest import as_process
from tests.referrals.envelopes import Envelopes, S
from tests.referrals.test_clockwork import look

LONG = timedelta(days=40)

pytestmark = pytest.mark.django_db(transaction=True)


def by_hand(
    envelopes: Envelopes, state: State, *flags: Beside, until: timedelta = timedelta(days=4000)
) -> Referral:
    """As `Envelopes.add`, to a partner without a node."""
    row = envelopes.add(state, S, until=until)
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        Referral.objects.filter(id=row.id).update(peer=NO_NODE, flags=sorted({*row.flags, *flags}))
    return row


def after(envelopes: Envelopes, row: Referral, time: timedelta = LONG) -> Referral:
    envelopes.move_clock(time)
    look()
    now = envelopes.now(row)
    assert now is not None
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        assert not Outgoing.objects.exists()
    return now


def test_a_missed_arrival_is_noticed_by_the_senders_clock_in_the_place_of_theirs(
    envelopes: Envelopes,
) -> None:
    row = by_hand(envelopes, State.HANDOVER_PLANNED)
    assert after(envelopes, row).state == State.NO_SHOW
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        made = StoredMove.objects.filter(referral_id=row.id, event=Event.MISS).get()
    assert (made.side, made.data["actor"]) == (Side.RECEIVER, Actor.CLOCK)


def test_an_outcome_that_nobody_confirms_closes_as_with_a_node(envelopes: Envelopes) -> None:
    assert after(envelopes, by_hand(envelopes, State.OUTCOME_RECORDED)).state == State.CLOSED


def test_the_end_of_their_access_is_confirmed_only_when_they_were_told(envelopes: Envelopes) -> None:
    untold = by_hand(envelopes, State.WITHDRAWN, Beside.NOT_TOLD)
    told = by_hand(envelopes, State.WITHDRAWN)
    assert after(envelopes, untold).state == State.WITHDRAWN
    now = envelopes.now(told)
    assert now is not None
    assert now.state == State.CLOSED


def test_the_end_of_the_consent_is_to_be_told_to_them(envelopes: Envelopes) -> None:
    row = by_hand(envelopes, State.ACCEPTED, until=timedelta(days=10))
    now = after(envelopes, row, timedelta(days=11))
    assert now.state == State.WITHDRAWN
    assert Beside.NOT_TOLD in now.flags


@pytest.mark.parametrize("state", [State.SENT, State.ACKNOWLEDGED, State.IN_SERVICE])
def test_their_silence_is_told_to_whoever_sent_it_and_answers_nothing(
    envelopes: Envelopes, state: State
) -> None:
    row = by_hand(envelopes, state)
    assert after(envelopes, row, timedelta(days=80)).state == state
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        steps = set(Escalation.objects.filter(referral_id=row.id).values_list("step", flat=True))
    assert {Step.DUE, Step.COORDINATOR} <= steps
