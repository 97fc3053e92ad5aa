"""ClamAV, where the node has it: the file as it came is streamed to its daemon before anything else is done with it.

The daemon's own protocol (clamd(8), INSTREAM): `zINSTREAM\\0`, pieces with their length before them in four bytes, a
length of nought at the end; the answer is `stream: OK`, `stream: <name> FOUND`, or a sentence that ends with ERROR.
"""

import socket
import time
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.decisions import Reason
from safeconduct.vocabulary.errors import NotPossible

SECONDS = 30
PIECE = 64 * 1024
MOST_SAID = 4096

FOUND = Reason(
    "attachment_malware",
    _("The virus scanner knows this file as harmful: it was not taken in."),
    _("Do not open it. Tell whoever looks after your computers where it came from."),
)
NO_ANSWER = Reason(
    "attachment_not_scanned",
    _("The virus scanner of this node does not answer, so no file is taken in."),
    _("Try again later. Whoever runs the node can see whether it is at work."),
)


def is_set() -> bool:
    """Whether this node has a scanner."""
    return settings.CLAMAV is not None


def look(data: bytes) -> None:
    """Have the scanner look at a file, where there is one. Raises NotPossible: it is harmful, or nobody answers."""
    if settings.CLAMAV is None:
        return
    try:
        said = _asked(settings.CLAMAV, data)
    except OSError:
        raise NotPossible(NO_ANSWER) from None
    if said.endswith(" FOUND"):
        raise NotPossible(FOUND)
    if said != "stream: OK":
        raise NotPossible(NO_ANSWER)


def _asked(path: Path, data: bytes) -> str:
    end = time.monotonic() + SECONDS
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
