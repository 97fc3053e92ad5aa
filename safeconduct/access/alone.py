"""One at a time: a lock in the database for work that two workers of a node must not do side by side."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from safeconduct.vocabulary.together import asked_alone

WORK = {"to a peer": 7, "clock": 8, "rounds": 9, "catching up": 10, "services of a peer": 11}
"""The kinds of work, each with a number of its own in the lock; the numbers are fixed, since releases overlap."""
LOOK_EVERY = 0.1


@contextmanager
def alone(work: str, name: str, *, patience: float = 0.0) -> Iterator[bool]:
    """Hold the lock on `name` among this kind of work; inside, False when another connection has it.

    Another one's work is waited for `patience` seconds.

    It is the connection's and no transaction's, so many transactions may come and go under it, and it ends with its
    connection, whatever ends that. Raises KeyError for a kind that is not listed in WORK.
    """
    key: tuple[str, int] = (name, WORK[work])
    end = time.monotonic() + patience
    while not (got := _got(key)) and time.monotonic() < end:
        time.sleep(LOOK_EVERY)
    try:
        yield got
    finally:
        if got:
            asked_alone("SELECT pg_advisory_unlock(hashtextextended(%s, %s))", key)


def _got(key: tuple[str, int]) -> bool:
    return bool(asked_alone("SELECT pg_try_advisory_lock(hashtextextended(%s, %s))", key)[0][0])
