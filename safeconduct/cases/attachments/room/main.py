"""The closed room: one file comes in by its one way in, one answer goes out, and the process ends.

Started by `remaking.py` with nothing in its environment. Before it reads a byte of the file it has given away the
right to open anything (`lock.py`).
"""

import json
import sys

from safeconduct.cases.attachments.kinds import Kind
from safeconduct.cases.attachments.room import lock
from safeconduct.cases.attachments.room.faults import Fault


def main() -> None:
    """Do what the first line asks with the rest; say on one line what came of it, and then the bytes."""
    lock.limit()
    asked = json.loads(sys.stdin.buffer.readline(4096))
    work = _work(asked)
    lock.close()
    data = sys.stdin.buffer.read()
    said: dict[str, object]
    try:
        made, pages = work(data)
        said = {"pages": pages, "size": len(made)}
    except Fault as fault:
        said, made = {"fault": str(fault)}, b""
    except MemoryError:
        said, made = {"fault": "too_large_inside"}, b""
    except Exception:  # noqa: BLE001 - whatever such a file does to a reader, it is not taken in
        said, made = {"fault": "unreadable"}, b""
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + made)
    sys.stdout.buffer.flush()


def _work(asked: dict[str, object]):  # type: ignore[no-untyped-def]  # noqa: ANN202 - a function of the file
    kind, points, pages = Kind(str(asked["kind"])), int(str(asked["points"])), int(str(asked["pages"]))
    page, width = int(str(asked["page"])), int(str(asked["width"]))
    from safeconduct.cases.attachments.room import pictures

    pictures.ready()
    if kind is not Kind.PDF:
        if asked["do"] == "show":
            return lambda data: (pictures.shown(data, kind, points, width), 1)
        return lambda data: pictures.remade(data, kind, points)
    from safeconduct.cases.attachments.room import papers

    papers.ready()
    if asked["do"] == "show":
        return lambda data: (papers.shown(data, page, width), 1)
    return lambda data: papers.remade(data, pages, points)


if __name__ == "__main__":
    main()
