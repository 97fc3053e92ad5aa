"""ClamAV's daemon: a file is streamed to it as it came.

Its own protocol (clamd(8), INSTREAM): `zINSTREAM\\0`, pieces with their length before them in four bytes, a length of
nought at the end; the answer is `stream: OK`, `stream: <name> FOUND`, or a sentence that ends with ERROR.
"""

import socket
import time
from enum import StrEnum
from pathlib import Path

PIECE = 64 * 1024
MOST_SAID = 4096


class Said(StrEnum):
    """What came of it."""

    CLEAN = "clean"
    HARMFUL = "harmful"
    NOTHING = "nothing"
    """Nobody has looked: no answer in time, or one that is no plain yes or no."""


def ask(path: Path, data: bytes, *, seconds: float) -> Said:
    """Have the daemon at this socket look at a file, for at most so many seconds."""
    try:
        said = _asked(path, data, seconds)
    except OSError:
        return Said.NOTHING
    if said.endswith(" FOUND"):
        return Said.HARMFUL
    return Said.CLEAN if said == "stream: OK" else Said.NOTHING


def _asked(path: Path, data: bytes, seconds: float) -> str:
    end = time.monotonic() + seconds
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as scanner:
        _until(scanner, end)
        scanner.connect(str(path))
        scanner.sendall(b"zINSTREAM\0")
        for begin in range(0, len(data), PIECE):
            piece = data[begin : begin + PIECE]
            _until(scanner, end)
            scanner.sendall(len(piece).to_bytes(4, "big") + piece)
        scanner.sendall(bytes(4))
        said = b""
        while not said.endswith(b"\0") and len(said) < MOST_SAID:
            _until(scanner, end)
            if not (more := scanner.recv(MOST_SAID)):
                break
            said += more
    return said.rstrip(b"\0\n").decode("utf-8", "replace")


def _until(scanner: socket.socket, end: float) -> None:
    """No step waits beyond the end of the whole."""
    left = end - time.monotonic()
    if left <= 0:
        raise TimeoutError
    scanner.settimeout(left)
