"""One history on two sides. Each move names the history on which it was made; `replay` orders a set of them.

`replay` is a function of the set alone: two sides that hold the same moves see the same history, in whatever
order these came. Where moves were made at the same time, one stands:

1. a withdrawal, then a decline or a proposed re-route, then the side whose turn it is; where it is both
   sides', the receiver on an arrival, else the sender; last the smaller hash;
2. the others are undone with all that was built on them, and their authors are told (`yielded`);
3. but a withdrawal is never lost: undone, or come before the moves it was made on, it is applied at the end
   of what stands, and what was built on it follows it. So a second one yields, to be applied at the end,
   and a confirmed freeze is never undone by another move of honest sides.

A draft has no history: the first move is SEND, made on the genesis.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from safeconduct.referrals.codes import Kind, has_shape, is_plain, moment, moment_text
from safeconduct.referrals.moves import MOVES, TURN, Actor, Event, Side, State, may_hand
from safeconduct.referrals.position import Position, advance, draft
from safeconduct.referrals.rules import fits
from safeconduct.vocabulary.canonical import digest
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.identifiers import ReferralId


class Flag(StrEnum):
    """What stands beside the state."""

    CONSENT_WITHDRAWN = "consent_withdrawn"
    ENTERED_IN_ERROR = "entered_in_error"


@dataclass(frozen=True, slots=True)
class Genesis:
    """The beginning of a referral, alike on both sides."""

    referral: ReferralId
    created_at: datetime

    @property
    def hash(self) -> str:
        """The base of the first move."""
        return _beginning(self.referral, self.created_at)


@lru_cache(256)
def _beginning(referral: ReferralId, at: datetime) -> str:
    """A step asks for it four times."""
    return digest({"referral": str(referral), "created_at": moment_text(at)})


@dataclass(frozen=True, eq=False)
class Move:
    """One move, never changed. Two moves are the same when their hashes are.

    `base` is the head of the history on which it was made. `codes` holds codes, dates and identifiers, never
    a text; it is copied. Who signed it is checked before it comes here: `side` is believed.
    """

    referral: ReferralId
    base: str
    event: Event
    side: Side
    actor: Actor
    at: datetime
    codes: Mapping[str, object] = field(default_factory=dict)
    further: Mapping[str, object] = field(default_factory=dict)
    """Members that a later release has added: kept and sent on, for the hash is over them too."""
    hash: str = field(init=False, repr=False)
    """The name of this move and of the history that ends with it."""

    def __post_init__(self) -> None:
        """Copy the tables. Raises NotCanonical for what JSON has not, ValueError for a time without zone."""
        for name in ("codes", "further"):
            object.__setattr__(
                self, name, {key: _copied(value) for key, value in getattr(self, name).items()}
            )
        object.__setattr__(self, "hash", digest(self.as_data()))

    def as_data(self) -> dict[str, object]:
        """The form in which it is hashed, kept and sent."""
        return {
            **{name: _copied(value) for name, value in self.further.items()},
            "v": 1,
            "referral": str(self.referral),
            "base": self.base,
            "event": str(self.event),
            "side": str(self.side),
            "actor": str(self.actor),
            "at": moment_text(self.at),
            "codes": {name: _copied(value) for name, value in self.codes.items()},
        }

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Move) and self.hash == other.hash

    def __hash__(self) -> int:
        return hash(self.hash)


@dataclass(frozen=True, slots=True)
class History:
    """What a set of moves comes to."""

    standing: tuple[Move, ...]
    """The moves that count, in their order."""
    undone: tuple[Move, ...]
    """The moves that yielded to another, or that nothing admits."""
    waiting: tuple[Move, ...]
    """The moves made on something that has not arrived yet."""
    position: Position
    path: tuple[tuple[State, datetime], ...]
    """The states passed through, each with its beginning."""
    head: str
    """The base of the next move."""

    @property
    def state(self) -> State:
        """Where the referral stands."""
        return self.position.state

    @property
    def moves(self) -> tuple[Move, ...]:
        """All moves that are known, in no order."""
        return self.standing + self.undone + self.waiting

    @property
    def flags(self) -> frozenset[Flag]:
        """What stands beside the state."""
        flags = {
            Flag.CONSENT_WITHDRAWN: self.position.is_withdrawn,
            Flag.ENTERED_IN_ERROR: self.position.is_in_error,
        }
        return frozenset(flag for flag, is_set in flags.items() if is_set)


def replay(moves: Collection[Move], genesis: Genesis) -> History:
    """The one history of a set of moves, in whatever order given. ValueError for another referral's."""
    known = {move.hash: move for move in moves}
    if any(move.referral != genesis.referral for move in known.values()):
        raise ValueError("A history holds the moves of one referral.")
    return _Replay(known, genesis).history()


def yielded(before: History, after: History) -> tuple[Move, ...]:
    """The moves that stood and are undone now; their authors are told."""
    gone = set(after.undone)
    return tuple(move for move in before.standing if move in gone)


class _Replay:
    """The walk from the genesis to the head; used once."""

    def __init__(self, known: dict[str, Move], genesis: Genesis) -> None:
        self.known = known
        self.genesis = genesis
        self.head = genesis.hash
        self.position = draft(genesis.created_at)
        self.path = [(State.DRAFT, genesis.created_at)]
        self.standing: dict[str, Move] = {}
        self.children: dict[str, list[Move]] = {}
        for move in known.values():
            self.children.setdefault(move.base, []).append(move)

    def history(self) -> History:
        self._walk()
        while stranded := self._next_stranded():
            self._apply(stranded)
            self._walk()
        reached = set(self._reached())
        left = [move for name, move in sorted(self.known.items()) if name not in self.standing]
        return History(
            standing=tuple(self.standing.values()),
            undone=tuple(move for move in left if move.hash in reached),
            waiting=tuple(move for move in left if move.hash not in reached),
            position=self.position,
            path=tuple(self.path),
            head=self.head,
        )

    def _walk(self) -> None:
        """Go on from the head as long as a move fits there; of several the first in precedence."""
        while fitting := [move for move in self.children.get(self.head, []) if self._fits(move)]:
            self._apply(min(fitting, key=lambda move: precedence(self.position, move)))

    def _fits(self, move: Move) -> bool:
        is_first = self.position.state is State.DRAFT
        if move.hash in self.standing or (is_first and move.event is not Event.SEND):
            return False
        if self.position.state is State.CLOSED and move.event is Event.CONFIRM_FREEZE:
            return self._confirms_late(move)
        return bool(fits(self.position, move.event, move.side, move.actor, move.at))

    def _confirms_late(self, move: Move) -> bool:
        """A freeze confirmed on a withdrawal that turned out to be one of a closed referral: nothing changes."""
        is_receivers = may_hand(State.WITHDRAWN, move.event, move.side, move.actor)
        return is_receivers and self.standing[move.base].event is Event.WITHDRAW

    def _apply(self, move: Move) -> None:
        before = self.position.state
        if move.event in MOVES[before]:
            self.position = advance(self.position, move.event, move.side, move.at, move.codes)
        if self.position.state is not before:
            self.path.append((self.position.state, move.at))
        self.standing[move.hash] = move
        self.head = move.hash

    def _next_stranded(self) -> Move | None:
        """The first withdrawal that no path has reached, causes before effects, then the earlier one."""
        if self.position.state is State.DRAFT:
            return None  # it has overtaken the referral itself
        stranded = {
            name: move
            for name, move in self.known.items()
            if move.event is Event.WITHDRAW and self._fits(move)
        }
        first = [move for move in stranded.values() if stranded.keys().isdisjoint(self._ancestors(move))]
        return min(first, key=lambda move: (move.at, move.hash), default=None)

    def _ancestors(self, move: Move) -> Iterator[str]:
        while (base := self.known.get(move.base)) is not None:
            yield base.hash
            move = base

    def _reached(self) -> Iterator[str]:
        """The names of all moves that rest on the genesis or on something standing."""
        to_visit = [self.genesis.hash, *self.standing]
        seen: set[str] = set()
        while to_visit:
            name = to_visit.pop()
            if name not in seen:
                seen.add(name)
                yield name
                to_visit += [move.hash for move in self.children.get(name, [])]


def precedence(position: Position, move: Move) -> tuple[int, int, str]:
    """The smaller stands, when several moves were made on the same history."""
    return _weight(position, move.event), _rank(position.state, move), move.hash


def _weight(position: Position, event: Event) -> int:
    match event:
        case Event.WITHDRAW:  # a second one adds nothing, and would undo the confirmed freeze
            return 3 if position.is_withdrawn else 0
        case Event.CONFIRM_FREEZE:
            return 0
        case Event.DECLINE | Event.PROPOSE_REROUTE:
            return 1
        case _:
            return 2


def _rank(state: State, move: Move) -> int:
    turn = TURN[state]
    if len(turn) == 1:
        return 1 if move.side in turn else 2
    if move.side is Side.RECEIVER and move.event in (Event.ARRIVE, Event.ARRIVE_LATE):
        return 0
    return 1 if move.side is Side.SENDER else 2


# --- Reading ----------------------------------------------------------------------------------------------


def move_from_data(data: Mapping[str, object]) -> Move:
    """The move that `as_data` wrote. Raises BadInput naming what is wrong; nothing is guessed.

    What it does not know is kept as it is, as long as it is no sentence.
    """
    wrong = [name for name, is_right in _FORM.items() if not is_right(data.get(name))]
    further = {name: value for name, value in data.items() if name not in _FORM}
    wrong += sorted(name for name, value in further.items() if not is_plain({name: value}))
    at, codes = moment(data.get("at")), data.get("codes")
    if wrong or at is None or not isinstance(codes, dict):
        raise BadInput(dict.fromkeys(wrong, _UNREADABLE))
    return Move(
        referral=ReferralId(UUID(str(data["referral"]))),
        base=str(data["base"]),
        event=Event(str(data["event"])),
        side=Side(str(data["side"])),
        actor=Actor(str(data["actor"])),
        at=at,
        codes=codes,
        further=further,
    )


_UNREADABLE: Words = _("This cannot be read; ask the other side to check its version.")


def _is_one_of(words: type[StrEnum]) -> Callable[[object], bool]:
    known = frozenset(words)
    return lambda value: isinstance(value, str) and value in known


def _is_moment(value: object) -> bool:
    at = moment(value)
    return at is not None and moment_text(at) == value  # any other spelling would have another hash


_FORM: dict[str, Callable[[object], bool]] = {
    "v": lambda value: value == 1 and not isinstance(value, bool),
    "referral": lambda value: has_shape(value, Kind.IDENTIFIER),
    "base": lambda value: isinstance(value, str) and re.fullmatch(r"[0-9a-f]{64}", value) is not None,
    "event": _is_one_of(Event),
    "side": _is_one_of(Side),
    "actor": _is_one_of(Actor),
    "at": _is_moment,
    "codes": lambda value: isinstance(value, dict) and is_plain(value),
}


def _copied(value: object) -> object:
    """A copy of a JSON value that shares no list or table with it."""
    match value:
        case dict():
            return {key: _copied(item) for key, item in value.items()}
        case list():
            return [_copied(item) for item in value]
        case _:
            return value
