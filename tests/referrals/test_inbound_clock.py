"""What the other side's clock says: its key speaks for the clock only, a member's never for the clock."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from safeconduct.access.acting import acting, working
from safeconduct.access.clock import domain_now
from safeconduct.exchange.handlers import RefuseMessage
from safeconduct.exchange.models import Outgoing
from safeconduct.referrals import clockwork, envelope, inbound
from safeconduct.referrals.history import Genesis, Move, replay
from safeconduct.referrals.ledger import history
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Actor, Event, Side, State
from safeconduct.vocabulary.identifiers import (
    MemberId,
    ReferralId,
    new_handle,
    new_reference,
)
from tests.conftest import as_process
from tests.referrals.arriving import arrive
from tests.referrals.envelopes import Envelopes, R, S

UNCONFIRMED: dict[str, object] = {"confirmation": "unconfirmed"}
EXPIRED: dict[str, object] = {"reason": "consent_expired"}


def theirs(envelopes: Envelopes, row: Referral, event: Event, actor: Actor, codes: dict[str, object]) -> Move:
    """A move of the other side, made on what stands here."""
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        stored = Referral.objects.get(id=row.id)
        return Move(
            ReferralId(row.shared),
            history(stored).head,
            event,
            Side(row.side).other,
            actor,
            domain_now(),
            codes,
        )


def body_of(row: Referral, move: Move) -> dict[str, object]:
    return {"referral": str(row.shared), "moves": [move.as_data()], "role": "social_worker", "receipts": []}


def written(row: Referral, moves: list[Move]) -> dict[str, object]:
    return {"envelope": {**envelope.written(row, "clock"), "moves": [move.as_data() for move in moves]}}


def test_the_other_sides_clock_closes_an_outcome_here_too(envelopes: Envelopes) -> None:
    row = envelopes.add(State.OUTCOME_RECORDED, R)
    move = theirs(envelopes, row, Event.CLOSE, Actor.CLOCK, UNCONFIRMED)
    arrive(envelopes, inbound.clock_moved, body_of(row, move), row.handle)
    assert (envelopes.now(row) or row).state == State.CLOSED


@pytest.mark.parametrize("actor", [Actor.MEMBER, Actor.CONSENT])
def test_a_clock_says_nothing_in_the_name_of_a_member_or_of_a_consent(
    envelopes: Envelopes, actor: Actor
) -> None:
    row = envelopes.add(State.OUTCOME_RECORDED, R)
    event, codes = (Event.CLOSE, UNCONFIRMED) if actor is Actor.MEMBER else (Event.WITHDRAW, EXPIRED)
    move = theirs(envelopes, row, event, actor, dict(codes))
    with pytest.raises(RefuseMessage, match="not_for_a_clock"):
        arrive(envelopes, inbound.clock_moved, body_of(row, move), row.handle)
    assert (envelopes.now(row) or row).state == State.OUTCOME_RECORDED


def test_a_member_says_nothing_in_the_name_of_the_clock(envelopes: Envelopes) -> None:
    row = envelopes.add(State.OUTCOME_RECORDED, R)
    move = theirs(envelopes, row, Event.CLOSE, Actor.CLOCK, UNCONFIRMED)
    with pytest.raises(RefuseMessage, match="not_for_a_member"):
        arrive(envelopes, inbound.moved, body_of(row, move), row.handle)


def test_a_member_goes_on_after_a_move_of_the_clock_that_is_known_here(envelopes: Envelopes) -> None:
    row = envelopes.add(State.HANDOVER_PLANNED, S)
    missed = theirs(envelopes, row, Event.MISS, Actor.CLOCK, {})
    arrive(envelopes, inbound.clock_moved, body_of(row, missed), row.handle)
    late = theirs(envelopes, row, Event.ARRIVE_LATE, Actor.MEMBER, {"reason": "found_safe"})
    whole = {**body_of(row, late), "moves": [missed.as_data(), late.as_data()]}
    arrive(envelopes, inbound.moved, whole, row.handle)
    assert (envelopes.now(row) or row).state == State.IN_SERVICE


def test_a_clock_move_of_the_wrong_side_changes_nothing(envelopes: Envelopes) -> None:
    row = envelopes.add(State.HANDOVER_PLANNED, R)  # the receiver's clock is ours
    move = theirs(envelopes, row, Event.MISS, Actor.CLOCK, {})
    arrive(envelopes, inbound.clock_moved, body_of(row, move), row.handle)
    assert (envelopes.now(row) or row).state == State.HANDOVER_PLANNED


def test_the_end_of_the_consent_ends_it_here_and_is_answered_with_erasure(envelopes: Envelopes) -> None:
    row = envelopes.add(State.IN_SERVICE, R)
    move = theirs(envelopes, row, Event.WITHDRAW, Actor.CONSENT, EXPIRED)
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        body = written(row, [move])
    arrive(envelopes, inbound.consent_expired, body, row.handle)
    now = envelopes.now(row)
    assert now is not None
    assert (now.state, now.flags) == (State.WITHDRAWN, ["consent_withdrawn"])
    with as_process("worker"), working():
        (answer,) = Outgoing.objects.filter(referral_id=row.shared).values_list("type", "lane")
    assert answer == (inbound.ERASED, "withdrawal")


def test_of_what_comes_with_the_end_of_a_consent_no_unknown_move_of_a_member_is_believed(
    envelopes: Envelopes,
) -> None:
    row = envelopes.add(State.SENT, R)
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        head, at = history(Referral.objects.get(id=row.id)).head, domain_now()
        forged = Move(
            ReferralId(row.shared), head, Event.MARK_AS_ERROR, S, Actor.MEMBER, at, {"reason": "duplicate"}
        )
        end = Move(ReferralId(row.shared), forged.hash, Event.WITHDRAW, S, Actor.CONSENT, at, EXPIRED)
        body = written(row, [forged, end])
    arrive(envelopes, inbound.consent_expired, body, row.handle)
    now = envelopes.now(row)
    assert now is not None
    assert (now.state, now.flags) == (State.WITHDRAWN, ["consent_withdrawn"])


def test_without_the_end_of_a_consent_such_a_message_is_refused(envelopes: Envelopes) -> None:
    row = envelopes.add(State.SENT, R)
    move = theirs(envelopes, row, Event.WITHDRAW, Actor.MEMBER, {"reason": "by_sender"})
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        body = written(row, [move])
    with pytest.raises(RefuseMessage, match="not_for_a_clock"):
        arrive(envelopes, inbound.consent_expired, body, row.handle)


def test_a_receiver_cannot_end_the_senders_consent(envelopes: Envelopes) -> None:
    row = envelopes.add(State.IN_SERVICE, S)
    move = theirs(envelopes, row, Event.WITHDRAW, Actor.CONSENT, EXPIRED)
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        body = written(row, [move])
    with pytest.raises(RefuseMessage, match="not_for_a_clock"):
        arrive(envelopes, inbound.consent_expired, body, row.handle)
    assert (envelopes.now(row) or row).state == State.IN_SERVICE


def test_the_end_of_a_consent_may_overtake_the_referral_itself(envelopes: Envelopes) -> None:
    sent = envelopes.add(State.SENT, S)  # a model of what the other node would write
    shared, handle = uuid4(), new_handle()
    genesis = Genesis(ReferralId(shared), sent.created_at)
    send = Move(
        ReferralId(shared), genesis.hash, Event.SEND, S, Actor.MEMBER, sent.created_at,
        {"urgency": "urgent", "services": ["shelter"]},
    )  # fmt: skip
    head = replay([send], genesis).head
    end = Move(
        ReferralId(shared),
        head,
        Event.WITHDRAW,
        S,
        Actor.CONSENT,
        sent.created_at + timedelta(hours=1),
        EXPIRED,
    )
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        body = written(sent, [send, end])
    fields = body["envelope"]
    assert isinstance(fields, dict)
    fields |= {"referral": str(shared), "reference": new_reference("BE"), "team": str(envelopes.team)}
    arrive(envelopes, inbound.consent_expired, body, handle)
    assert _state(envelopes, shared) == State.WITHDRAWN


def _state(envelopes: Envelopes, shared: UUID) -> str:
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        return Referral.objects.get(shared=shared, side=R).state


def test_the_clocks_types_are_registered() -> None:
    from safeconduct.exchange.handlers import handler_for

    assert handler_for(clockwork.MOVED) is inbound.clock_moved
    assert handler_for(clockwork.EXPIRED) is inbound.consent_expired
