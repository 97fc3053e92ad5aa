"""A step that did not count is said to the side that made it, until somebody there has seen it."""

from safeconduct.access.acting import acting
from safeconduct.access.clock import domain_now
from safeconduct.referrals import actions, envelope, inbound
from safeconduct.referrals.clocks import Beside
from safeconduct.referrals.history import Move
from safeconduct.referrals.ledger import history
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Actor, Event, State
from safeconduct.vocabulary.identifiers import MemberId, ReferralId
from tests.conftest import as_process
from tests.referrals.arriving import arrive
from tests.referrals.envelopes import Envelopes, R, S


def overtaken(envelopes: Envelopes) -> Referral:
    """We acknowledge; at the same time the sender takes it back, on the history before."""
    row = envelopes.add(State.ACKNOWLEDGED, R)
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        send, _acknowledged = history(row).standing
        codes: dict[str, object] = {"reason": "by_sender"}
        back = Move(ReferralId(row.shared), send.hash, Event.WITHDRAW, S, Actor.MEMBER, domain_now(), codes)
        fields = envelope.written(row, "social_worker")
    body: dict[str, object] = {"envelope": {**fields, "moves": [send.as_data(), back.as_data()]}}
    arrive(envelopes, inbound.withdrawn, body, row.handle)
    return row


def test_the_author_of_a_step_that_yielded_is_told(envelopes: Envelopes) -> None:
    row = envelopes.now(overtaken(envelopes))
    assert row is not None
    assert (row.state, Beside.YIELDED in row.flags) == (State.WITHDRAWN, True)


def test_it_is_said_until_somebody_has_seen_it(envelopes: Envelopes) -> None:
    row = overtaken(envelopes)
    with as_process("web"), acting(MemberId(envelopes.members["ana"])) as at:
        actions.note_yielded(referral=row.id, by=envelopes.member("ana"), at=at)
        assert not row.moves.filter(told=False).exists()
    after = envelopes.now(row)
    assert after is not None
    assert Beside.YIELDED not in after.flags
    assert after.state == State.WITHDRAWN


def test_the_side_whose_step_stands_is_told_nothing(envelopes: Envelopes) -> None:
    row = envelopes.now(envelopes.add(State.ACKNOWLEDGED, S))
    assert row is not None
    assert Beside.YIELDED not in row.flags
