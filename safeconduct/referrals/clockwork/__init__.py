"""What time does to referrals: the worker's only actions, each under the same rule as a member's.

`run` finds all that is due by domain time and does it in the order in which it became due, each in a transaction
of its own that asks again under the lock: twice is once, two workers are one, and a kill in between loses
nothing. What the clock does is dated when it is done, so that nobody's time is cut by a node that was down.

Four things happen by themselves (`moves.CLOCK_MOVES`) and a consent that ends takes its referral back. Silence
never answers: it is shown, and told to the one whose turn it is, then to the next one up. A nudge is carried. What is
held back for keys that are gone is void, and somebody is asked. A taking back is asked about, and told, along a chain.
Whom a round of enquiries took, and whom it did not, is told; so is the last bed count, when an agreement begins.
"""

import logging
from collections.abc import Iterator
from datetime import datetime

from django.db import InterfaceError, OperationalError

from safeconduct.access.acting import working
from safeconduct.access.alone import alone
from safeconduct.access.clock import domain_now
from safeconduct.referrals.clockwork import (
    by_itself,
    chain,
    consent,
    delivery,
    first_counts,
    nudges,
    sealed,
    silence,
    taken,
)
from safeconduct.referrals.clockwork.by_itself import EXPIRED, MOVED
from safeconduct.referrals.clockwork.chain import CHAIN
from safeconduct.referrals.clockwork.nudges import NUDGED
from safeconduct.referrals.clockwork.parts import ROLE, Due
from safeconduct.referrals.clockwork.taken import KEPT, TAKEN

__all__ = ["CHAIN", "EXPIRED", "KEPT", "MOVED", "NUDGED", "ROLE", "TAKEN", "Due", "run"]

logger = logging.getLogger(__name__)


def run() -> int:
    """Do all that is due, earliest first; how many things were done. Another worker at it makes this one do none.

    A fault in one referral is written down and stops no other; a lost database stops all.
    """
    with alone("clock", "safeconduct clock") as is_alone:
        if not is_alone:
            return 0
        with working():
            found = sorted(_due(domain_now()))
        return sum(_done(due) for due in found)


def _done(due: Due) -> bool:
    try:
        return due.do()
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        # Tried again at the next look. The log says where, never what.
        logger.exception("the clock could not do what is due", extra={"referral": str(due.referral)})
        return False


def _due(now: datetime) -> Iterator[Due]:
    yield from by_itself.due(now)
    yield from consent.due(now)
    yield from delivery.due(now)
    yield from silence.due(now)
    yield from nudges.due(now)
    yield from sealed.due(now)
    yield from chain.due(now)
    yield from taken.due(now)
    yield from first_counts.due(now)
