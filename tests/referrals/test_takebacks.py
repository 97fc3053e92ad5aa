"""Taking back holds here even while nothing can be sealed to the other side, and is told when it can be."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from safeconduct.access.acting import acting
from safeconduct.access.clock import domain_now
from safeconduct.consent.rules import Channel
from safeconduct.exchange import outbox
from safeconduct.exchange.models import Outgoing
from safeconduct.keys.errors import NotOnTheCard
from safeconduct.referrals import actions, takebacks
from safeconduct.referrals.clocks import Beside
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side, State
from safeconduct.vocabulary.codes import Withdrawal
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.identifiers import AgencyId, MemberId, NodeId
from tests.conftest import as_process
from tests.referrals.envelopes import Envelopes


@pytest.fixture(params=[NotOnTheCard("gone"), LookupError("held")], ids=["left_the_card", "peer_is_held"])
def without_keys(request: pytest.FixtureRequest) -> Iterator[pytest.MonkeyPatch]:
    """Nothing can be sealed to the recipient, until it is undone."""

    def exchange_key_of(peer: NodeId, agency: AgencyId) -> bytes:
        raise request.param

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(outbox, "exchange_key_of", exchange_key_of)
        yield patch


def take_back(envelopes: Envelopes, row: Referral, at: datetime) -> Referral:
    return actions.withdraw(
        referral=row.id, reason=Withdrawal.SAFETY, channel=Channel.WORKER, by=envelopes.member("ana"), at=at
    )


def sent(envelopes: Envelopes) -> Referral:
    """A referral that came in: taking it back asks for no consent of this node."""
    return envelopes.add(State.SENT, Side.RECEIVER)


def told(row: Referral) -> int:
    return Outgoing.objects.filter(referral_id=row.shared, type=takebacks.WITHDRAWN).count()


def test_taking_back_is_not_refused_when_they_cannot_be_told(
    envelopes: Envelopes, without_keys: pytest.MonkeyPatch
) -> None:
    row = sent(envelopes)
    with as_process("web"), acting(MemberId(envelopes.members["ana"])) as at:
        after = take_back(envelopes, row, at)
        assert (after.state, Beside.NOT_TOLD in after.flags, told(row)) == (State.WITHDRAWN, True, 0)


def test_they_are_told_again_when_their_keys_are_confirmed(
    envelopes: Envelopes, without_keys: pytest.MonkeyPatch
) -> None:
    row = sent(envelopes)
    with as_process("web"), acting(MemberId(envelopes.members["ana"])) as at:
        take_back(envelopes, row, at)
        with pytest.raises(NotPossible, match="Telephone them"):
            takebacks.tell_again(referral=row.id, by=envelopes.member("ana"), at=domain_now())
        without_keys.undo()
        takebacks.tell_again(referral=row.id, by=envelopes.member("ana"), at=domain_now())
        assert (told(row), Beside.NOT_TOLD in Referral.objects.get(id=row.id).flags) == (1, False)
        takebacks.tell_again(referral=row.id, by=envelopes.member("ana"), at=domain_now())
        assert told(row) == 1
