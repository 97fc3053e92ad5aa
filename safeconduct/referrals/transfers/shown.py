"""The card that says, beside a referral, on which ground it leaves the European Union."""

from typing import Any

from safeconduct.agencies.models import Agency
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import ENDED, State
from safeconduct.referrals.transfers.guarding import asks_ground, kept_in
from safeconduct.vocabulary.codes import TransferGround
from safeconduct.vocabulary.countries import country_in_full
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels import label


def card(row: Referral, own: Agency, other: Agency) -> dict[str, Any] | None:
    """What the referral's page says of it; None where no ground is asked."""
    if not asks_ground(row, own, other):
        return None
    why = kept_in(row, own, other)
    return {
        "country": country_in_full(other.country),
        "ground": _ground(row),
        "number": row.transfer_number,
        "stands": why is None,
        "why": why,
        "is_over": State(row.state) in ENDED,
    }


def _ground(row: Referral) -> Words:
    return label(TransferGround(row.transfer_ground)) if row.transfer_ground in set(TransferGround) else ""
