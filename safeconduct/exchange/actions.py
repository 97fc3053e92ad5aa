"""What whoever keeps the node does with other nodes. The database asks the same again (`access.keeps_node`)."""

from datetime import datetime

from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.exchange import peers
from safeconduct.exchange.offers import Offered, ask, take_in
from safeconduct.exchange.queries import numbers_of
from safeconduct.exchange.rules import OLDER, may_confirm, may_remove
from safeconduct.vocabulary.decisions import NotPossible, require
from safeconduct.vocabulary.identifiers import NodeId


def confirm(offer: Offered, *, heard: str, by: Member, at: datetime) -> None:
    """Two people have compared the fingerprint: the card is believed from now on. Raises NotPossible."""
    require(may_confirm(offer.fingerprint, heard))
    take_in("SELECT exchange.confirm_peer(%s, %s)", offer)
    _done("peer:confirmed", offer.node, by, at)


def renew(offer: Offered, *, by: Member, at: datetime) -> str:
    """Take in a later card of a known peer: "renewed", or "held" when it has other keys, or "unknown"."""
    said = str(take_in("SELECT exchange.renew_peer(%s, %s)", offer))
    if said == "older":
        raise NotPossible(OLDER)
    if said != "unknown":
        _done(f"peer:{said}", offer.node, by, at)
    return said


def suspend(node: NodeId, *, by: Member, at: datetime) -> None:
    """From now on nothing goes to the peer, and nothing of it is believed."""
    ask("SELECT exchange.suspend_peer(%s)", [node])
    _done("peer:suspended", node, by, at)


def resume(node: NodeId, *, by: Member, at: datetime) -> None:
    """The peer is believed again, by the keys that were confirmed."""
    ask("SELECT exchange.resume_peer(%s)", [node])
    _done("peer:resumed", node, by, at)


def remove(node: NodeId, *, by: Member, at: datetime) -> None:
    """Forget a peer with which nothing is under way. Raises NotPossible."""
    numbers = numbers_of(node)
    require(may_remove(open_referrals=numbers.open_referrals, waiting=numbers.waiting))
    ask("SELECT exchange.remove_peer(%s)", [node])
    _done("peer:removed", node, by, at)


def _done(action: str, node: NodeId, by: Member, at: datetime) -> None:
    peers.forget()
    record(action, by=as_actor(by), at=at, detail={"peer": node})
