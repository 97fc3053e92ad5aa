"""Who agreed to a bed count is told the last one at once: else an agency that counted this morning would stand as late.

The inbox of the one peer reads no count of the own agency, so the worker tells, each agreement once.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID

from django.db.models import QuerySet

from safeconduct.access.acting import working
from safeconduct.access.clock import domain_now
from safeconduct.exchange.outbox import Parcel, can_seal, post
from safeconduct.referrals.beds import rules
from safeconduct.referrals.beds.actions import road
from safeconduct.referrals.beds.message import FIRST_COUNT, Said, Told
from safeconduct.referrals.beds.models import BedAgreement, BedCount
from safeconduct.referrals.beds.rules import Count, State
from safeconduct.referrals.clockwork.parts import Due


def due(now: datetime) -> Iterator[Due]:
    """The agreements that stand, and of which the first count is still to be told."""
    for agreement in _begin().values_list("id", flat=True):
        yield Due(now, 1, agreement, partial(_tell, agreement))


def _begin() -> QuerySet[BedAgreement]:
    return BedAgreement.objects.filter(state=State.AGREED, has_begun=False)


def _tell(agreement: UUID) -> bool:
    with working():
        at, row = domain_now(), _begin().select_for_update().filter(id=agreement).first()
        if row is None or not can_seal(road(row)):
            return False
        if (last := _last(row, at.date())) is not None:
            day, counted_at, counts = last
            told = Told(row.shared, Said.COUNTED, day, counted_at, counts)
            post(road(row), Parcel(type=FIRST_COUNT, body=told.first_count()), at=at)
        row.has_begun = True
        row.save(update_fields=["has_begun"])
        return last is not None


def _last(row: BedAgreement, today: date) -> tuple[date, datetime, dict[str, Count]] | None:
    """The agency's own count of its last day, while the other side would take it."""
    since = today - rules.HISTORY + timedelta(days=1)
    rows = BedCount.objects.filter(agency_id=row.agency_id, of_agency=row.agency_id, day__gte=since)
    found = list(rows.order_by("-day")[: len(rules.KINDS)])
    of_last = [one for one in found if one.day == found[0].day]
    if not of_last:
        return None
    counts = {one.service: Count(one.free, one.total) for one in of_last}
    return of_last[0].day, max(one.counted_at for one in of_last), counts
