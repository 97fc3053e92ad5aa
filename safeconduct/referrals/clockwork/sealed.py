"""What is held back is void as soon as the other node opens its key no more: somebody here is asked at once.

Not only at the acceptance, when whoever sent it may be away and the receiver waits. A peer that is held or suspended
shows no keys, and nothing is decided about it.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from uuid import UUID

from safeconduct.access.acting import working
from safeconduct.access.clock import domain_now
from safeconduct.exchange import held
from safeconduct.referrals.clocks import Beside
from safeconduct.referrals.clockwork.parts import Due, locked, show
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import ENDED, Side, State


def due(now: datetime) -> Iterator[Due]:
    """The referrals of which something is held back that nobody will open."""
    lost = held.sealed_in_vain()
    rows = Referral.objects.filter(shared__in=lost, side=Side.SENDER) if lost else Referral.objects.none()
    for referral in rows.values_list("id", flat=True):
        yield Due(now, 1, referral, partial(_ask_anew, referral))


def _ask_anew(referral: UUID) -> bool:
    """Destroy it, and ask whoever may read the sections to seal them to the new key."""
    with working():
        at, row = domain_now(), locked(referral)
        if row is None or row.shared not in held.sealed_in_vain():
            return False
        held.void(referral=row.shared)
        return State(row.state) not in ENDED and show(row, Beside.TO_CONFIRM, is_set=True, at=at)
