"""Time and memory of each reader for each byte that a stranger sends, at one length and at four times that length.

Timed without the fuzzer's instrumentation. What matters is the growth: a reader whose time grows with the square of
the length takes sixteen times as long for four times as much, whatever the machine. Tests count lines in place of time:
a machine that is shared makes one of two measurements long. What grows inside one call of a library only time sees.
"""

import sys
import time
import tracemalloc
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from types import FrameType
from typing import Any

from safeconduct.cases.htcds.columns import READ
from tests.fuzz.beginnings import beginnings
from tests.fuzz.targets import TARGETS, Target

LENGTH = 32 * 1024
TIMES = 4
LEAST_SECONDS = 0.01
"""Of this thread's processor time; a shorter measurement would be one of the clock."""
MOST_GROWTH = 9.0
"""Between four times (the length) and sixteen (its square)."""
MOST_BYTES_A_BYTE = 100.0

KNOWN_COLUMN = next(iter(READ)).encode()

SHAPES: dict[str, Callable[[int], bytes]] = {
    "one long text": lambda n: b'{"a":"' + b"x" * n + b'"}',
    "texts of escapes": lambda n: b'{"a":"' + b"\\u0041" * (n // 6) + b'"}',
    "deep lists": lambda n: b"[" * n,
    "deep lists, closed": lambda n: b"[" * (n // 2) + b"]" * (n // 2),
    "deep objects": lambda n: b'{"a":' * (n // 5),
    "many members": lambda n: b"{" + b",".join(b'"%d":0' % i for i in range(n // 8)) + b"}",
    "many messages": lambda n: b'{"messages":[' + b",".join([b"{}"] * (n // 3)) + b"]}",
    "many results": lambda n: b'{"results":[' + b",".join([b"{}"] * (n // 3)) + b"]}",
    "many digits": lambda n: b'{"a":' + b"9" * n + b"}",
    "many spaces": lambda n: b" " * n + b"{}",
    "many headers": lambda n: b"\n".join(b"h%d: x" % i for i in range(n // 9)) + b"\n\n{}",
    "many signatures": lambda n: b"Signature-Input: " + b'hop=("@method");created=1,' * (n // 26) + b"\n\n{}",
    "one long header": lambda n: b"Signature: hop=:" + b"A" * n + b":\n\n{}",
    "many columns": lambda n: b",".join(b"c%d" % i for i in range(n // 6)) + b"\n1\n",
    "one column name": lambda n: b",".join([b"c"] * (n // 2)) + b"\n1\n",
    "one known column": lambda n: b",".join([KNOWN_COLUMN] * (n // (len(KNOWN_COLUMN) + 1))) + b"\n1\n",
    "many rows": lambda n: b"Name\n" + b"a\n" * (n // 2),
    "open quotation": lambda n: b'Name\n"' + b"a" * n,
    "nothing but zeros": lambda n: b"\0" * n,
    "no text at all": lambda n: bytes(range(128, 256)) * (n // 128),
}


@dataclass(frozen=True)
class Cost:
    """What one shape costs one reader. `growth` is the time of four times the length, in times of the length."""

    target: str
    shape: str
    nanoseconds_a_byte: float
    bytes_a_byte: float
    growth: float


@dataclass(frozen=True)
class Lines:
    """How many lines of Python one shape makes one reader run at a length, and at four times that length."""

    target: str
    shape: str
    short: int
    long: int
    bytes_a_byte: float

    @property
    def growth(self) -> float:
        """The lines of four times the length, in times of the length."""
        return self.long / max(self.short, 1)


def costs(length: int = LENGTH, least: float = LEAST_SECONDS) -> list[Cost]:
    """All shapes at every reader, and its own honest input repeated."""
    return [
        _cost(name, target, shape, make, length, least) for name, target, shape, make in _all(SHAPES.keys())
    ]


def lines(length: int, shapes_of: Collection[str]) -> list[Lines]:
    """These shapes at every reader, and its own honest input repeated; the same on every machine."""
    found = []
    for name, target, shape, make in _all(shapes_of):
        long = make(length * TIMES)
        target(long)  # warm: what is imported or made once is not counted
        counts = _lines(target, make(length)), _lines(target, long)
        found.append(Lines(name, shape, *counts, _peak(target, long) / len(long)))
    return found


def _all(shapes_of: Collection[str]) -> Iterator[tuple[str, Target, str, Callable[[int], bytes]]]:
    for name, target in TARGETS.items():
        for shape, make in SHAPES.items():
            if shape in shapes_of:
                yield name, target, shape, make
        yield name, target, "its own, repeated", _repeated(next(iter(beginnings(name))))


def _repeated(own: bytes) -> Callable[[int], bytes]:
    return lambda length: own * (length // len(own) + 1)


def _cost(
    name: str, target: Target, shape: str, make: Callable[[int], bytes], length: int, least: float
) -> Cost:
    short, long = make(length), make(length * TIMES)
    target(short)  # warm
    longer, shorter = _seconds(target, long, least), _seconds(target, short, least)
    return Cost(name, shape, longer / len(long) * 1e9, _peak(target, long) / len(long), longer / shorter)


def _seconds(target: Target, data: bytes, least: float) -> float:
    """Processor time of one reading; the shortest of three, each of as many as can be timed."""
    times = 1
    while (took := _together(target, data, times)) < least:
        times *= 4
    return min(took, *(_together(target, data, times) for _ in range(2))) / times


def _together(target: Target, data: bytes, times: int) -> float:
    begun = time.thread_time()
    for _ in range(times):
        target(data)
    return time.thread_time() - begun


def _lines(target: Target, data: bytes) -> int:
    count = 0

    def seen(_frame: FrameType, event: str, _what: Any) -> Any:
        nonlocal count
        count += event == "line"
        return seen

    before = sys.gettrace()
    sys.settrace(seen)
    try:
        target(data)
    finally:
        sys.settrace(before)
    return count


def _peak(target: Target, data: bytes) -> int:
    tracemalloc.start()
    try:
        target(data)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
