"""How far this node is with others after a restore, of its own or of theirs: numbers, never which referral."""

from safeconduct.exchange.models import CatchingUp
from safeconduct.vocabulary.identifiers import NodeId

SHOWN = (
    "peer", "ours", "epoch", "state", "begun_at", "settled_at", "ended_at", "lanes_behind", "behind", "lanes_ahead",
    "ahead", "again", "voided", "told",
)  # fmt: skip


def with_peer(node: NodeId) -> list[CatchingUp]:
    """Ours first; none where neither node was ever restored."""
    return list(CatchingUp.objects.filter(peer=node).order_by("-ours").only(*SHOWN))
