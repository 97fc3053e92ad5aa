"""Whether this node was restored and has yet to agree with a peer on the numbers of their lanes; who waits meanwhile.

A node that was never restored is asked once a process, so this costs it nothing: a restore makes a new database, and
processes of its own.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from django.conf import settings
from django.db import connection
from django.utils import timezone

from safeconduct.access.acting import receiving
from safeconduct.access.queries import restoration
from safeconduct.agencies.models import Agency
from safeconduct.exchange import wire
from safeconduct.exchange.batches import Candidate, Result, Status
from safeconduct.exchange.catching_up.rules import first_number
from safeconduct.exchange.faults import WireError
from safeconduct.exchange.models import CatchingUp
from safeconduct.vocabulary.identifiers import AgencyId, MessageId, NodeId, uuid7

GIVEN_BACK_FOR = timedelta(days=1)
"""How long after the numbers are agreed on the peer may still bring moves that this node has forgotten."""
_WAITS = (CatchingUp.OPEN, CatchingUp.SETTLED)
_agreed: set[NodeId] = set()
_begun_anew: set[AgencyId] = set()
"""The agencies to which a new lane begins at 1 again; asked once a process, as what is agreed on stays so."""


@cache
def own_epoch() -> int:
    """0 for a node that was never restored."""
    return restoration().epoch


def forget_agreed() -> None:
    """Ask anew with whom the numbers are agreed on."""
    _agreed.clear()
    _begun_anew.clear()


def waits_for(peer: NodeId) -> bool:
    """Whether ordinary messages to and from this peer wait. Within a transaction of somebody who acts."""
    if not own_epoch() or peer in _agreed:
        return False
    row = _row(peer)
    if row is not None and row.state in _WAITS:
        return True
    if row is not None and row.state == CatchingUp.DONE:
        _agreed.add(peer)
    return False


def holds_back(peer: NodeId) -> bool:
    """As `waits_for`, for the inbox before it takes in a batch."""
    if not own_epoch() or peer in _agreed:
        return False
    with receiving(peer, MessageId(uuid7())):
        return waits_for(peer)


def later(candidate: Candidate) -> Result | None:
    """The answer to an ordinary message while its peer waits: this number again, later. None for what overtakes."""
    try:
        routing = wire.read_routing(candidate.event)
    except WireError:
        return None
    if routing.lane is wire.Lane.WITHDRAWAL:
        return None
    return Result(id=routing.id, status=Status.GAP, expected=routing.sequence)


def may_be_ours(peer: NodeId) -> bool:
    """Whether moves of our own side that we do not know may come from this peer: we have forgotten them."""
    if not own_epoch():
        return False
    row = _row(peer)
    if row is None or row.state == CatchingUp.NOT_SPOKEN:
        return False
    return row.ended_at is None or timezone.now() < row.ended_at + GIVEN_BACK_FOR


def first_of(recipient: AgencyId) -> int:
    """The first number of a new lane: 1, unless earlier ones may have been taken before the restore."""
    if not own_epoch() or recipient in _begun_anew:
        return 1
    node = Agency.objects.filter(id=recipient).values_list("node", flat=True).first()
    row = _row(NodeId(node)) if node else None
    if row is not None and row.state == CatchingUp.OPEN:
        return first_number(own_epoch())
    if node == settings.NODE or (row is not None and row.state != CatchingUp.NOT_SPOKEN):
        _begun_anew.add(recipient)
    return 1


@dataclass(frozen=True, slots=True)
class _Agreed:
    state: str
    ended_at: datetime | None


def _row(peer: NodeId) -> _Agreed | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT state, ended_at FROM exchange.agreed_with(%s, %s)", [peer, own_epoch()])
        row = cursor.fetchone()
    return _Agreed(*row) if row else None
