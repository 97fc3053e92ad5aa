"""Services are published, changed, offered and taken out on all nodes while everything fails.

Each thing is tried until the node has answered that it is so; only then it stands in the account.
"""

import threading
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from random import Random

from safeconduct.commands.measures.faults.account import Account, Said
from safeconduct.commands.measures.faults.administrator import Administrator
from safeconduct.commands.measures.faults.listening import ADDRESS, Listening
from safeconduct.commands.measures.faults.road_faults import RoadFault
from safeconduct.commands.measures.faults.software import Software

EVERY = 1.0
"""Seconds of rest after each thing."""
KINDS = ("peer_support", "escort", "interpreting", "language_course", "material_aid")
"""Kinds of service that no agency of the story gives."""
TROUBLE = (
    RoadFault.EARLIER_ANSWER,
    RoadFault.EARLIER_ANSWER,
    RoadFault.DUPLICATED,
    RoadFault.CUT_AFTER,
    RoadFault.ANSWER_TRUNCATED,
    RoadFault.REORDERED,
)
"""What a question about services meets, beside the faults of the crashes, which meet whatever comes by."""
TROUBLED = 0.3
"""How often, for each thing that is done."""
MOST = 3
"""So many services are published and not taken out again."""


@dataclass
class Editor:
    """What happens to the services of one agency; `program` is software of a member of the team, which says places."""

    by: Administrator
    program: Software
    account: Account
    listening: Listening
    seed: int
    done: Counter[str] = field(default_factory=Counter)
    published: dict[str, str] = field(default_factory=dict)
    """What was published here and is not taken out: the id, and its kind."""
    fault: BaseException | None = None
    _over: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.node = self.by.node
        self.random = Random(f"{self.seed}/services/{self.node}")  # noqa: S311  (no secret hangs on it)
        self.others = sorted({str(node.id) for node in self.by.trio.nodes} - {self.node})
        self.asked = self.by.trio.service(self.node)
        """The one that stories ask for: it stays, and is offered to all."""
        self._thread = threading.Thread(target=self._run, name=f"services of {self.node}", daemon=True)

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """What was begun comes to its answer. Raises what ended the thread."""
        self._over.set()
        self._thread.join()
        if self.fault is not None:
            raise self.fault

    def _run(self) -> None:
        round_ = (self.publish, self.change, self.publish, self.offer, self.free, self.change, self.withdraw)
        try:
            while True:
                for deed in round_:
                    self._trouble()
                    deed()
                    if self._over.wait(EVERY):
                        return
        except BaseException as fault:  # noqa: BLE001  (raised again where it is waited for)
            self.fault = fault

    def publish(self) -> None:
        """A service that was not there. It is offered to every node, until something else is said."""
        if len(self.published) >= MOST:
            return
        kind = self.random.choice([one for one in KINDS if one not in self.published.values()])
        begun, said = time.monotonic(), Said(self._words(), None, frozenset(self.others))
        own = self.by.publish(kind, said.hours, self.account.known_of(self.node))
        self._note("published", own, said, begun)
        self.published[own] = kind

    def change(self) -> None:
        """Other hours of any of them."""
        own = self.random.choice([self.asked, *self.published])
        begun, said = time.monotonic(), replace(self.account.now(own), hours=self._words())
        self.by.change(own, said.hours)
        self._note("changed", own, said, begun)

    def offer(self) -> None:
        """One of those published is for one other node, for none, or for all."""
        if not self.published:
            return
        own = self.random.choice(list(self.published))
        whom = self.random.choice(("named", "named", "own", "peers"))
        nodes = {"named": [self.random.choice(self.others)], "own": [], "peers": self.others}[whom]
        begun, said = time.monotonic(), replace(self.account.now(own), nodes=frozenset(nodes))
        self.by.offer(own, {"offered": whom, **({"nodes": nodes} if whom == "named" else {})})
        self._note("offered anew", own, said, begun)

    def free(self) -> None:
        """How many places are free, over the API."""
        places, key = self.random.randrange(9), self.random.randbytes(16).hex()
        begun, said = time.monotonic(), replace(self.account.now(self.asked), places=places)
        path = f"/services/{self.asked}/capacity"
        if self.program.write(path, {"places_free": places}, key=key, method="PUT").is_done:
            self._note("places said", self.asked, said, begun)

    def withdraw(self) -> None:
        """Take out the oldest of those of which another node was told: it has to go there as well."""
        own = next((own for own in self.published if self.listening.heard(own)), None)
        if own is None:
            return
        begun, said = time.monotonic(), replace(self.account.now(own), nodes=frozenset(), is_there=False)
        self.by.withdraw(own)
        self._note("taken out", own, said, begun)
        del self.published[own]

    def _trouble(self) -> None:
        """What the next question about services meets on the road to this node; now and then nothing."""
        fault, is_meant = self.random.choice(TROUBLE), self.random.random() < TROUBLED
        if is_meant:
            self.by.trio.roads[self.node].treat_next(fault, at=ADDRESS)

    def _note(self, what: str, own: str, said: Said, begun: float) -> None:
        self.account.note(self.node, own, said, begun=begun, known=time.monotonic())
        self.done[what] += 1

    def _words(self) -> str:
        return f"Edit {sum(self.done.values())} of {self.node} {self.random.randbytes(3).hex()}"
