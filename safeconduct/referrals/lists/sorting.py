"""In which order a list stands: one key from the address, and the reference after it, so that paging skips nothing.

Pure. Today sorts rows that it has read already (`in_order`), the long list lets the database do it
(`queries.ordered`); both use these keys.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from safeconduct.referrals.moves import State
from safeconduct.vocabulary.codes import Urgency
from safeconduct.vocabulary.decisions import Words


class Key(StrEnum):
    """What is sorted by; the columns of the table."""

    REFERENCE = "reference"
    ASKED = "asked"
    STATE = "state"
    URGENCY = "urgency"
    CLOCK = "clock"
    OWNER = "owner"


HEADS: dict[Key, Words] = {
    Key.REFERENCE: _("Reference"),
    Key.ASKED: _("Asked for, with whom"),
    Key.STATE: _("State"),
    Key.URGENCY: _("Urgency"),
    Key.CLOCK: _("Clock"),
    Key.OWNER: _("Owner"),
}

PLACES: dict[State, int] = {state: place for place, state in enumerate(State)}
"""States in the order of a referral's life, not of their names."""

URGENCIES: dict[str, int] = {urgency.value: place for place, urgency in enumerate(Urgency)}
"""What cannot wait comes first; what a newer version calls urgency comes last."""

LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Order:
    """A key and a direction. The default is what ends first."""

    key: Key = Key.CLOCK
    is_down: bool = False

    @property
    def code(self) -> str:
        """As an address holds it; "" for the default."""
        return "" if self == Order() else f"{'-' if self.is_down else ''}{self.key}"

    def next(self, key: Key) -> "Order":
        """What a press on the head of a column asks for: the same column turns, another begins upwards."""
        return Order(key, is_down=key is self.key and not self.is_down)


@dataclass(frozen=True, slots=True)
class Head:
    """One head of the table: its words, how it is sorted now ("ascending", "descending" or ""), where a press leads."""

    key: Key
    words: Words
    sorted: str
    query: str


def order_of(text: str) -> Order:
    """The order that an address asks for; the default for anything unknown."""
    key = text.removeprefix("-")
    return Order(Key(key), is_down=text.startswith("-")) if key in set(Key) else Order()


def heads(order: Order | None, query: Callable[[str], str]) -> list[Head]:
    """The heads of a table; `query` makes the address of another order from its code. None: in an order of its own."""
    now = "descending" if order and order.is_down else "ascending"
    return [
        Head(
            key,
            words,
            now if order and key is order.key else "",
            query((order.next(key) if order else Order(key)).code or str(Key.CLOCK)),
        )
        for key, words in HEADS.items()
    ]


def in_order(lines: Iterable[Any], order: Order) -> list[Any]:
    """Lines with `row` and `other`, in this order; within equals by reference, upwards in either direction."""
    by_reference = sorted(lines, key=lambda line: line.row.reference)
    return sorted(by_reference, key=lambda line: _place(line, order.key), reverse=order.is_down)


def _place(line: Any, key: Key) -> Any:
    match key:
        case Key.REFERENCE:
            return line.row.reference
        case Key.ASKED:
            return line.other.name
        case Key.STATE:
            return PLACES[State(line.row.state)]
        case Key.URGENCY:
            return URGENCIES.get(line.row.urgency, len(URGENCIES))
        case Key.CLOCK:
            return line.row.due_at or LAST
        case Key.OWNER:
            return str(line.row.worker_id or "")
