"""What a peer answered to each message that was sent: kept, with its receipts, once these are believed."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from safeconduct.exchange.batches import Result, Status
from safeconduct.exchange.faults import Fault, WireError
from safeconduct.exchange.inbox import STALE, keep, stored
from safeconduct.exchange.models import Outgoing, StoredReceipt
from safeconduct.exchange.outbox import VOID, try_void_in_place
from safeconduct.exchange.peers import card_for
from safeconduct.exchange.receipts import verify_receipt
from safeconduct.vocabulary.codes import ReceiptStep
from safeconduct.vocabulary.identifiers import AgencyId, MessageId, NodeId
from safeconduct.vocabulary.together import later

logger = logging.getLogger(__name__)

ARRIVED = frozenset({Status.STORED, Status.DUPLICATE})
_SENT = """
    UPDATE exchange.outgoing o SET state = 'sent', answered_at = %s, answer = said.answer
      FROM unnest(%s::uuid[], %s::text[]) AS said (id, answer)
     WHERE o.id = said.id AND o.state = 'waiting'
"""

AGAIN_AFTER = timedelta(seconds=1)
RECIPIENT_UNKNOWN = "recipient_unknown"
"""The agency has left the peer's card: nothing more can be sealed to it."""


def apply(peer: NodeId, rows: list[Outgoing], results: list[Result], *, at: datetime) -> None:
    """Bring each message up to what became of it. A row that was voided meanwhile is left alone."""
    answered = list(zip(rows, results, strict=True))
    arrived = [(row, result) for row, result in answered if result.status in ARRIVED]
    _settle_all(arrived, at)
    keep(receipt for row, result in arrived for receipt in _believed(peer, row, result))
    for row, result in answered:
        match result.status:
            case Status.GAP:
                _again(row, at)
            case Status.QUARANTINED if row.type == VOID:
                # Another void would fare the same, and so on without end.
                _again(row, at)
            case Status.REFUSED if result.reason == STALE:
                _settle(row, Outgoing.SENT, STALE, at)
            case Status.REFUSED | Status.QUARANTINED:
                logger.warning(
                    "a message was refused",
                    extra={"peer": peer, "message_id": str(row.id), "why": result.reason},
                )
                is_ours = _settle(row, Outgoing.REFUSED, result.reason or result.status.value, at)
                if is_ours and result.status is Status.QUARANTINED:
                    _take_its_number(row, at)
    if _was_away(rows, results):
        _put_off_no_longer(peer, at)


def _was_away(rows: list[Outgoing], results: list[Result]) -> bool:
    """Whether something arrived that could not be handed over before."""
    arrived = (Status.STORED, Status.DUPLICATE)
    pairs = zip(rows, results, strict=True)
    return any(row.attempts and result.status in arrived for row, result in pairs)


def _put_off_no_longer(peer: NodeId, at: datetime) -> None:
    """A peer that was away is back: nothing for it waits for the end of its own pause."""
    Outgoing.objects.filter(peer=peer, state=Outgoing.WAITING, next_try_at__gt=at).update(next_try_at=at)


def _settle_all(arrived: list[tuple[Outgoing, Result]], at: datetime) -> None:
    if not arrived:
        return
    ids, answers = [row.id for row, _result in arrived], [result.status.value for _row, result in arrived]
    later(_SENT, [at, ids, answers], table=Outgoing._meta.db_table, is_change=True)


def _settle(row: Outgoing, state: str, answer: str, at: datetime) -> bool:
    """False when the row no longer waited."""
    waiting = Outgoing.objects.filter(id=row.id, state=Outgoing.WAITING)
    return waiting.update(state=state, answer=answer, answered_at=at) == 1


def _take_its_number(row: Outgoing, at: datetime) -> None:
    """Set aside there, its number is still awaited: a void takes it, or the lane would stand still for good."""
    if not try_void_in_place(row, at=at):
        Outgoing.objects.filter(id=row.id).update(answer=RECIPIENT_UNKNOWN)


def _again(row: Outgoing, at: datetime) -> None:
    """An earlier number of the lane is missing there; ours waits for its turn."""
    Outgoing.objects.filter(id=row.id, state=Outgoing.WAITING).update(
        attempts=row.attempts + 1, next_try_at=at + AGAIN_AFTER * min(2**row.attempts, 60)
    )


def _believed(peer: NodeId, row: Outgoing, result: Result) -> Iterator[StoredReceipt]:
    for receipt in result.receipts:
        try:
            said = verify_receipt(
                receipt,
                message=MessageId(row.id),
                object_hash=row.object_hash,
                issuer=peer,
                agency=AgencyId(row.recipient),
                card_for=card_for,
            )
            if said.step is ReceiptStep.NON_DELIVERY:
                raise WireError(Fault.KEY_MAY_NOT_SIGN, "only the sender's own clock says non_delivery")
        except WireError as error:
            logger.warning(
                "a receipt was not believed",
                extra={"peer": peer, "message_id": str(row.id), "fault": error.fault},
            )
            continue
        yield stored(
            receipt,
            message=said.message,
            referral=row.referral_id,
            agency=AgencyId(row.agency_id),
            peer=peer,
            step=said.step,
            at=said.at,
        )
