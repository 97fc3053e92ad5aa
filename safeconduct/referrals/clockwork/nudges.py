"""A nudge is carried by the clock: to the other node when it is the other side's turn, else into the mails here.

It goes under the clock's key, with the referral's name and a code. A coordinator is no member of the agency for
which she asks and signs nothing in its name.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from uuid import UUID

from safeconduct.access.acting import working
from safeconduct.access.clock import domain_now
from safeconduct.exchange.outbox import Parcel, try_post
from safeconduct.referrals import effects
from safeconduct.referrals.clockwork.parts import Due, locked
from safeconduct.referrals.models import Nudge, Referral
from safeconduct.referrals.reminders import clock_began

NUDGED = "safeconduct.clock.nudged.v1"


def due(now: datetime) -> Iterator[Due]:
    """The nudges that were made and not carried yet."""
    for nudge in Nudge.objects.filter(told_at=None).only("id", "referral_id", "at"):
        yield Due(nudge.at, 1, nudge.referral_id, partial(_carry, nudge.id, nudge.referral_id))


def _carry(nudge: UUID, referral: UUID) -> bool:
    with working():
        at, row = domain_now(), locked(referral)
        made = Nudge.objects.filter(id=nudge, told_at=None).first()
        if row is None or made is None:
            return False
        # Somebody has acted in the meantime: there is nothing to ask for any more.
        is_over = clock_began(row) != made.since
        if not is_over and made.toward != row.side and not _post(row, made, at):
            return False
        Nudge.objects.filter(id=made.id).update(told_at=at)
        return True


def _post(row: Referral, made: Nudge, at: datetime) -> bool:
    body = {"referral": str(row.shared), "head": row.head, "asker": made.asker}
    parcel = Parcel(type=NUDGED, body=body, case=row.case_id, referral=row.shared)
    return try_post(effects.road(row), parcel, at=at)
