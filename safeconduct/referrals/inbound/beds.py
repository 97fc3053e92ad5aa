"""A bed count as the other side sends it: asked for, agreed to, counted, ended."""

from datetime import datetime

from safeconduct.audit.actions import record
from safeconduct.exchange.handlers import Handled, RefuseMessage
from safeconduct.exchange.wire import Opened
from safeconduct.referrals.beds.message import Said, Told, read, read_first_count
from safeconduct.referrals.beds.models import BedAgreement, BedCount
from safeconduct.referrals.beds.rules import State
from safeconduct.referrals.inbound.parts import peer_actor, role_of
from safeconduct.referrals.moves import Side
from safeconduct.vocabulary.identifiers import NodeId


def beds(message: Opened, peer: NodeId, at: datetime) -> Handled:
    """Take it in. Raises RefuseMessage."""
    told = read(message.body, at.date())
    if told.said is Said.ASKED:
        _asked(told, message, peer, at)
    else:
        row = _found(told, message)
        match told.said:
            case Said.AGREED:
                _agreed(row, at)
            case Said.COUNTED:
                _counted(row, told)
            case Said.ENDED:
                _ended(row, at)
    actor = peer_actor(peer, "", message)
    record(f"beds:{told.said}", by=actor, at=at, detail={"agreement": str(told.agreement)})
    return Handled()


def first_count(message: Opened, peer: NodeId, at: datetime) -> Handled:
    """What the other agency counted before both agreed. Raises RefuseMessage."""
    told = read_first_count(message.body, at.date())
    _counted(_found(told, message), told)
    actor = peer_actor(peer, role_of(message.body), message)
    record("beds:counted", by=actor, at=at, detail={"agreement": str(told.agreement)})
    return Handled()


def _asked(told: Told, message: Opened, peer: NodeId, at: datetime) -> None:
    routing = message.routing
    pair = {"agency_id": routing.recipient, "other_agency_id": routing.sender}
    BedAgreement.objects.filter(state=State.ENDED, **pair).delete()
    if BedAgreement.objects.filter(**pair).exists():
        raise RefuseMessage("already_here")
    BedAgreement(
        shared=told.agreement, side=Side.RECEIVER.value, peer=peer, handle=routing.subject, state=State.CAME.value,
        changed_at=at, **pair,
    ).save(force_insert=True)  # fmt: skip


def _agreed(row: BedAgreement, at: datetime) -> None:
    if row.side != Side.SENDER or row.state != State.ASKED:
        raise RefuseMessage("not_your_side")
    row.state, row.changed_at = State.AGREED.value, at
    row.save(update_fields=["state", "changed_at"])


def _counted(row: BedAgreement, told: Told) -> None:
    """The later count of a day stands. Without an agreement that stands nothing is kept."""
    if row.state != State.AGREED or told.day is None or told.at is None:
        raise RefuseMessage("beds_not_agreed")
    for kind, one in told.counts.items():
        BedCount.objects.update_or_create(
            agency_id=row.agency_id, of_agency=row.other_agency_id, day=told.day, service=kind,
            defaults={"free": one.free, "total": one.total, "counted_at": told.at},
        )  # fmt: skip


def _ended(row: BedAgreement, at: datetime) -> None:
    """What came by it goes first: afterwards nothing would let it be reached. That it ended, and when, is seen."""
    BedCount.objects.filter(agency_id=row.agency_id, of_agency=row.other_agency_id).delete()
    row.state, row.changed_at = State.ENDED.value, at
    row.save(update_fields=["state", "changed_at"])


def _found(told: Told, message: Opened) -> BedAgreement:
    routing = message.routing
    rows = BedAgreement.objects.select_for_update().filter(
        shared=told.agreement, agency_id=routing.recipient, other_agency_id=routing.sender
    )
    row = rows.exclude(state=State.ENDED).first()
    if row is None or row.handle != routing.subject:
        raise RefuseMessage("unknown_agreement")
    return row
