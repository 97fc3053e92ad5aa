"""The confirmed cards of the nodes this one talks to."""

import time
from ipaddress import ip_address
from threading import Lock
from urllib.parse import urlsplit

from django.conf import settings

from safeconduct.exchange.models import Peer
from safeconduct.keys.card import Agency, Card, verify_card
from safeconduct.keys.versions import common
from safeconduct.vocabulary.identifiers import AgencyId, NodeId

_kept: dict[NodeId, tuple[float, Card | None]] = {}
_lock = Lock()


def card_for(node: NodeId) -> Card | None:
    """The card of a node that a human confirmed and that is neither held nor suspended; None for any other.

    Kept for CARD_SECONDS in the process: a peer that is held or suspended is out within that time.
    """
    now = time.monotonic()
    with _lock:
        kept = _kept.get(node)
    if kept is not None and now - kept[0] < settings.CARD_SECONDS:
        return kept[1]
    row = Peer.objects.filter(node=node, held_since=None, suspended_at=None).first()
    card = verify_card(row.card) if row is not None else None
    with _lock:
        _kept[node] = (now, card)
    return card


def may_be_asked(url: str) -> bool:
    """Whether a request may go there. A peer's card must not send us to a service of our own machine.

    Only a node that is itself reached on the loopback, as in a demonstration, has its peers there. Every node that
    serves knows its endpoint; where there is none, nothing is served and a test asks.
    """
    return settings.ENDPOINT is None or not _is_here(url) or _is_here(settings.ENDPOINT)


def _is_here(url: str) -> bool:
    name = urlsplit(url).hostname or ""
    try:
        address = ip_address(name)
    except ValueError:
        return name == "localhost" or name.endswith(".localhost")
    return address.is_loopback or address.is_unspecified or address.is_link_local


def forget() -> None:
    """Read the cards anew at the next question."""
    with _lock:
        _kept.clear()


def exchange_key_of(peer: NodeId, agency: AgencyId) -> bytes:
    """The public key to which messages for this agency are sealed. Raises NotOnTheCard, LookupError."""
    return _agency(peer, agency).exchange_key


def still_opens(peer: NodeId, agency: AgencyId) -> tuple[bytes, ...]:
    """The public keys with which the agency opens yet what was sealed to it before. Raises as above."""
    return _agency(peer, agency).opens


def opened_by(peer: NodeId) -> list[bytes] | None:
    """The public keys that any agency of the peer opens yet; None for a peer that is not believed now."""
    card = card_for(peer)
    return None if card is None else [key for agency in card.agencies for key in agency.opens]


def is_understood(peer: NodeId) -> bool:
    """Whether the peer speaks a version of the protocol that this node speaks. Raises LookupError."""
    return common(_card(peer).versions) is not None


def _agency(peer: NodeId, agency: AgencyId) -> Agency:
    return _card(peer).agency(agency)


def _card(peer: NodeId) -> Card:
    card = card_for(peer)
    if card is None:
        raise LookupError(f"Node {peer} is not a confirmed peer.")
    return card
