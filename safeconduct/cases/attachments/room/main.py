"""The closed room: one file comes in by its one way in, one answer goes out, and the process ends.

Started by `remaking.py` with nothing in its environment. Before a byte of the file is looked at it has given away the
right to open anything (`vocabulary.uploads.lock`), and so whatever will be needed is loaded before (`ready`).
"""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass

from safeconduct.cases.attachments.kinds import Kind
from safeconduct.cases.attachments.room import pictures
from safeconduct.cases.attachments.room.faults import Fault
from safeconduct.vocabulary.uploads import lock

type Work = Callable[[bytes], tuple[bytes, int]]
"""Of a file: what was made of it, and how many pages it has."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The first line that comes in: what to do, with what kind of file, and within which bounds."""

    do: str
    kind: Kind
    points: int
    pages: int
    page: int
    width: int


def main() -> None:
    """Do what the first line asks with the rest; say on one line what came of it, and then the bytes."""
    lock.limit()
    said: dict[str, object]
    try:
        work = _ready(json.loads(sys.stdin.buffer.readline(4096)))
        lock.close()
        made, pages = work(sys.stdin.buffer.read())
        said = {"pages": pages, "size": len(made)}
    except Fault as fault:
        said, made = {"fault": str(fault)}, b""
    except lock.NoLock:
        said, made = {"fault": "no_room"}, b""
    except MemoryError:
        said, made = {"fault": "too_large_inside"}, b""
    except Exception:  # noqa: BLE001 - whatever such a file does to a reader, it is not taken in
        said, made = {"fault": "unreadable"}, b""
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + made)
    sys.stdout.buffer.flush()


def _ready(line: dict[str, object]) -> Work:
    """What will be done with the file, with all that it needs loaded."""
    asked = Asked(
        str(line["do"]), Kind(str(line["kind"])), *(int(str(line[one])) for one in ("points", "pages", "page", "width"))
    )  # fmt: skip
    pictures.ready()
    if asked.kind is not Kind.PDF:
        if asked.do == "show":
            return lambda data: (pictures.shown(data, asked.kind, asked.points, asked.width), 1)
        return lambda data: pictures.remade(data, asked.kind, asked.points)
    from safeconduct.cases.attachments.room import papers

    papers.ready()
    if asked.do == "show":
        return lambda data: (papers.shown(data, asked.page, asked.width), 1)
    return lambda data: papers.remade(data, asked.pages, asked.points)
