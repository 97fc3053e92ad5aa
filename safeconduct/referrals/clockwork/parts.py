"""What the parts of the clock share: what is due, the locked row, what is shown beside a state, and the record."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from safeconduct.access import doors
from safeconduct.audit.actions import Actor as AuditActor
from safeconduct.audit.actions import Detail, record
from safeconduct.referrals import turning
from safeconduct.referrals.clocks import Beside
from safeconduct.referrals.models import Referral

ROLE = "clock"


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """Something whose moment has come. At one moment a move goes before what is said about the clock it ends."""

    at: datetime
    rank: int
    referral: UUID
    do: Callable[[], bool] = field(compare=False)


def locked(referral: UUID) -> Referral | None:
    """The row, locked in the order of all: case, then referral. None when it is gone."""
    doors.hold_cases_of(Referral.objects.filter(id=referral))
    return Referral.objects.select_for_update().filter(id=referral).first()


def show(row: Referral, flag: Beside, *, is_set: bool, at: datetime) -> bool:
    """Put a flag beside the state or take it away, and record it; False when nothing changes."""
    if not set_flag(row, flag, is_set=is_set):
        return False
    say(f"referral:{flag}", row, at, {"is_shown": is_set})
    return True


def set_flag(row: Referral, flag: Beside, *, is_set: bool) -> bool:
    """Put a flag beside the state or take it away; False when nothing changes."""
    if (flag in row.flags) is is_set:
        return False
    row.flags = sorted({*row.flags, flag.value} if is_set else {*row.flags} - {flag.value})
    Referral.objects.filter(id=row.id).update(flags=row.flags)
    turning.turned(row)
    return True


def say(action: str, row: Referral, at: datetime, detail: Detail | None = None) -> None:
    """The audit's record of what the clock did."""
    record(action, by=clock_of(row), at=at, case=row.case_id, referral=row.shared, detail=detail)


def clock_of(row: Referral) -> AuditActor:
    """The clock of the agency on this side."""
    return AuditActor(kind="clock", id="", role=ROLE, agency=row.agency_id)
