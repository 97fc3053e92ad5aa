"""Log files of a node's processes: what a process says is written here, and a file that has grown large is put aside.

The process writes into a pipe, and its supervisor into the file: so a file can be put aside without asking the process,
and no line is lost. A full disk costs lines of the log and nothing else.
"""

import os
import threading
from contextlib import suppress
from pathlib import Path

MOST_BYTES = 20 * 1024 * 1024
KEPT = 3
"""How many files that were put aside are kept: web.jsonl.1 is the newest."""


def follow(path: Path, *, most: int = 0) -> tuple[int, threading.Thread]:
    """A descriptor that a process may write to, and the thread that writes it down; it ends when all have closed it."""
    reading, writing = os.pipe()
    thread = threading.Thread(
        target=_write_down, args=(reading, path, most or MOST_BYTES), name=f"log of {path.stem}", daemon=True
    )
    thread.start()
    return writing, thread


def _write_down(reading: int, path: Path, most: int) -> None:
    log = _opened(path)
    try:
        while said := os.read(reading, 65536):
            with suppress(OSError):
                os.write(log, said)
            if said.endswith(b"\n") and os.fstat(log).st_size >= most:
                os.close(log)
                put_aside(path)
                log = _opened(path)
    finally:
        os.close(log)
        os.close(reading)


def put_aside(path: Path) -> None:
    """Make room for a new file; the oldest one goes."""
    for number in range(KEPT, 0, -1):
        older = path.with_name(f"{path.name}.{number}")
        newer = path.with_name(f"{path.name}.{number - 1}") if number > 1 else path
        if newer.exists():
            newer.replace(older)


def _opened(path: Path) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
