"""Who told whom of which services, heard on the roads between the nodes: a witness that no node can talk to."""

import json
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

from safeconduct.commands.measures.faults.account import Telling
from safeconduct.commands.measures.faults.road import Listener

ADDRESS = "/services"
_ASKER = re.compile(r'keyid="([^":]+):')


@dataclass
class Listening:
    """All that was told of services, in the order in which the answers came."""

    tellings: list[Telling] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def at(self, teller: str) -> Listener:
        """What listens on the road to this node."""

        def listen(path: str, headers: Mapping[str, str], body: bytes, begun: float, ended: float) -> None:
            if path == ADDRESS:
                found = told_in(body, teller, _asker(headers), begun, ended)
                with self._lock:
                    self.tellings += found

        return listen

    def heard(self, service: str) -> set[str]:
        """The nodes that were told of a service."""
        with self._lock:
            return {one.asker for one in self.tellings if one.service == service}


def told_in(body: bytes, teller: str, asker: str, begun: float, ended: float) -> list[Telling]:
    """The services that a page describes; one that is gone is not described."""
    described = [change["service"] for change in json.loads(body)["changes"] if "service" in change]
    return [
        Telling(teller, asker, said["id"], (said["hours"], said["places_free"]), begun, ended)
        for said in described
    ]


def _asker(headers: Mapping[str, str]) -> str:
    named = {name.lower(): value for name, value in headers.items()}
    found = _ASKER.search(named.get("signature-input", ""))
    return found[1] if found else "somebody"
