"""A legal hold on what was received: placed and lifted by a supervisor, recorded, and said to whoever takes back."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils.timezone import make_aware

from safeconduct.access import doors
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.referrals.models import Referral
from safeconduct.vocabulary.codes import HoldGround


@transaction.atomic
def place(row: Referral, ground: HoldGround, last_day: date, *, by: Member, at: datetime) -> None:
    """Keep the keys of this referral's received case until the end of that day. Raises AccessRefused."""
    assert row.case_id is not None  # noqa: S101  (the page has looked)
    doors.place_hold(row.case_id, ground, make_aware(datetime.combine(last_day, time(23, 59, 59))))
    record(
        "referral:held_by_law",
        by=as_actor(by),
        at=at,
        case=row.case_id,
        referral=row.shared,
        detail={"ground": ground.value, "until": last_day.isoformat()},
    )


@transaction.atomic
def lift(row: Referral, *, by: Member, at: datetime) -> None:
    """The hold ends; what was to be erased goes with the next purge. Raises AccessRefused."""
    assert row.case_id is not None  # noqa: S101  (the page has looked)
    doors.lift_hold(row.case_id)
    record("referral:hold_lifted", by=as_actor(by), at=at, case=row.case_id, referral=row.shared)
