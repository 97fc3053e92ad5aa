"""What happens by itself at the end of a clock: four moves, and nothing that answers a referral."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial, reduce
from operator import or_
from uuid import UUID

from django.db.models import Q

from safeconduct.access.acting import working
from safeconduct.access.clock import domain_now
from safeconduct.exchange.outbox import Parcel
from safeconduct.exchange.wire import Lane
from safeconduct.referrals import effects, envelope, ledger
from safeconduct.referrals.clocks import Beside
from safeconduct.referrals.clockwork.parts import ROLE, Due, locked, say, set_flag
from safeconduct.referrals.codes import Codes
from safeconduct.referrals.history import Move
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import CLOCK_MOVES, Actor, Event, Side, State, clock_side
from safeconduct.referrals.rules import Attempt, may_move
from safeconduct.vocabulary.codes import Closing, Confirmation
from safeconduct.vocabulary.decisions import Refused
from safeconduct.vocabulary.identifiers import NO_NODE, ReferralId

MOVED = "safeconduct.clock.moved.v1"
EXPIRED = "safeconduct.consent.expired.v1"

SAYS: dict[Event, Codes] = {
    Event.MISS: {},
    Event.CLOSE: {"confirmation": Confirmation.UNCONFIRMED.value},
    Event.CONFIRM_FREEZE: {
        "closing": Closing.WITHDRAWN.value,
        "confirmation": Confirmation.NOT_APPLICABLE.value,
    },
}
"""What a clock's move carries; a draft that is deleted leaves no move."""

FOR_BOTH = Q(peer=NO_NODE, side=Side.SENDER, state__in=[State.HANDOVER_PLANNED, State.WITHDRAWN])
THE_CLOCKS_TURN = reduce(or_, (Q(state=state, side=clock_side(state)) for state in CLOCK_MOVES)) | (
    FOR_BOTH & ~ledger.TO_TELL_BY_HAND
)
"""Of a referral to a partner without a node the sender's clock does both sides' part; the end of their access it
confirms only when somebody here has told them."""


def due(now: datetime) -> Iterator[Due]:
    """The clocks of this node that have run out."""
    rows = Referral.objects.filter(THE_CLOCKS_TURN, due_at__lte=now)
    for row in rows.only("id", "due_at"):
        yield Due(row.due_at or now, 0, row.id, partial(_move, row.id))


def _move(referral: UUID) -> bool:
    """The move of a clock that has run out, if it still has."""
    with working():
        at, row = domain_now(), locked(referral)
        if row is None or row.due_at is None or row.due_at > at:
            return False
        event = CLOCK_MOVES.get(State(row.state))
        if event is Event.DISCARD:
            return _discard(row, at)
        if event is None or not add(row, event, Actor.CLOCK, SAYS[event], at):
            return False
        say(f"referral:{event}", row, at)
        return True


def _discard(row: Referral, at: datetime) -> bool:
    """A draft that nobody sent is deleted; nothing has left, and a draft has no texts but its case's own."""
    say("referral:discarded", row, at)
    row.delete()
    return True


def add(row: Referral, event: Event, actor: Actor, codes: Codes, at: datetime) -> bool:
    """Add a move, settle what follows on this side and tell the other; False when the rule does not admit it."""
    history, side = ledger.history(row), _side_of(row, event, actor)
    attempt = Attempt(event, side, actor, at, codes)
    if isinstance(may_move(history.position, attempt, now=at), Refused):
        return False
    made = Move(ReferralId(row.shared), history.head, event, side, actor, at, codes)
    effects.by_clock(row, ledger.add(row, [made], role=ROLE, on=history), at=at)
    effects.tell(row, _parcel(row, made), at=at)
    if effects.is_by_hand(row) and event is Event.WITHDRAW:
        set_flag(row, Beside.NOT_TOLD, is_set=True)
    return True


def _side_of(row: Referral, event: Event, actor: Actor) -> Side:
    """Whose clock it is: a partner without a node has none, so the sender's goes for both."""
    other = clock_side(State(row.state)) if effects.is_by_hand(row) and actor is Actor.CLOCK else None
    return other or Side(row.side)


def _parcel(row: Referral, made: Move) -> Parcel:
    if made.actor is Actor.CONSENT:  # it may be the first to arrive, and overtakes
        body: dict[str, object] = {"envelope": envelope.written(row, ROLE)}
        return Parcel(type=EXPIRED, body=body, lane=Lane.WITHDRAWAL, case=row.case_id, referral=row.shared)
    body = {"referral": str(row.shared), "moves": [made.as_data()], "role": ROLE}
    return Parcel(type=MOVED, body=body, case=row.case_id, referral=row.shared)
