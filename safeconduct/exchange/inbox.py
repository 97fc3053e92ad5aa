"""Taking in: a message is checked, opened, given to its handler and answered with receipts, in one transaction.

Promised to the sender: the same message has its effect once, however often it comes; a number is taken only
in its turn; whatever is not believed is set aside without its content; nothing is answered before it is stored.
"""

import json
import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import DataError, IntegrityError, ProgrammingError, connection, transaction
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from safeconduct.access.acting import receiving
from safeconduct.access.crash_points import Point, is_asked, reached
from safeconduct.access.doors import INSUFFICIENT_PRIVILEGE, whole
from safeconduct.access.ring import ring
from safeconduct.exchange.batches import Candidate, Result, Status
from safeconduct.exchange.faults import WireError
from safeconduct.exchange.handlers import Handled, RefuseMessage, handler_for
from safeconduct.exchange.lanes import Way, awaited, go_on
from safeconduct.exchange.models import Incoming, Quarantined, StoredReceipt
from safeconduct.exchange.objects import Fields
from safeconduct.exchange.peers import card_for
from safeconduct.exchange.receipts import make_receipt
from safeconduct.exchange.wire import Opened, Routing, open_message
from safeconduct.vocabulary.canonical import digest
from safeconduct.vocabulary.codes import ReceiptStep
from safeconduct.vocabulary.identifiers import AgencyId, MessageId, NodeId, uuid7
from safeconduct.vocabulary.ready import Ready, fresh, insert
from safeconduct.vocabulary.together import later, send_first

logger = logging.getLogger(__name__)

STALE = "number_already_used"

OF_A_MESSAGE = 2
"""So many receipts come of one message; those of a whole batch are one statement, however many it has."""
_COLUMNS = ("digest", "message_id", "referral_id", "agency_id", "peer", "step", "at")
_KEEP = """
    INSERT INTO exchange.receipt (digest, message_id, referral_id, agency_id, peer, step, at, receipt)
    SELECT r.digest, r.message_id, r.referral_id, r.agency_id, r.peer, r.step, r.at, r.receipt::jsonb
      FROM unnest(%s::text[], %s::uuid[], %s::uuid[], %s::uuid[], %s::text[], %s::text[], %s::timestamptz[], %s::text[])
        AS r (digest, message_id, referral_id, agency_id, peer, step, at, receipt)
    ON CONFLICT DO NOTHING
"""

_TAKEN_IN = Ready(lambda message: Incoming.objects.filter(message_id=message))


def taken_in(message: MessageId) -> Incoming | None:
    """What is kept of a message that came; None for one that never did, or not to whoever asks."""
    return _TAKEN_IN.first(message=message)


def take_in(candidate: Candidate, peer: NodeId) -> Result:
    """One place of a batch from this verified peer; what became of it."""
    try:
        opened = open_message(
            candidate.event,
            exchange_keys_for=ring().exchange_keys,
            card_for=card_for,
            sent_by=peer,
            now=timezone.now(),
        )
    except WireError as error:
        _set_aside(candidate, peer, error.fault.value)
        return Result(id=candidate.id, status=Status.QUARANTINED, reason=error.fault.value)
    try:
        try:
            result = _in_a_transaction(opened, peer, is_plain=True)
        except (RefuseMessage, DataError, IntegrityError, ProgrammingError):
            # Nothing of it is left. Now with a savepoint round the handler, so that a refusal uses the number up.
            result = _in_a_transaction(opened, peer, is_plain=False)
        reached(Point.STORED)
        return result
    except Exception:
        # An unforeseen fault must not lose the message nor stop its neighbours: the sender is asked to send
        # this number again. The log says where, never what.
        logger.exception(
            "a message could not be taken in", extra={"message_id": str(opened.routing.id), "peer": peer}
        )
        return Result(id=opened.routing.id, status=Status.GAP, expected=opened.routing.sequence)


def _in_a_transaction(opened: Opened, peer: NodeId, *, is_plain: bool) -> Result:
    with receiving(peer, opened.routing.id) as at:
        result = _store(opened, peer, at, is_plain=is_plain)
        # To end there with all of it written. Else the last of it goes on one way with the commit.
        if is_asked(Point.TAKEN_IN):
            send_first(connection)
        reached(Point.TAKEN_IN)
    return result


def _store(opened: Opened, peer: NodeId, at: datetime, *, is_plain: bool) -> Result:
    """Take it in. `is_plain` supposes that it is new and will not be refused; what is otherwise then raises."""
    routing = opened.routing
    lane, number = _awaited(routing)
    is_expected = is_plain and routing.sequence == number
    known = None if is_expected else taken_in(routing.id)  # known in its turn: its row, written twice, raises
    if known is not None:
        return _again(known, opened)
    if routing.sequence > number:
        return Result(id=routing.id, status=Status.GAP, expected=number)
    if routing.sequence < number:
        return Result(id=routing.id, status=Status.REFUSED, reason=STALE)
    handled, refused = (_at_once(opened, peer, at), "") if is_plain else _handled(opened, peer, at)
    insert(
        fresh(
            Incoming,
            message_id=routing.id,
            peer=peer,
            agency_id=routing.recipient,
            sender=routing.sender,
            handle=routing.subject,
            lane=routing.lane,
            sequence=routing.sequence,
            type=routing.type,
            object_hash=opened.object_hash,
            referral_id=handled.referral,
            status=Status.REFUSED if refused else Status.STORED,
            reason=refused,
            received_at=at,
        ),
        may_wait=True,
    )
    go_on(lane, after=routing.sequence)
    if refused:
        return Result(id=routing.id, status=Status.REFUSED, reason=refused)
    steps = [ReceiptStep.ACCEPTED_BY_NODE, *([ReceiptStep.DELIVERED_TO_TEAM] if handled.in_a_list else [])]
    receipts = _receipts(steps, opened, peer, handled, at)
    return Result(id=routing.id, status=Status.STORED, receipts=receipts)


def _at_once(opened: Opened, peer: NodeId, at: datetime) -> Handled:
    """Without a savepoint anywhere. Raises when a door has refused, also where the handler would have gone on."""
    with whole():
        handled = handler_for(opened.routing.type)(opened, peer, at)
    if connection.needs_rollback:
        raise TransactionManagementError("A door has refused: it is taken in with savepoints.")
    return handled


def _handled(opened: Opened, peer: NodeId, at: datetime) -> tuple[Handled, str]:
    """What the handler did, or why not. What the database can never take is refused, or it would come for ever."""
    try:
        return _in_a_savepoint(opened, peer, at), ""
    except RefuseMessage as refusal:
        return Handled(), refusal.code
    except DataError:
        return Handled(), "malformed_body"
    except IntegrityError:
        return Handled(), "already_here"
    except ProgrammingError as error:
        if getattr(error.__cause__, "sqlstate", None) != INSUFFICIENT_PRIVILEGE:
            raise
        return Handled(), "not_yours"


def _in_a_savepoint(opened: Opened, peer: NodeId, at: datetime) -> Handled:
    handle = handler_for(opened.routing.type)
    try:
        with transaction.atomic():
            return handle(opened, peer, at)
    except IntegrityError:
        # Perhaps a message of another lane was quicker; then its rows are seen now.
        with transaction.atomic():
            return handle(opened, peer, at)


def _again(known: Incoming, opened: Opened) -> Result:
    if known.object_hash != opened.object_hash:
        return Result(id=opened.routing.id, status=Status.REFUSED, reason="id_already_used")
    if known.status == Status.REFUSED:
        return Result(id=opened.routing.id, status=Status.REFUSED, reason=known.reason)
    at_once = [ReceiptStep.ACCEPTED_BY_NODE, ReceiptStep.DELIVERED_TO_TEAM]
    kept = StoredReceipt.objects.filter(message_id=known.message_id, step__in=at_once).order_by("step")
    return Result(id=opened.routing.id, status=Status.DUPLICATE, receipts=tuple(row.receipt for row in kept))


def _awaited(routing: Routing) -> tuple[UUID, int]:
    way = Way(handle=routing.subject, sender=routing.sender, recipient=routing.recipient, lane=routing.lane)
    return awaited(way, is_known=routing.sequence > 1)


def _receipts(
    steps: list[ReceiptStep], opened: Opened, peer: NodeId, handled: Handled, at: datetime
) -> tuple[Fields, ...]:
    """Our signed receipts for the message, kept here together."""
    routing, keys = opened.routing, ring()
    receipts = tuple(
        make_receipt(
            step=step,
            message=routing.id,
            object_hash=opened.object_hash,
            issuer=keys.node,
            agency=routing.recipient,
            at=at,
            signer=keys.receipt_key,
        )
        for step in steps
    )
    place = {"message": routing.id, "referral": handled.referral, "agency": routing.recipient, "peer": peer}
    keep(stored(receipt, step=step, at=at, **place) for receipt, step in zip(receipts, steps, strict=True))
    return receipts


def keep_receipt(
    receipt: Fields,
    *,
    message: MessageId,
    referral: UUID | None,
    agency: AgencyId,
    peer: NodeId,
    step: ReceiptStep,
    at: datetime,
) -> None:
    """Store a receipt, ours or theirs, once."""
    keep([stored(receipt, message=message, referral=referral, agency=agency, peer=peer, step=step, at=at)])


def keep(receipts: Iterable[StoredReceipt]) -> None:
    """Store receipts, each once, in one statement."""
    rows = list(receipts)
    if len(rows) <= OF_A_MESSAGE:
        insert(*rows, once=True, may_wait=True)
        return
    columns = [[getattr(row, name) for row in rows] for name in _COLUMNS]
    later(_KEEP, [*columns, [json.dumps(row.receipt) for row in rows]], table=StoredReceipt._meta.db_table)


def stored(
    receipt: Fields, *, message: Any, referral: Any, agency: Any, peer: Any, step: Any, at: Any
) -> StoredReceipt:
    """A receipt as it is kept."""
    return fresh(
        StoredReceipt,
        digest=digest(receipt),
        message_id=message,
        referral_id=referral,
        agency_id=agency,
        peer=peer,
        step=step,
        at=at,
        receipt=receipt,
    )


def _set_aside(candidate: Candidate, peer: NodeId, fault: str) -> None:
    logger.warning("a message was set aside", extra={"peer": peer, "fault": fault})
    with receiving(peer, MessageId(candidate.id or uuid7())), connection.cursor():
        Quarantined(
            id=uuid4(),
            peer=peer,
            claimed_id=candidate.id,
            fault=fault,
            size=len(str(candidate.event)),
            received_at=timezone.now(),
        ).save(force_insert=True)
