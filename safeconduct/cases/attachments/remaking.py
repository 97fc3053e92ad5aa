"""The way into the closed room: a file is handed over, and what comes back is checked for its size only."""

import json
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from safeconduct.cases.attachments.kinds import Kind
from safeconduct.cases.attachments.rules import BUSY, FAULTS, MOST_PAGES, MOST_POINTS, SHOWN_WIDE, UNREADABLE
from safeconduct.vocabulary.decisions import Reason
from safeconduct.vocabulary.errors import NotPossible

TOP = Path(__file__).parents[3]
BEGIN = "import sys; sys.path.insert(0, sys.argv[1]); from safeconduct.cases.attachments.room.main import main; main()"
SECONDS = 30
"""So long the room may work on one file or page; it is ended then, whatever it does."""
MOST_BACK = 96 * 1024 * 1024
_ROOMS = threading.BoundedSemaphore(2)
"""So many at once in one process: each may take a gibibyte."""


@dataclass(frozen=True, slots=True)
class Remade:
    """A file that was made anew, or a page that was drawn."""

    data: bytes
    pages: int


def remade(data: bytes, kind: Kind) -> Remade:
    """The file made anew, without what acts or tells. Raises NotPossible, saying what is wrong with it."""
    return _asked("remake", data, kind, 1)


def shown(data: bytes, kind: Kind, page: int) -> bytes:
    """One page, or the picture, as a PNG. Raises NotPossible."""
    return _asked("show", data, kind, page).data


def _asked(do: str, data: bytes, kind: Kind, page: int) -> Remade:
    asked = {
        "do": do, "kind": kind.value, "points": MOST_POINTS, "pages": MOST_PAGES, "page": page, "width": SHOWN_WIDE,
    }  # fmt: skip
    if not _ROOMS.acquire(timeout=SECONDS):
        raise NotPossible(BUSY)
    try:
        answer = _run(json.dumps(asked).encode() + b"\n" + data)
    finally:
        _ROOMS.release()
    line, _, made = answer.partition(b"\n")
    try:
        said = json.loads(line)
    except ValueError:
        raise NotPossible(UNREADABLE) from None
    if said.get("size") != len(made) or not made:
        raise NotPossible(_reason(said.get("fault")))
    return Remade(made, int(said["pages"]))


def _reason(fault: object) -> Reason:
    return FAULTS.get(str(fault), UNREADABLE)


def _run(given: bytes) -> bytes:
    """What the room says, at most so much of it, and nothing where it was ended."""
    with subprocess.Popen(
        [sys.executable, "-I", "-c", BEGIN, str(TOP)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, env={"LC_ALL": "C.UTF-8"}, cwd="/",
    ) as room:  # fmt: skip
        assert room.stdin is not None  # noqa: S101 - asked for above
        assert room.stdout is not None  # noqa: S101 - asked for above
        clock = threading.Timer(SECONDS, room.kill)
        handing = threading.Thread(target=_hand_over, args=(room.stdin, given), daemon=True)
        clock.start()
        handing.start()
        try:
            return room.stdout.read(MOST_BACK)
        finally:
            room.kill()
            clock.cancel()
            handing.join()


def _hand_over(way: IO[bytes], given: bytes) -> None:
    """Write it all; a room that has ended does not listen, and then what is left is dropped as the way closes."""
    with suppress(BrokenPipeError):
        way.write(given)
    with suppress(BrokenPipeError):
        way.close()
