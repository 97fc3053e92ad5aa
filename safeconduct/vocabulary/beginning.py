"""How a process begins: what it loads stays until its end, so nobody looks through it for what may go."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loading() -> Iterator[None]:
    """Inside, modules are loaded: an eighth of the processor's time for that was Python's search for garbage in them.

    What is there afterwards is left out of every later search as well (`gc.freeze`).
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
