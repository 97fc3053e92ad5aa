"""The other side moves, its clock runs out, its consent ends, or it takes the referral back."""

from datetime import datetime

from safeconduct.audit.actions import record
from safeconduct.consent.rules import Channel
from safeconduct.exchange.handlers import Handled, RefuseMessage
from safeconduct.exchange.inbox import keep
from safeconduct.exchange.wire import Opened
from safeconduct.referrals import clockwork, envelope
from safeconduct.referrals.effects import answer_erased
from safeconduct.referrals.history import Move
from safeconduct.referrals.inbound.content import keep_texts, know_the_offer, receipts_in
from safeconduct.referrals.inbound.parts import (
    apply,
    find,
    is_known,
    new_row,
    peer_actor,
    required,
    role_of,
)
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Actor as Mover
from safeconduct.referrals.moves import Event, Side
from safeconduct.vocabulary.identifiers import NodeId


def moved(message: Opened, peer: NodeId, at: datetime) -> Handled:
    """The other side has moved."""
    row = required(message)
    body = message.body
    receipts = receipts_in(body.get("receipts", []), row, peer)
    moves, role = list(envelope.moves(body)), role_of(body)
    # The whole history travels along: a clock's move that is known here has come under the clock's own key.
    if any(made.actor is Mover.CLOCK and not is_known(row, made) for made in moves):
        raise RefuseMessage("not_for_a_member")
    keep_texts(row, body.get("texts", []), role, at)
    new = apply(row, moves, role=role, at=at)
    keep(receipts)
    know_the_offer(row, receipts)
    actor = peer_actor(peer, role, message)
    for made in new:
        record(
            f"referral:{made.event}",
            by=actor,
            at=at,
            case=row.case_id,
            referral=row.shared,
            purpose=row.purpose,
        )
    return Handled(referral=row.shared)


def clock_moved(message: Opened, peer: NodeId, at: datetime) -> Handled:
    """Time has run out on the other side; its clock's key speaks for the clock and for nobody else."""
    row, moves = required(message), list(envelope.moves(message.body))
    if any(made.actor is not Mover.CLOCK for made in moves):
        raise RefuseMessage("not_for_a_clock")
    for made in apply(row, moves, role=clockwork.ROLE, at=at):
        actor = peer_actor(peer, clockwork.ROLE, message)
        record(f"referral:{made.event}", by=actor, at=at, case=row.case_id, referral=row.shared)
    return Handled(referral=row.shared)


def consent_expired(message: Opened, peer: NodeId, at: datetime) -> Handled:
    """The consent has ended by itself. Of the moves that come along only this one counts, once we know the others."""
    arrived = envelope.read(message.body)
    ends = [made for made in arrived.moves if made.event is Event.WITHDRAW and made.actor is Mover.CONSENT]
    row = find(message, arrived.shared)
    if not ends or (row is not None and row.side != Side.RECEIVER):
        raise RefuseMessage("not_for_a_clock")
    if row is None:
        row, ends = new_row(message, peer, arrived, None), list(arrived.moves)
    new = apply(row, ends, role=clockwork.ROLE, at=at)
    actor = peer_actor(peer, clockwork.ROLE, message)
    _record_new(new, row, message, peer, arrived.role, at)
    answer_erased(row, [], at)
    record("referral:erased", by=actor, at=at, case=row.case_id, referral=row.shared)
    return Handled(referral=row.shared)


def withdrawn(message: Opened, peer: NodeId, at: datetime) -> Handled:
    """Taken back: before anything else, whatever the state, even if the referral itself has not arrived yet."""
    arrived = envelope.read(message.body)
    if not any(made.event is Event.WITHDRAW for made in arrived.moves):
        raise RefuseMessage("malformed_body")  # the answer would say "erased", and nothing would be
    row = find(message, arrived.shared)
    actor = peer_actor(peer, arrived.role, message)
    if row is None:
        row = new_row(message, peer, arrived, None)
    new = apply(row, list(arrived.moves), role=arrived.role, at=at, heard=_heard(message))
    _record_new(new, row, message, peer, arrived.role, at)
    if row.side == Side.RECEIVER:
        answer_erased(row, [], at)
        record("referral:erased", by=actor, at=at, case=row.case_id, referral=row.shared)
    return Handled(referral=row.shared)


def _record_new(
    new: list[Move], row: Referral, message: Opened, peer: NodeId, role: str, at: datetime
) -> None:
    """A record of each move that is new here: the whole history travels along, and what overtakes it brings it too.

    The sending has a record of its own when the offer comes. What a clock or the end of a consent did, no member did.
    """
    for made in new:
        if made.event is not Event.SEND:
            by = peer_actor(peer, role if made.actor is Mover.MEMBER else clockwork.ROLE, message)
            record(f"referral:{made.event}", by=by, at=at, case=row.case_id, referral=row.shared)


def _heard(message: Opened) -> Channel:
    """How the person said it over there; taking back is never refused, so what is not in the list is the worker."""
    said = message.body.get("channel")
    return Channel(said) if isinstance(said, str) and said in set(Channel) else Channel.WORKER
