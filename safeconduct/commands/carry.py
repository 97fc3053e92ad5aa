"""The door `carry`: what a worker process of a node does until it is told to end: messages and clocks."""

import os
import signal
import threading
from types import FrameType

from django.conf import settings

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.places import READY, closed_folder
from safeconduct.commands.rounds.jobs import Jobs
from safeconduct.exchange.pump import run


def main(arguments: list[str]) -> int:
    """Carry messages until SIGTERM or Ctrl-C; what is under way is finished first.

    Exit code 1 when the jobs have ended by themselves: whoever watches starts the process anew.
    """
    stopping, told = threading.Event(), threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        told.set()
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    if settings.NODE_HOME is None:
        raise CannotRun("The worker belongs to a node: start the node.")
    # The node that started us waits for this: a worker that does not come up must not go unnoticed.
    mark = closed_folder(settings.NODE_HOME / READY) / str(os.getpid())
    mark.touch(mode=0o600)
    jobs = Jobs(stopping)
    jobs.start()
    try:
        run(stopping)
    finally:
        jobs.stop()
        mark.unlink(missing_ok=True)
    return 0 if told.is_set() else 1
