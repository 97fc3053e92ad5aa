"""Named places at which a measurement may kill a process of its own nodes (docs/reference/faults.md).

Elsewhere nothing happens here: without the setting a point is one comparison, and a process of a node for real people
refuses to start with it. Whoever measures lays a file named `PROCESS.POINT` into the folder; the first process that
comes by takes the file away and is gone, with its whole group and without another line, as by a power switch.
"""

import os
import signal
from enum import StrEnum
from pathlib import Path

from django.conf import settings


class Point(StrEnum):
    """Where a process can be killed, in the order in which a change and its message pass them."""

    POSTED = "posted"
    """A message is numbered and stored; nothing of its transaction is committed."""
    WRITTEN = "written"
    """What a member's software asked for is done, its answer is kept; nothing is committed."""
    COMMITTED = "committed"
    """It is committed; the software has no answer yet, and nobody has carried the message."""
    BEFORE_SENDING = "before_sending"
    """A batch is chosen and signed; nothing has left."""
    TAKEN_IN = "taken_in"
    """A message, its effect and its receipts are written at the receiver; nothing is committed."""
    STORED = "stored"
    """They are committed; the sender has no answer."""
    ANSWERING = "answering"
    """The answer to the whole batch is signed and not sent."""
    ANSWERED = "answered"
    """The answer has arrived at the sender; nothing is noted."""
    NOTED = "noted"
    """What the peer answered is written; nothing is committed."""


def reached(point: Point) -> None:
    """Say that a point is reached. Does not return where a measurement has asked for it."""
    if settings.CRASH_POINTS is not None:
        _end_if_asked(settings.CRASH_POINTS / asked_by(settings.PROCESS, point))


def is_asked(point: Point) -> bool:
    """Whether a measurement has asked for the end of this process here: then the point's words have to be true."""
    return (
        settings.CRASH_POINTS is not None
        and (settings.CRASH_POINTS / asked_by(settings.PROCESS, point)).exists()
    )


def asked_by(process: str, point: Point) -> str:
    """The name of the file that asks for the end of this process at this point."""
    return f"{process}.{point}"


def _end_if_asked(file: Path) -> None:
    try:
        file.unlink()  # one process takes it, however many come by
    except FileNotFoundError:
        return
    os.killpg(0, signal.SIGKILL)
