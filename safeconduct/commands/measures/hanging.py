"""A third node that takes requests and never answers: whoever writes to the others must not notice."""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from safeconduct.commands.demonstration.pair import Pair
from safeconduct.commands.measures import Plan
from safeconduct.commands.measures.places import administered
from safeconduct.commands.nodes.introduce import load_card
from safeconduct.commands.nodes.node import Node
from safeconduct.keys.card import NodeCard, build
from safeconduct.keys.ring import load, make
from safeconduct.vocabulary.identifiers import AgencyId, NodeId, new_handle, uuid7
from safeconduct.vocabulary.roles import OWNER

NODE = NodeId("mx")
MESSAGES = 20
REFUSAL = b"HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
# What is in them does not matter: nobody ever reads them.
_WAITING = """
    INSERT INTO exchange.outgoing (id, agency_id, peer, handle, recipient, lane, sequence, type, event, object_hash,
                                   sections, posted_at, expires, state, attempts, next_try_at, answer)
    SELECT %s, o.agency_id, %s, %s, %s, 'main', 1, o.type, o.event, o.object_hash, '{}', now(), o.expires, 'waiting',
           0, now(), ''
      FROM exchange.outgoing o WHERE o.type = 'safeconduct.referral.offered.v1' LIMIT 1
"""


class Hanging:
    """The third node as the others see it: an address, and a way to leave whoever calls without an answer."""

    def __init__(self, sender: Node) -> None:
        self.hung = 0
        self._sender, self._hangs = sender, threading.Event()
        self._held: list[socket.socket] = []
        self.messages = [uuid7() for _message in range(MESSAGES)]
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def endpoint(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}/"

    def set_hanging(self, hangs: bool) -> None:
        """From the next request on it hangs, or refuses at once; what hung is cut, and everything is due again."""
        (self._hangs.set if hangs else self._hangs.clear)()
        for held in self._held:
            held.close()
        self._held.clear()
        with closing(administered(self._sender)) as connection:
            # One by one: the worker may be putting the same rows off, in an order of its own.
            for message in self.messages:
                connection.execute(
                    "UPDATE exchange.outgoing SET next_try_at = now() WHERE id = %s", [message]
                )
            connection.execute("SELECT pg_notify('safeconduct_outgoing', %s)", [NODE])

    def waiting(self) -> int:
        """How many messages for it wait at the sender."""
        with closing(administered(self._sender)) as connection:
            row = connection.execute(
                "SELECT count(*) FROM exchange.outgoing WHERE peer = %s AND state = 'waiting'", [NODE]
            ).fetchone()
        return row[0] if row else 0

    def close(self) -> None:
        """Be gone."""
        self._listener.close()
        for held in self._held:
            held.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                caller, _address = self._listener.accept()
                if self._hangs.is_set():
                    self.hung += 1
                    self._held.append(caller)
                else:
                    with suppress(OSError), caller:
                        caller.sendall(REFUSAL)


@contextmanager
def peer(pair: Pair, plan: Plan) -> Iterator[Hanging]:
    """The third node, confirmed by both others, with messages of the first that wait for it."""
    plan.say("a third node, which answers nobody")
    with closing(Hanging(pair.ro)) as other:
        card = _card(pair, other.endpoint)
        for node in pair.nodes:
            with closing(node.connect(OWNER)) as connection:
                load_card(connection, card)
        with closing(administered(pair.ro)) as connection:
            recipient = card["agencies"][0]["id"]
            for message in other.messages:
                connection.execute(_WAITING, [message, NODE, new_handle(), recipient])
        yield other


def _card(pair: Pair, endpoint: str) -> NodeCard:
    """Of one agency that is none of the story's."""
    agency: dict[str, Any] = {
        **pair.be.agencies[0],
        "id": str(uuid4()),
        "name": "Nobody answers",
        "services": [],
    }
    agency["teams"] = [{**team, "id": str(uuid4())} for team in agency["teams"]]
    folder = pair.ro.home.parent / "third"
    make(folder, NODE, [AgencyId(UUID(agency["id"]))])
    return build(
        load(folder, "web"), name="Third", country="BE", endpoint=endpoint,
        agencies=[agency],  # type: ignore[list-item]  # made from one that is right
        at=datetime.now(UTC),
    )  # fmt: skip
