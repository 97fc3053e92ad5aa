"""The way into the closed process: a PDF is handed over, and a word comes back."""

import subprocess
import sys
import threading
from pathlib import Path

from safeconduct.public.uploads.rules import BUSY, FAULTS, UNREADABLE
from safeconduct.vocabulary.decisions import Reason

TOP = Path(__file__).parents[3]
BEGIN = (
    "import sys; sys.path.insert(0, sys.argv[1]); from safeconduct.public.uploads.closed import main; main()"
)
SECONDS = 30
_ROOMS = threading.BoundedSemaphore(2)
"""So many at once in one process: each may take a gibibyte."""


def refusal_of(data: bytes) -> Reason | None:
    """Why this PDF is not taken; None for one in which nothing acts."""
    if not _ROOMS.acquire(timeout=SECONDS):
        return BUSY
    try:
        room = subprocess.run(
            [sys.executable, "-I", "-c", BEGIN, str(TOP)],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={"LC_ALL": "C.UTF-8"},
            cwd="/",
        )
    except (subprocess.TimeoutExpired, BrokenPipeError):
        return UNREADABLE
    finally:
        _ROOMS.release()
    return FAULTS.get(room.stdout[:100].decode("ascii", "replace"), UNREADABLE)
