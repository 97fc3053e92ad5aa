"""What members were told of services, and nothing else: what each node may hear, and when. Never asks a node."""

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

ALWAYS = float("-inf")


@dataclass(frozen=True)
class Said:
    """What a service says from some moment on; after it is taken out it is offered to nobody."""

    hours: str
    places: int | None
    nodes: frozenset[str]
    """The other nodes to which it is offered."""
    is_there: bool = True

    @property
    def facts(self) -> tuple[str, int | None]:
        """What other nodes must have of it."""
        return self.hours, self.places


@dataclass(frozen=True)
class Word:
    """One of these, with when a member began to say it and when they had read that it is so, in monotonic seconds."""

    said: Said
    begun: float
    known: float


@dataclass(frozen=True)
class Telling:
    """A node told another one what a service says: while a request was under way, whatever became of its answer."""

    teller: str
    asker: str
    service: str
    facts: tuple[str, int | None]
    begun: float
    ended: float


@dataclass
class Account:
    """All services by their ids: of which node each is, and every word of it in order."""

    origins: dict[str, str] = field(default_factory=dict)
    words: dict[str, list[Word]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, node: str, service: str, said: Said, *, begun: float, known: float) -> None:
        """A member has read that this service of the node says so from now on."""
        with self._lock:
            self.origins[service] = node
            self.words.setdefault(service, []).append(Word(said, begun, known))

    def now(self, service: str) -> Said:
        """The last word."""
        return self.words[service][-1].said

    def of(self, node: str) -> list[str]:
        """The services that stand at this node."""
        with self._lock:
            return [one for one, origin in self.origins.items() if origin == node and self.now(one).is_there]

    def known_of(self, node: str) -> set[str]:
        """All that ever stood there."""
        with self._lock:
            return {one for one, origin in self.origins.items() if origin == node}

    def at(self, node: str, origin: str) -> dict[str, tuple[str, int | None]]:
        """What must stand at a node of the services of `origin`, itself or another one, when all is said."""
        found = {one: self.now(one) for one in self.of(origin)}
        return {one: said.facts for one, said in found.items() if node == origin or node in said.nodes}

    def wrong_in(self, tellings: Iterable[Telling]) -> list[str]:
        """What should not have travelled, in sentences."""
        return sorted({sentence for one in tellings if (sentence := self._wrong(one))})

    def _wrong(self, told: Telling) -> str:
        origin = self.origins.get(told.service)
        if origin != told.teller:
            return (
                f"{told.teller} told {told.asker} of service {told.service}, which is of {origin or 'nobody'}"
            )
        standing = [said for said in _while(self.words[told.service], told) if said.is_there]
        if not any(told.asker in said.nodes for said in standing):
            return f"{told.teller} told {told.asker} of service {told.service}, which is not offered there"
        if not any(told.asker in said.nodes and said.facts == told.facts for said in standing):
            return f"{told.teller} told {told.asker} of service {told.service} what it did not say then: {told.facts}"
        return ""


def _while(words: list[Word], told: Telling) -> list[Said]:
    """What may have stood at some moment of the telling: from its beginning until the next word was known."""
    ends = [word.known for word in words[1:]] + [float("inf")]
    return [
        word.said
        for word, end in zip(words, ends, strict=True)
        if word.begun <= told.ended and end >= told.begun
    ]


def differences(
    what: str, must: Mapping[str, tuple[str, int | None]], found: Mapping[str, tuple[str, int | None]]
) -> list[str]:
    """What is lacking, what should be gone and what says something else, in sentences."""
    return [
        *(f"{what}: service {one} is not there" for one in sorted(must.keys() - found.keys())),
        *(f"{what}: service {one} is still there" for one in sorted(found.keys() - must.keys())),
        *(
            f"{what}: service {one} says {found[one]} where {must[one]} was said"
            for one in sorted(must.keys() & found.keys())
            if must[one] != found[one]
        ),
    ]
