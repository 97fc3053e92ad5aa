"""A question to a peer about the numbers of lanes."""

import urllib3

from safeconduct.exchange import road
from safeconduct.exchange.catching_up.wire import Asked, write_question
from safeconduct.exchange.road import NoAnswer, NotSpoken, client
from safeconduct.vocabulary.identifiers import NodeId

__all__ = ["NoAnswer", "NotSpoken", "ask", "client"]
NAME = "lanes"


def ask(through: urllib3.PoolManager, peer: NodeId, asked: Asked) -> bytes:
    """The answer's body. Raises NoAnswer, NotSpoken."""
    return road.ask(through, peer, NAME, write_question(asked))
