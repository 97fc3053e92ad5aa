"""Once a day the worker asks each peer for its card: new teams and services come by themselves, new keys do not.

A card with other keys is laid beside the confirmed one and the peer is held, until a person has spoken with them.
"""

import logging
import threading
from datetime import timedelta

import urllib3
from django.conf import settings
from django.db import DatabaseError
from django.db.models import Q
from django.utils import timezone

from safeconduct.access.acting import working
from safeconduct.exchange import peers
from safeconduct.exchange.models import Peer
from safeconduct.exchange.offers import MOST_CARD_BYTES, ask, read_card, take_in
from safeconduct.keys.errors import BadCard
from safeconduct.vocabulary.errors import SafeconductError

logger = logging.getLogger(__name__)

EVERY, AGAIN_AFTER = timedelta(days=1), timedelta(hours=1)
SECONDS = 10.0


def ask_peers() -> int:
    """Ask each peer whose card was not read today; how many gave theirs. A suspended one is left alone."""
    now = timezone.now()
    not_today = Q(reached_at=None) | Q(reached_at__lte=now - EVERY)
    not_just_now = Q(asked_at=None) | Q(asked_at__lte=now - AGAIN_AFTER)
    due = Peer.objects.exclude(node=settings.NODE).filter(not_today, not_just_now, suspended_at=None)
    return sum(_ask(peer) for peer in due.order_by("node"))


def ask_again(node: str) -> bool:
    """Ask this peer for its card now: something of it names a team or an agency that we do not know yet."""
    peer = Peer.objects.filter(node=node, suspended_at=None, held_since=None).first()
    return peer is not None and _ask(peer)


def _ask(peer: Peer) -> bool:
    url = peer.card["endpoint"] + "card"
    raw = _fetched(url) if peers.may_be_asked(url) else None
    with working():  # apart: a card that cannot be taken in is not asked for again at once
        ask("SELECT exchange.mark_asked(%s, %s)", [peer.node, raw is not None])
    if raw is not None:
        _take_in(peer, raw)
    peers.forget()
    return raw is not None


def _take_in(peer: Peer, raw: bytes) -> None:
    try:
        with working():
            offer = read_card(raw)
            if offer.node != peer.node:
                raise BadCard("This card is another node's.")
            said = str(take_in("SELECT exchange.renew_peer(%s, %s)", offer))
    except (SafeconductError, DatabaseError) as error:
        said = type(error).__name__  # never a word of the card
    if said != "renewed":
        logger.warning("a card was not taken in", extra={"peer": peer.node, "why": said})


# --- Over the network ---------------------------------------------------------------------------------------


_under_way: dict[str, threading.Thread] = {}


def _fetched(url: str) -> bytes | None:
    """What stands there; None when nothing comes in time. Who answers drop by drop holds up no clock of ours."""
    got: list[bytes] = []
    if url in _under_way and _under_way[url].is_alive():
        return None
    thread = threading.Thread(target=_fetch, args=(url, got), name="asks for a card", daemon=True)
    _under_way[url] = thread
    thread.start()
    thread.join(SECONDS)
    return got[0] if got else None


def _fetch(url: str, got: list[bytes]) -> None:
    with urllib3.PoolManager(retries=False, timeout=urllib3.Timeout(SECONDS)) as client:
        try:
            answer = client.request("GET", url, redirect=False, preload_content=False)
            said = answer.read(MOST_CARD_BYTES + 1)
            answer.release_conn()
        except (urllib3.exceptions.HTTPError, OSError):
            return
    if answer.status == 200:
        got.append(said)
