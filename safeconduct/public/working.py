"""What the site's worker does until it is told to end: mails, offers, erasing. A fault of one stops no other."""

import logging
import threading
import time
from collections.abc import Callable

from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from safeconduct.public.asking.limits import forget_counts
from safeconduct.public.conferences.registering import rounds
from safeconduct.public.editions.taking import take as take_editions
from safeconduct.public.helping.carrying import carry_remarks
from safeconduct.public.helping.remarking import forget_remarks
from safeconduct.public.pages.announcing import hand_over
from safeconduct.public.pages.telling import tell_approvers
from safeconduct.public.post import sending
from safeconduct.public.questions.carrying import carry, forget
from safeconduct.public.recommendations.reminding import remind
from safeconduct.public.releases.receiving import receive_next
from safeconduct.public.services.taking import take
from safeconduct.public.signatures.handing_over import hand_over_texts
from safeconduct.public.signatures.own import take_own

logger = logging.getLogger(__name__)

ROUNDS: tuple[Callable[..., object], ...] = (
    rounds.end_offers,
    rounds.offer_what_is_free,
    rounds.tell_moved,
    rounds.tell_cancelled,
    rounds.tell_over,
    rounds.forget_unconfirmed,
    rounds.erase_needs,
    rounds.erase_registrations,
    sending.forget_sent,
    forget_counts,
    forget_remarks,
    carry_remarks,
    hand_over,
    hand_over_texts,
    take_own,
    take_editions,
    remind,
    tell_approvers,
    receive_next,
    take,
    carry,
    forget,
)
"""Everything that has its time; each takes `now`."""
SECONDS = 2.0
"""Between two looks for mails."""
ROUND_SECONDS = 30.0
"""Between two rounds."""


def run(stopping: threading.Event) -> None:
    """Work until it is set; what is under way is finished first. A database that is away is waited for."""
    due = 0.0
    while not stopping.is_set():
        close_old_connections()
        if time.monotonic() >= due:
            _round()
            due = time.monotonic() + ROUND_SECONDS
        _send(stopping)
        stopping.wait(SECONDS)


def once() -> None:
    """One round, and then the mails, also those that the round put in."""
    _round()
    _send(threading.Event())


def _round() -> None:
    for each in ROUNDS:
        _do(each)


def _send(stopping: threading.Event) -> None:
    """All that is due, a few at a time: whoever ends us waits for a few only."""
    while not stopping.is_set() and _do(sending.send_due):
        pass


def reach() -> None:
    """Raise OperationalError while the database does not answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _do(what: Callable[..., object]) -> object:
    try:
        return what(now=timezone.now())
    except DatabaseError as fault:
        logger.warning("%s was not done: %s", what.__name__, type(fault).__name__)
        connection.close()
    except Exception:
        # Whatever it is, offers shall end and mails leave; the log says what failed and where.
        logger.exception("%s was not done", what.__name__)
    return None
