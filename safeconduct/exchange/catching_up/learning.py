"""What a restored node learns of its own forgotten messages: receipts, and that an offer had left all the same."""

import logging
from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from safeconduct.exchange.catching_up.wire import Settled, Taken, TakenOf
from safeconduct.exchange.faults import WireError
from safeconduct.exchange.inbox import keep_receipt
from safeconduct.exchange.lanes import Way
from safeconduct.exchange.models import Outgoing
from safeconduct.exchange.outbox import VOID
from safeconduct.exchange.peers import card_for
from safeconduct.exchange.receipts import verify_receipt
from safeconduct.vocabulary.codes import ReceiptStep
from safeconduct.vocabulary.identifiers import AgencyId, MessageId, NodeId

logger = logging.getLogger(__name__)

LEFT_ALL_THE_SAME = "left_all_the_same"


def forgotten(settled: Iterable[Settled], learnt: Iterable[tuple[Way, TakenOf]]) -> dict[Way, int]:
    """How many messages of each lane they have of which we know nothing at all."""
    last = {lane.way: lane.last for lane in settled if lane.awaited is None}
    counts: dict[Way, int] = {}
    for way, of in learnt:
        if number := sum(one.sequence > last.get(way, 0) for one in of.taken):
            counts[way] = counts.get(way, 0) + number
    return counts


def learn(peer: NodeId, learnt: Iterable[tuple[Way, TakenOf]], *, at: datetime) -> None:
    """Keep their receipts, and correct what the restore had stopped. In the worker's transaction."""
    for way, of in learnt:
        for taken in of.taken:
            _keep_receipts(peer, way, taken)
            _correct(way, taken)


def _correct(way: Way, taken: Taken) -> None:
    """The restore put a void in the place of a message that had left: the message counts, and the void does not go."""
    of_the_number = Outgoing.objects.filter(
        handle=way.handle,
        agency_id=way.sender,
        recipient=way.recipient,
        lane=way.lane,
        sequence=taken.sequence,
    )
    stopped = of_the_number.filter(id=taken.id, state=Outgoing.VOIDED)
    if taken.status != "stored" or not stopped.exists():
        return
    of_the_number.filter(type=VOID, state__in=[Outgoing.WAITING, Outgoing.SENT]).exclude(id=taken.id).update(
        state=Outgoing.VOIDED, event={}, answer=LEFT_ALL_THE_SAME
    )
    stopped.update(state=Outgoing.SENT, answer=LEFT_ALL_THE_SAME, answered_at=timezone.now())


def _keep_receipts(peer: NodeId, way: Way, taken: Taken) -> None:
    for receipt in taken.receipts:
        try:
            said = verify_receipt(
                receipt,
                message=MessageId(taken.id),
                object_hash=taken.object_hash,
                issuer=peer,
                agency=way.recipient,
                card_for=card_for,
            )
        except WireError as error:
            logger.warning("a receipt was not believed", extra={"peer": peer, "fault": error.fault})
            continue
        if said.step is not ReceiptStep.NON_DELIVERY:
            keep_receipt(
                receipt,
                message=said.message,
                referral=taken.referral,
                agency=AgencyId(way.sender),
                peer=peer,
                step=said.step,
                at=said.at,
            )
