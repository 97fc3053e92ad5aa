"""What members were told, and nothing else: the measure of what must be there at the end. Never asks a node.

A change is acknowledged when its answer has arrived at the member's software, at the first request or at a later one
with the same key. A change that was never answered is not in here, and none may be left when the end is looked at.
"""

import threading
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

type Named = tuple[str, str, int]
"""A move by who made it, what it is, and the how manieth of that kind it is: the side, the event, from 1."""
NOT_MOVES = ("news", "part", "update")


@dataclass(frozen=True)
class Told:
    """One acknowledged change."""

    side: str
    what: str
    detail: str = ""
    """The section that was taken back or saved anew, or the words that were written: invented, each time others."""
    shown: frozenset[Named] = frozenset()
    """The moves that stood in the last answer that this member had read: they come before this one."""
    version: int = 0
    """Of a section that was saved anew: which version it is."""
    begun: float = 0.0
    known: float = 0.0
    """When it was asked for, and when its answer was there, by the monotonic clock."""


@dataclass
class Referral:
    """What members were told of one referral, in the order in which it was told to them."""

    reference: str
    sender: str
    receiver: str
    person: str
    told: list[Told] = field(default_factory=list)
    is_sent: bool = False
    begun: float = 0.0
    known: float = 0.0
    """When its draft, with the consent, was asked for, and when that was answered, by the monotonic clock."""

    def moves(self, side: str | None = None) -> list[str]:
        """The moves that were acknowledged, of one side or of both."""
        return [t.what for t in self.told if t.what not in NOT_MOVES and side in (None, t.side)]

    def named(self) -> list[tuple[Named, Told]]:
        """Each acknowledged move with its name."""
        seen: Counter[tuple[str, str]] = Counter()
        found = []
        for told in self.told:
            if told.what not in NOT_MOVES:
                seen[told.side, told.what] += 1
                found.append(((told.side, told.what, seen[told.side, told.what]), told))
        return found

    def news(self, side: str) -> list[str]:
        """The words that a side was told are written."""
        return [told.detail for told in self.told if told.what == "news" and told.side == side]

    @property
    def is_taken_back(self) -> bool:
        """Whether a member was told that the whole is taken back."""
        return "withdraw" in self.moves()

    @property
    def parts_taken_back(self) -> set[str]:
        """The sections of which a member was told that they are taken back."""
        return {told.detail for told in self.told if told.what == "part"}


@dataclass
class Oracle:
    """All referrals that members were told of, by reference."""

    referrals: dict[str, Referral] = field(default_factory=dict)
    refused: Counter[str] = field(default_factory=Counter)
    """What members were refused, by code: it must have had no effect."""
    repeated: int = 0
    """Changes that took more than one request."""
    replayed: int = 0
    """Answers that a node gave a second time: it had done it, and the first answer was lost."""
    answered: dict[str, threading.Event] = field(default_factory=lambda: defaultdict(threading.Event))
    """By node: set whenever a member there was told that something is done."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begun(self, referral: Referral) -> None:
        """A draft was made."""
        with self._lock:
            self.referrals[referral.reference] = referral
        self.answered[referral.sender].set()

    def told(self, reference: str, told: Told, *, requests: int, is_replayed: bool) -> None:
        """A member's software has read that this is done."""
        with self._lock:
            referral = self.referrals[reference]
            referral.told.append(told)
            self.repeated += requests > 1
            self.replayed += is_replayed
        self.answered[referral.sender if told.side == "sender" else referral.receiver].set()

    def not_possible(self, code: str) -> None:
        """A member's software has read that this is not possible."""
        with self._lock:
            self.refused[code] += 1

    @property
    def committed(self) -> int:
        """How many changes were acknowledged; a draft is one."""
        return len(self.referrals) + sum(len(one.told) for one in self.referrals.values())

    @property
    def saved_anew(self) -> int:
        """How many later versions of sections were acknowledged."""
        return sum(told.what == "update" for one in self.referrals.values() for told in one.told)

    @property
    def sent(self) -> list[Referral]:
        """Those that have left, in a steady order."""
        return [one for _name, one in sorted(self.referrals.items()) if one.is_sent]


def named_in_order(moves: Iterable[tuple[str, str]]) -> list[Named]:
    """Moves (side, event) in an order, each with its name."""
    seen: Counter[tuple[str, str]] = Counter()
    found: list[Named] = []
    for side, what in moves:
        seen[side, what] += 1
        found.append((side, what, seen[side, what]))
    return found
