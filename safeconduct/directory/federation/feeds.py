"""How this node stands with the services of its peers, for whoever keeps it. A bounded number of questions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from safeconduct.directory.federation.models import Feed, Heard, ToldTo, Unheard
from safeconduct.directory.federation.origin import is_old
from safeconduct.directory.models import Entry
from safeconduct.vocabulary.codes.offering import OfferedTo

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Stand:
    """One peer: what comes from there, and what goes there."""

    node: str
    feed: Feed | None
    here: int
    """Services that its feed brought."""
    refused: int
    told_at: datetime | None
    """When it asked last for ours."""
    offered: int
    """How many of ours it is offered."""

    @property
    def is_old(self) -> bool:
        """Whether what we have of it is marked as old beside every service."""
        return self.feed is not None and is_old(self.feed.fresh_at)


def stands(nodes: Iterable[str], own: str) -> list[Stand]:
    """Of these peers, in six questions however many there are."""
    feeds = Feed.objects.in_bulk()
    here = dict(Heard.objects.values("node").annotate(n=Count("pk")).values_list("node", "n").order_by())
    refused = dict(
        Unheard.objects.values("node").annotate(n=Count("entry_id")).values_list("node", "n").order_by()
    )
    told = dict(ToldTo.objects.values_list("node", "asked_at"))
    ours = Entry.objects.filter(agency__node=own)
    all_of_them = ours.filter(offered_to=OfferedTo.PEERS).count()
    named = ours.filter(offered_to=OfferedTo.NAMED).values_list("offered_nodes", flat=True)
    by_name = [node for nodes_of_one in named for node in nodes_of_one]
    return [
        Stand(
            node, feeds.get(node), here.get(node, 0), refused.get(node, 0), told.get(node),
            all_of_them + by_name.count(node),
        )
        for node in nodes
    ]  # fmt: skip


def unheard(node: str) -> list[Unheard]:
    """The last services of a peer that were not taken in, a screen of them."""
    return list(Unheard.objects.filter(node=node).order_by("-at", "entry_id")[:MOST_SHOWN])
