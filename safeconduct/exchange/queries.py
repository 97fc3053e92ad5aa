"""Other nodes as whoever keeps this one sees them: what their cards say, how they stand, and numbers."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from safeconduct.exchange.models import Peer
from safeconduct.keys.card import Card, verify_card
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.identifiers import NodeId


class Standing(StrEnum):
    """Whether a peer is believed."""

    CONFIRMED = "confirmed"
    HELD = "held"
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True)
class Numbers:
    """What is under way with a peer, of all agencies together."""

    open_referrals: int
    waiting: int
    waiting_since: datetime | None
    last_contact: datetime | None
    set_aside: int


@dataclass(frozen=True, slots=True)
class Known:
    """A peer with what its confirmed card says."""

    row: Peer
    card: Card

    @property
    def standing(self) -> Standing:
        """Suspended goes before held: somebody here has decided it."""
        if self.row.suspended_at is not None:
            return Standing.SUSPENDED
        return Standing.HELD if self.row.held_since is not None else Standing.CONFIRMED


def known_peers() -> list[Known]:
    """All other nodes, by name."""
    rows = Peer.objects.exclude(node=settings.NODE).order_by("node")
    return [Known(row, verify_card(row.card)) for row in rows]


def known_peer(node: str) -> Known:
    """One of them. Raises NotFound."""
    row = Peer.objects.exclude(node=settings.NODE).filter(node=node).first()
    if row is None:
        raise NotFound(_("No other node has this name here."))
    return Known(row, verify_card(row.card))


def numbers_of_all() -> dict[str, Numbers]:
    """As `numbers_of`, of every peer in one question."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT p.node, h.* FROM exchange.peer p CROSS JOIN LATERAL exchange.health(p.node) h")
        return {node: Numbers(*numbers) for node, *numbers in cursor.fetchall()}


def held_peers() -> int:
    """How many peers show other keys than those that were confirmed, and wait for somebody to telephone."""
    return Peer.objects.filter(suspended_at=None).exclude(held_since=None).count()


def numbers_of(node: NodeId) -> Numbers:
    """For a member who keeps the node; the database refuses anybody else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM exchange.health(%s)", [node])
        row = cursor.fetchone()
    assert row is not None  # noqa: S101  (the function always returns its row)
    return Numbers(*row)


def peers_named() -> list[tuple[str, str]]:
    """Each other node and what its card calls it, by name; without looking at the cards' keys."""
    rows = Peer.objects.exclude(node=settings.NODE).order_by("node").values_list("node", "card__name")
    return [(node, f"{name} ({node})" if name and name != node else node) for node, name in rows]
