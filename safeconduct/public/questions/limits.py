"""How much comes in an hour from all together. There is no count of an address: none is looked at."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import connection

from safeconduct.public.questions.models import Counted, Spent
from safeconduct.public.questions.rules import BUSY, LOOKED_IN_AN_HOUR, WRONG_IS_AN_ALARM
from safeconduct.vocabulary.decisions import Refused, require

logger = logging.getLogger(__name__)
KEPT = timedelta(days=1)
PATIENCE = 10.0
"""Seconds for which whoever looks waits for those before."""
COUNT = """
    INSERT INTO questions_counted (kind, hour, times) VALUES (%s, %s, 1)
    ON CONFLICT (kind, hour) DO UPDATE SET times = questions_counted.times + 1 RETURNING times
"""
SPEND = "INSERT INTO questions_spent (mark, day) VALUES (%s, %s) ON CONFLICT DO NOTHING RETURNING true"
_queues = {is_worked: threading.Semaphore(1) for is_worked in (False, True)}
"""Deriving a code takes 32 MB and a processor: one at a time in each process, the others wait. Who did work waits for
others who did, and for nobody else."""


def counted(kind: str, *, now: datetime) -> int:
    """Count one more of a kind; how many there were in this hour, with it."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [kind, _hour(now)])
        times: int = cursor.fetchone()[0]
    return times


@contextmanager
def in_turn(*, is_worked: bool = False) -> Iterator[None]:
    """Inside, nobody else of this queue derives a code in this process. Raises NotPossible when it takes too long."""
    queue = _queues[is_worked]
    if not queue.acquire(timeout=PATIENCE):
        require(Refused(BUSY))
    try:
        yield
    finally:
        queue.release()


def spend(work: bytes | None, *, now: datetime) -> bool:
    """Use work that was done; whether it was there and is used for the first time."""
    if work is None:
        return False
    with connection.cursor() as cursor:
        cursor.execute(SPEND, [work, now.date()])
        return cursor.fetchone() is not None


def may_look(*, now: datetime) -> None:
    """Raises NotPossible when too many codes were tried in this hour."""
    if counted("look", now=now) > LOOKED_IN_AN_HOUR:
        require(Refused(BUSY))


def note_wrong(*, now: datetime) -> None:
    """A code that opened nothing. At the sixtieth of an hour the log says it, once, and of nobody."""
    if counted("wrong", now=now) == WRONG_IS_AN_ALARM:
        logger.warning("%d codes that open nothing were tried within an hour", WRONG_IS_AN_ALARM)


def is_tried(*, now: datetime) -> bool:
    """Whether somebody tried codes in this hour or the one before."""
    since = _hour(now) - timedelta(hours=1)
    return Counted.objects.filter(kind="wrong", hour__gte=since, times__gte=WRONG_IS_AN_ALARM).exists()


def forget_counts(*, now: datetime) -> None:
    """What is older than a day goes."""
    Spent.objects.filter(day__lt=(now - KEPT).date()).delete()
    Counted.objects.filter(hour__lt=now - KEPT).delete()


def _hour(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0)
