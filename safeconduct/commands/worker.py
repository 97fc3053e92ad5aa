"""The door `worker`: the worker process of a node, until it is told to end."""

import signal
import threading
from types import FrameType

from safeconduct.exchange.pump import run


def main(arguments: list[str]) -> int:
    """Carry messages until SIGTERM or Ctrl-C; what is under way is finished first."""
    stopping = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    run(stopping)
    return 0
