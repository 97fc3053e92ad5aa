"""What a restored peer lacks is sent again, as it was or as a void, and it is told what it had told us. In the worker.

The outbox keeps what was delivered as sealed bytes for KEPT: nobody here can open them, and they are gone before that
when the consent ends or a key is destroyed. A referral's own room tells what was told to us (`register`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from uuid import UUID

from django.db import transaction
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from safeconduct.access.acting import working
from safeconduct.access.alone import alone
from safeconduct.exchange.catching_up import rules
from safeconduct.exchange.models import AskedBack, CatchingUp, Incoming, Outgoing
from safeconduct.exchange.outbox import try_void_in_place
from safeconduct.exchange.wire import Lane as LaneName
from safeconduct.vocabulary.identifiers import NodeId

KEPT = timedelta(days=30)
"""How long the sealed bytes of a delivered message are kept: as long as the keys that signed it stay on our card."""
AT_ONCE = 500
"""Lanes in one look."""


@dataclass(frozen=True, slots=True)
class ToldUs:
    """A referral about which a restored peer had told us something: the types of what it asks about.

    `forgotten` are the types of those messages of which it knows nothing at all.
    """

    referral: UUID
    types: frozenset[str]
    forgotten: frozenset[str]


type Teller = Callable[[NodeId, Sequence[ToldUs], datetime], int]
"""Posts what is known of these referrals, in the caller's transaction; how many messages."""

_tellers: list[Teller] = []


def register(teller: Teller) -> None:
    """Let a room tell a restored peer what it had told us. One teller."""
    if _tellers:
        raise ValueError("There is a teller already.")
    _tellers.append(teller)


def run() -> int:
    """See to the lanes that were asked back, what overtakes first; how many."""
    with working():
        rows = AskedBack.objects.annotate(
            rank=Case(When(lane=LaneName.WITHDRAWAL, then=Value(0)), default=Value(1))
        )
        found = list(rows.order_by("rank", "inward", "id").values_list("id", "peer")[:AT_ONCE])
    return sum(_see_to(row, NodeId(peer)) for row, peer in found)


def forget_sealed() -> int:
    """Destroy the sealed bytes that were kept long enough; of how many messages."""
    with working():
        old = Outgoing.objects.filter(
            state__in=[Outgoing.SENT, Outgoing.REFUSED], answered_at__lte=timezone.now() - KEPT
        )
        return old.exclude(event={}).update(event={})


def _see_to(asked: UUID, peer: NodeId) -> bool:
    with alone("catching up", peer) as is_alone:
        if not is_alone:
            return False
        with working() as at:
            row = AskedBack.objects.filter(id=asked).first()
            if row is None:
                return False
            counted = _tell(row, at) if row.inward else _send_again(row, at)
            row.delete()
            CatchingUp.objects.filter(peer=peer, ours=False).update(
                **{name: F(name) + number for name, number in counted.items()}
            )
    return True


def _send_again(asked: AskedBack, at: datetime) -> dict[str, int]:
    """Each number that they lack, in the outbox again."""
    now = timezone.now()
    found = Outgoing.objects.select_for_update().filter(
        handle=asked.handle, agency_id=asked.sender, recipient=asked.recipient, lane=asked.lane,
        sequence__gte=asked.number, sequence__lt=asked.below,
    )  # fmt: skip
    found = found.annotate(is_sealed=Case(When(Q(event={}), then=Value(False)), default=Value(True)))
    counted = {"again": 0, "voided": 0}
    for _number, of in groupby(
        found.defer("event").order_by("sequence", "posted_at"), lambda row: row.sequence
    ):
        rows = list(of)
        kept = [rules.Kept(row.state, row.is_sealed, row.expires) for row in rows]
        match rules.again(kept, now=now):
            case rules.Again.AS_IT_WAS:
                sent = next(row for row in rows if row.state == Outgoing.SENT)
                Outgoing.objects.filter(id=sent.id).update(
                    state=Outgoing.WAITING, attempts=0, next_try_at=now, answered_at=None, answer=""
                )
                counted["again"] += 1
            case rules.Again.VOID:
                counted["voided"] += _void(rows, at)
            case rules.Again.NOTHING:
                pass
    return counted


def _void(rows: Sequence[Outgoing], at: datetime) -> bool:
    sent = [row.id for row in rows if row.state == Outgoing.SENT]
    with transaction.atomic():
        Outgoing.objects.filter(id__in=sent).update(state=Outgoing.VOIDED, event={}, answer="not_sent_again")
        return try_void_in_place(rows[-1], at=at)


def _tell(asked: AskedBack, at: datetime) -> dict[str, int]:
    """What they had told us about each referral, and have forgotten."""
    found = Incoming.objects.filter(
        handle=asked.handle, sender=asked.sender, agency_id=asked.recipient, lane=asked.lane,
        sequence__gte=asked.number, sequence__lt=asked.below, status="stored",
    )  # fmt: skip
    types: dict[UUID, tuple[set[str], set[str]]] = {}
    for referral, message_type, sequence in found.values_list("referral_id", "type", "sequence"):
        if referral is None:
            continue
        known, beyond = types.setdefault(referral, (set(), set()))
        known.add(message_type)
        if sequence > asked.last:
            beyond.add(message_type)
    told = [ToldUs(referral, *map(frozenset, both)) for referral, both in types.items()]
    return {"told": _tellers[0](NodeId(asked.peer), told, at) if _tellers and told else 0}
