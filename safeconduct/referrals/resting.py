"""What rests on a consent of the person: how far its referrals are, and the limits that they carry."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from safeconduct.referrals.envelope import extract
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import ENDED, Side, State


@dataclass(frozen=True, slots=True)
class Resting:
    """Of one consent."""

    ended_at: datetime | None
    """Since when all its referrals are over: nobody there can read any of it now, though it has a later day."""
    conditions: tuple[str, ...]
    """What binds the receivers: of the talk, and of the person's own list of whom nothing may reach."""


NOTHING = Resting(None, ())


def resting_on(case: UUID) -> dict[UUID, Resting]:
    """By consent, for the referrals of this case that were sent; of a draft nothing rests on it yet."""
    rows = Referral.objects.filter(case_id=case, side=Side.SENDER).exclude(state=State.DRAFT)
    found: dict[UUID, list[Referral]] = {}
    for row in rows.only("consent_id", "consent", "state", "since"):
        if row.consent_id is not None:
            found.setdefault(row.consent_id, []).append(row)
    return {consent: _of(referrals) for consent, referrals in found.items()}


def _of(referrals: list[Referral]) -> Resting:
    is_over = all(State(row.state) in ENDED for row in referrals)
    limits = [limit for row in referrals for limit in extract(row.consent).conditions]
    return Resting(max(row.since for row in referrals) if is_over else None, tuple(dict.fromkeys(limits)))
