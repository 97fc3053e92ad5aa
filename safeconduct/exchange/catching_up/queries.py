"""How far this node is with others after a restore, of its own or of theirs: numbers, never which referral."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from safeconduct.vocabulary.identifiers import NodeId


@dataclass(frozen=True, slots=True)
class CaughtUp:
    """What `models.CatchingUp` counts, for whoever keeps the node."""

    ours: bool
    state: str
    begun_at: datetime
    lanes_behind: int
    behind: int
    lanes_ahead: int
    ahead: int
    again: int
    voided: int
    told: int


def with_peer(node: NodeId) -> list[CaughtUp]:
    """Ours first; none where neither node was ever restored. The database refuses who does not keep the node."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM exchange.caught_up(%s)", [node])
        return [CaughtUp(*row) for row in cursor.fetchall()]
