"""Never silence: what did not arrive is said by the sending node itself, with its clock's signature.

Runs in the worker. Promised: a message that nobody may deliver any more is refused here and its number goes on
as a void; `non_delivery` is kept once a message, deletes nothing, and says nothing of the receiver's intent.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils import timezone

from safeconduct.access.acting import working
from safeconduct.access.clock import domain_now
from safeconduct.access.ring import ring
from safeconduct.exchange.inbox import keep_receipt
from safeconduct.exchange.models import Outgoing, Quarantined, StoredReceipt
from safeconduct.exchange.outbox import try_void_in_place
from safeconduct.exchange.receipts import make_receipt
from safeconduct.vocabulary.codes import ReceiptStep
from safeconduct.vocabulary.identifiers import AgencyId, MessageId, NodeId

EXPIRED = "expired"
KEPT_ASIDE = timedelta(days=30)
"""How long the trace of a message that was not believed is kept."""


def has_arrived(message: OuterRef) -> Exists:
    """Whether the other node has confirmed that it stored a message: a condition for a query."""
    return Exists(StoredReceipt.objects.filter(message_id=message, step=ReceiptStep.ACCEPTED_BY_NODE))


def is_confirmed(message: UUID) -> bool:
    """Whether the receipt `accepted_by_node` of a message is here."""
    return StoredReceipt.objects.filter(message_id=message, step=ReceiptStep.ACCEPTED_BY_NODE).exists()


def late_since(message: Outgoing, allowed: timedelta) -> datetime:
    """From when this message counts as not delivered: at once when refused, else after the time allowed."""
    return message.posted_at if message.state == Outgoing.REFUSED else message.posted_at + allowed


def say_not_delivered(message: Outgoing, *, at: datetime) -> None:
    """Keep the sending node's signed receipt `non_delivery`, once a message. In the caller's transaction."""
    said = StoredReceipt.objects.filter(message_id=message.id, step=ReceiptStep.NON_DELIVERY)
    if said.exists():
        return
    agency = AgencyId(message.agency_id)
    receipt = make_receipt(
        step=ReceiptStep.NON_DELIVERY,
        message=MessageId(message.id),
        object_hash=message.object_hash,
        issuer=ring().node,
        agency=agency,
        at=at,
        signer=ring().clock_key,
    )
    keep_receipt(
        receipt,
        message=MessageId(message.id),
        referral=message.referral_id,
        agency=agency,
        peer=NodeId(message.peer),
        step=ReceiptStep.NON_DELIVERY,
        at=at,
    )


def expire_waiting() -> int:
    """Refuse what still waits after its life and put a void in its place; how many. One transaction each.

    A message's life is real time: no move of the demo's clock ends it.
    """
    with working():
        over = Outgoing.objects.filter(state=Outgoing.WAITING, expires__lte=timezone.now())
        found = list(over.order_by("expires", "sequence").values_list("id", flat=True))
    return sum(_expire(message) for message in found)


def _expire(message: UUID) -> bool:
    with working():
        now = timezone.now()
        waiting = Outgoing.objects.select_for_update().filter(
            id=message, state=Outgoing.WAITING, expires__lte=now
        )
        row = waiting.defer("event").first()
        if row is None:
            return False  # it was answered, or another worker was here
        Outgoing.objects.filter(id=row.id).update(
            state=Outgoing.REFUSED, event={}, answer=EXPIRED, answered_at=now
        )
        try_void_in_place(row, at=domain_now())
    return True


def forget_set_aside() -> int:
    """Delete the traces of what was not believed, once they are old; how many."""
    with working():
        old = Quarantined.objects.filter(received_at__lte=timezone.now() - KEPT_ASIDE)
        return old.delete()[0]
