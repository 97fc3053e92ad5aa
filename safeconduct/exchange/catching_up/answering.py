"""What the other node answers to one that was restored: its numbers, what it has taken in, how much has still to come.

Runs in the inbox, as the peer, which may ask about its own lanes only. Nothing is sent again here: that is the worker's
(`repeating`). Every question may come twice.
"""

from collections.abc import Iterable
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection
from django.utils import timezone

from safeconduct.access.acting import receiving
from safeconduct.agencies.models import Agency
from safeconduct.exchange.catching_up import rules, wire
from safeconduct.exchange.catching_up.wire import Asked, Listed, Rest, Settled, Taken, TakenOf
from safeconduct.exchange.faults import Fault, WireError
from safeconduct.exchange.lanes import Way, awaited
from safeconduct.exchange.models import AskedBack, CatchingUp, Incoming, Lane, Outgoing, StoredReceipt
from safeconduct.exchange.wire import Lane as LaneName
from safeconduct.vocabulary.codes import ReceiptStep
from safeconduct.vocabulary.errors import SafeconductError
from safeconduct.vocabulary.identifiers import CaseHandle, MessageId, NodeId, uuid7

OLDER_EPOCH = "older_epoch"
"""A later restore of this peer has asked before: whoever asks now runs from an older copy."""

_AT_ONCE = [ReceiptStep.ACCEPTED_BY_NODE, ReceiptStep.DELIVERED_TO_TEAM]
_NOWHERE = UUID(int=0)
# What overtakes first; in each lane what the peer sends first, so that it knows its own numbers before it answers.
_ORDER = [
    (lane, inward)
    for lane in (LaneName.WITHDRAWAL, LaneName.MAIN, LaneName.RECEIPTS)
    for inward in (True, False)
]
# Asked twice, the wider question stands.
_ASK_BACK = """
    INSERT INTO exchange.asked_back (id, peer, inward, handle, sender, recipient, lane, number, below, last)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (inward, handle, sender, recipient, lane) DO UPDATE SET
      number = LEAST(exchange.asked_back.number, excluded.number),
      below = GREATEST(exchange.asked_back.below, excluded.below), last = excluded.last
"""


class OlderEpoch(SafeconductError):
    """The peer asks in an epoch that is over."""


def answer_to(body: bytes, peer: NodeId) -> bytes:
    """The answer's body. Raises WireError, OlderEpoch."""
    asked = wire.read_question(body)
    with receiving(peer, MessageId(uuid7())):
        row = _begun(peer, asked.epoch)
        match asked.ask:
            case wire.LIST:
                return _list(asked)
            case wire.SETTLE:
                return _settle(asked, peer)
            case _:
                return _rest(row)


def _begun(peer: NodeId, epoch: int) -> CatchingUp:
    """The row of this restore of the peer, locked; a later one begins anew."""
    now = timezone.now()
    begun = CatchingUp(peer=peer, ours=False, epoch=epoch, next_try_at=now, begun_at=now)
    CatchingUp.objects.bulk_create([begun], ignore_conflicts=True)
    row = CatchingUp.objects.select_for_update().get(peer=peer, ours=False)
    if epoch < row.epoch:
        raise OlderEpoch
    if epoch > row.epoch:
        begun.id = row.id
        begun.save(force_update=True)
        return begun
    return row


# --- Numbers ------------------------------------------------------------------------------------------------


def _list(asked: Asked) -> bytes:
    found: list[Listed] = []
    for lane, inward, after in _from(asked.after):
        room = wire.MOST_LISTED + 1 - len(found)
        if room > 0:
            found += _page(lane, inward, after, room)
    return wire.write_list(found[: wire.MOST_LISTED], more=len(found) > wire.MOST_LISTED)


def _from(after: Way | None) -> Iterable[tuple[LaneName, bool, tuple[str, UUID, UUID]]]:
    """The parts of the list from here on, each with where it begins."""
    begin = ("", _NOWHERE, _NOWHERE)
    if after is None:
        return [(*part, begin) for part in _ORDER]
    is_theirs = not Agency.objects.filter(id=after.sender, node=settings.NODE).exists()
    at = _ORDER.index((after.lane, is_theirs))
    rest = [(*part, begin) for part in _ORDER[at + 1 :]]
    return [(after.lane, is_theirs, (after.handle, after.sender, after.recipient)), *rest]


def _page(lane: LaneName, inward: bool, after: tuple[str, UUID, UUID], room: int) -> list[Listed]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT handle, sender, recipient, CASE WHEN inward THEN next ELSE COALESCE(leap_after + 1, next) END "
            "FROM exchange.lane WHERE inward = %s AND lane = %s AND (handle, sender, recipient) > (%s, %s, %s) "
            "ORDER BY handle, sender, recipient LIMIT %s",
            [inward, lane.value, *after, room],
        )
        rows = cursor.fetchall()
    return [
        Listed(Way(handle=CaseHandle(handle), sender=sender, recipient=recipient, lane=lane), number)
        for handle, sender, recipient, number in rows
    ]


# --- How it goes on -----------------------------------------------------------------------------------------


def _settle(asked: Asked, peer: NodeId) -> bytes:
    _refuse_others(asked.lanes, peer)
    room, said = wire.MOST_TAKEN, []
    for lane in asked.lanes:
        if lane.awaited is not None:
            _ask_for_ours(lane.way, lane.awaited, peer)
            said.append(TakenOf((), more=False))
            continue
        taken = _settle_theirs(lane, peer, room)
        room -= len(taken.taken)
        said.append(taken)
    return wire.write_settled(said)


def _refuse_others(lanes: Iterable[Settled], peer: NodeId) -> None:
    """A lane runs between an agency of the peer and one of ours, in the direction that the entry says."""
    named = {agency for lane in lanes for agency in (lane.way.sender, lane.way.recipient)}
    nodes = dict(Agency.objects.filter(id__in=named).values_list("id", "node"))
    for lane in lanes:
        ends = nodes.get(lane.way.sender), nodes.get(lane.way.recipient)
        if ends != ((settings.NODE, peer) if lane.awaited is not None else (peer, settings.NODE)):
            raise WireError(Fault.MIS_ADDRESSED, "a lane is not one between this node and that one")


def _ask_for_ours(way: Way, awaited_there: int, peer: NodeId) -> None:
    row = Lane.objects.filter(inward=False, **_key(way)).first()
    if row is not None and awaited_there < row.next:
        _ask_back(peer, way, inward=False, number=awaited_there, below=row.next, last=0)


def _settle_theirs(lane: Settled, peer: NodeId, room: int) -> TakenOf:
    """What we have of the peer's beyond what it knows; then its numbers leap, where it has begun anew."""
    assert lane.known is not None  # noqa: S101  (wire reads one or the other)
    row, number = awaited(lane.way)
    below = min(number, lane.goes_on) if lane.goes_on is not None else number
    taken = _taken(lane.way, lane.known, below, room)
    if taken.taken or taken.more:
        _ask_back(peer, lane.way, inward=True, number=lane.known + 1, below=below, last=lane.last)
    if lane.goes_on is not None:
        found = rules.leap(number, last=lane.last, goes_on=lane.goes_on)
        if found.next is not None:
            Lane.objects.filter(id=row).update(next=found.next)
        elif found.to is not None:
            Lane.objects.filter(id=row).update(leap_after=found.after, leap_to=found.to)
    return taken


def _ask_back(peer: NodeId, way: Way, *, inward: bool, number: int, below: int, last: int) -> None:
    place = (uuid4(), peer, inward, way.handle, way.sender, way.recipient, way.lane.value)
    with connection.cursor() as cursor:
        cursor.execute(_ASK_BACK, (*place, number, below, last))


def _taken(way: Way, known: int, below: int, room: int) -> TakenOf:
    found = Incoming.objects.filter(
        handle=way.handle, sender=way.sender, agency_id=way.recipient, lane=way.lane,
        sequence__gt=known, sequence__lt=below,
    ).order_by("sequence")  # fmt: skip
    rows = list(found[: room + 1])
    kept = _receipts(row.message_id for row in rows[:room])
    taken = tuple(
        Taken(
            id=row.message_id,
            sequence=row.sequence,
            type=row.type,
            object_hash=row.object_hash,
            status=row.status,
            referral=row.referral_id,
            receipts=tuple(kept.get(row.message_id, ())),
        )
        for row in rows[:room]
    )
    return TakenOf(taken, more=len(rows) > room)


def _receipts(messages: Iterable[UUID]) -> dict[UUID, list[dict[str, object]]]:
    found: dict[UUID, list[dict[str, object]]] = {}
    rows = StoredReceipt.objects.filter(message_id__in=list(messages), step__in=_AT_ONCE).order_by("step")
    for row in rows:
        found.setdefault(row.message_id, []).append(row.receipt)
    return {message: receipts[:2] for message, receipts in found.items()}


def _key(way: Way) -> dict[str, object]:
    return {"handle": way.handle, "sender": way.sender, "recipient": way.recipient, "lane": way.lane}


# --- What has still to come ---------------------------------------------------------------------------------


def _rest(row: CatchingUp) -> bytes:
    """What was asked back and not seen to yet, and what overtakes and waits to go."""
    waiting = AskedBack.objects.filter(peer=row.peer).count()
    waiting += Outgoing.objects.filter(
        peer=row.peer, state=Outgoing.WAITING, lane=LaneName.WITHDRAWAL
    ).count()
    row.state = CatchingUp.SETTLED if waiting else CatchingUp.DONE
    row.settled_at = row.settled_at or timezone.now()
    row.ended_at = None if waiting else row.ended_at or timezone.now()
    row.save(update_fields=["state", "settled_at", "ended_at"])
    return wire.write_rest(Rest(waiting, row.again, row.voided, row.told))
