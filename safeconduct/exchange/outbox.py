"""Posting: a message is numbered, signed, sealed and stored in the transaction of the change that it tells.

Promised: if that transaction commits, the message will be delivered once and in order of its lane, or a
person is told that it was not; if it rolls back, nothing was ever numbered. How many processes and restarts
it takes is the pump's matter.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from safeconduct.access.crash_points import Point, reached
from safeconduct.access.ring import ring
from safeconduct.exchange.lanes import Way, take_number
from safeconduct.exchange.models import Handle, Outgoing
from safeconduct.exchange.peers import exchange_key_of, is_understood
from safeconduct.exchange.wire import ConsentRef, Event, Routing, object_hash, seal_message
from safeconduct.exchange.wire import Lane as LaneName
from safeconduct.keys.errors import NotOnTheCard
from safeconduct.keys.uses import TYPES, Use, fits
from safeconduct.vocabulary.decisions import Reason
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.identifiers import (
    NO_NODE,
    AgencyId,
    CaseHandle,
    MessageId,
    NodeId,
    new_handle,
    uuid7,
)
from safeconduct.vocabulary.ready import Ready, fresh, insert
from safeconduct.vocabulary.sections import Section
from safeconduct.vocabulary.together import asked

logger = logging.getLogger(__name__)

CHANNEL = "safeconduct_outgoing"
"""The NOTIFY channel that wakes the pump, with the peer's name; it also looks by itself every second."""

DEFAULT_LIFE = timedelta(days=90)
VOID = "safeconduct.void.v1"

CANNOT_SEAL = Reason(
    "cannot_seal",
    _(
        "Nothing can be sent to this agency now: its keys are not confirmed. "
        "Telephone them, and tell whoever runs this node."
    ),
)
WITHOUT_A_NODE = Reason(
    "partner_without_a_node",
    _("This partner has no node, so nothing goes there by itself."),
    _("Tell them by telephone or on paper, and enter what they say."),
)
NO_COMMON_VERSION = Reason(
    "no_common_version",
    _(
        "Nothing can be sent to this agency now: its node speaks no version of the protocol that this node speaks. "
        "Telephone them, and tell whoever runs this node."
    ),
)


_HANDLE = Ready(
    lambda case, sender, recipient: Handle.objects.filter(
        case_id=case, sender=sender, recipient=recipient
    ).values_list("handle", flat=True)
)


_NEW_HANDLE = """
    INSERT INTO exchange.handle (handle, case_id, sender, recipient) VALUES (%s, %s, %s, %s)
    ON CONFLICT DO NOTHING RETURNING handle
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Road:
    """From which agency to which, over which node, about which case."""

    handle: CaseHandle
    sender: AgencyId
    recipient: AgencyId
    peer: NodeId


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """What is posted: type, body, and what the outbox must know to void it when a consent ends."""

    type: str
    body: Mapping[str, object]
    lane: LaneName = LaneName.MAIN
    case: UUID | None = None
    referral: UUID | None = None
    sections: list[Section] = field(default_factory=list)
    consent: ConsentRef | None = None
    until: datetime | None = None


def handle_for(case: UUID, sender: AgencyId, recipient: AgencyId) -> CaseHandle:
    """The handle of this case between two agencies, made at the first use."""
    pair = {"case": case, "sender": sender, "recipient": recipient}
    if (known := _HANDLE.first(**pair)) is None:
        made = asked(_NEW_HANDLE, [new_handle(), case, sender, recipient])
        known = made[0][0] if made else _HANDLE.first(**pair)  # somebody may have been quicker
    assert known is not None  # noqa: S101  (it was there, or is there now)
    return CaseHandle(known)


def post(road: Road, parcel: Parcel, *, at: datetime) -> MessageId:
    """Number, sign, seal and store one message; its id. `at` is domain time, the routing carries real time.

    Part of the transaction of the change that it tells, never one of its own.

    Raises NotPossible while nothing can be sealed to the recipient: its node waits for a confirmation of new
    keys, its agency has left the node's card, or the two nodes have no version of the protocol in common.
    """
    hindrance = _hindrance(road)
    if hindrance is not None:
        raise NotPossible(hindrance)
    number = take_number(
        Way(handle=road.handle, sender=road.sender, recipient=road.recipient, lane=parcel.lane)
    )
    message = MessageId(uuid7())
    _store(road, parcel, message, number, at=at)
    return message


def can_seal(road: Road) -> bool:
    """Whether anything can be sealed to the recipient now: its node is confirmed and understood, its card has it."""
    return _hindrance(road) is None


def _hindrance(road: Road) -> Reason | None:
    if road.peer == NO_NODE:
        return WITHOUT_A_NODE
    try:
        exchange_key_of(road.peer, road.recipient)
        return None if is_understood(road.peer) else NO_COMMON_VERSION
    except (NotOnTheCard, LookupError):
        return CANNOT_SEAL


def try_post(road: Road, parcel: Parcel, *, at: datetime) -> bool:
    """As `post`, for what must happen here even when it cannot be told there; False then."""
    try:
        post(road, parcel, at=at)
    except NotPossible:
        logger.warning("nothing can be sealed to the recipient", extra={"peer": road.peer})
        return False
    return True


def waits(message: UUID, *, carrying: list[Section]) -> bool:
    """Whether this message has not been taken in over there, as far as is known here, and carries one of these."""
    names = [section.value for section in carrying]
    return Outgoing.objects.filter(id=message, state=Outgoing.WAITING, sections__overlap=names).exists()


def waiting_with_content() -> set[UUID]:
    """The referrals of which something that carries a person has not left, as far as is known here."""
    rows = Outgoing.objects.filter(state=Outgoing.WAITING, referral_id__isnull=False).exclude(sections=[])
    return {found for found in rows.values_list("referral_id", flat=True) if found is not None}


def was_voided(message: UUID) -> bool:
    """Whether a void went in the place of this message."""
    return Outgoing.objects.filter(id=message, state=Outgoing.VOIDED).exists()


def replace_waiting(message: UUID, parcel: Parcel, *, at: datetime) -> MessageId:
    """Post another message under the number of one that waits and shall not come as it was; its id."""
    row = Outgoing.objects.select_for_update().get(id=message)
    Outgoing.objects.filter(id=row.id).update(state=Outgoing.VOIDED, event={}, answer="replaced")
    return _in_place_of(row, parcel, at=at)


@transaction.atomic
def void_waiting(*, referral: UUID, sections: list[Section] | None, at: datetime) -> int:
    """Replace what waits for a referral and carries these sections (None: any) by a signed void of the same number.

    One that is being sent at this moment is replaced as well: if it did arrive, the void comes late and is
    refused, and the withdrawal, which overtakes, ends what it brought.
    """
    waiting = (
        Outgoing.objects.select_for_update()
        .filter(referral_id=referral, state=Outgoing.WAITING)
        .exclude(sections=[])
    )
    if sections is not None:
        waiting = waiting.filter(sections__overlap=[str(section) for section in sections])
    rows = list(waiting.order_by("sequence"))
    for row in rows:
        Outgoing.objects.filter(id=row.id).update(state=Outgoing.VOIDED, event={}, answer="voided")
        try_void_in_place(row, at=at)
    return len(rows)


def put_void_in_place(row: Outgoing, *, at: datetime) -> MessageId:
    """Post a signed void under the number of a message that will not come; its lane can go on."""
    parcel = Parcel(
        type=VOID,
        body={"voids": row.type},
        lane=LaneName(row.lane),
        case=row.case_id,
        referral=row.referral_id,
    )
    return _in_place_of(row, parcel, at=at)


def _in_place_of(row: Outgoing, parcel: Parcel, *, at: datetime) -> MessageId:
    road = Road(
        handle=CaseHandle(row.handle),
        sender=AgencyId(row.agency_id),
        recipient=AgencyId(row.recipient),
        peer=NodeId(row.peer),
    )
    message = MessageId(uuid7())
    _store(road, parcel, message, row.sequence, at=at)
    return message


def try_void_in_place(row: Outgoing, *, at: datetime) -> bool:
    """As `put_void_in_place`; False when the peer's card has the recipient no more, so that its lane ends here."""
    try:
        put_void_in_place(row, at=at)
    except (NotOnTheCard, LookupError):
        logger.warning("no void for a lost recipient", extra={"peer": row.peer, "message_id": str(row.id)})
        return False
    return True


def _store(road: Road, parcel: Parcel, message: MessageId, number: int, *, at: datetime) -> None:
    kid, signer = _signer(parcel.type)
    now = timezone.now()
    # A term is domain time, a message's life real time: in the demo the two differ.
    life = DEFAULT_LIFE if parcel.until is None else parcel.until - at
    routing = Routing(
        id=message,
        source=ring().node,
        type=parcel.type,
        subject=road.handle,
        time=now,
        sequence=number,
        lane=parcel.lane,
        sender=road.sender,
        recipient=road.recipient,
        kid=kid,
        expires=now + life,
    )
    event = seal_message(
        routing,
        consent=parcel.consent,
        body=parcel.body,
        signer=signer,
        recipient_key=exchange_key_of(road.peer, road.recipient),
    )
    insert(_row(road, parcel, routing, event, at), wake=(CHANNEL, road.peer), may_wait=True)
    reached(Point.POSTED)


def _row(road: Road, parcel: Parcel, routing: Routing, event: Event, at: datetime) -> Outgoing:
    return fresh(
        Outgoing,
        id=routing.id,
        agency_id=road.sender,
        peer=road.peer,
        case_id=parcel.case,
        referral_id=parcel.referral,
        handle=road.handle,
        recipient=road.recipient,
        lane=parcel.lane,
        sequence=routing.sequence,
        type=parcel.type,
        event=event,
        object_hash=object_hash(event),
        sections=[str(section) for section in parcel.sections],
        consent_id=parcel.consent.id if parcel.consent else None,
        posted_at=at,
        expires=routing.expires,
        next_try_at=routing.time,
    )


def _signer(message_type: str) -> tuple[str, Ed25519PrivateKey]:
    """The key of this process that may sign the type: answers, then what has no content, then content."""
    keys = ring()
    if fits(message_type, TYPES[Use.RECEIPT]):
        return keys.public.kid(Use.RECEIPT), keys.receipt_key
    if keys.process == "worker":
        return keys.public.kid(Use.CLOCK), keys.clock_key
    return keys.public.kid(Use.OBJECT), keys.object_key
