"""Asked in the transaction in which something leaves: whether it may cross, on the ground that stands on this side."""

from safeconduct.agencies.models import Agency
from safeconduct.agencies.queries import agency, country_of
from safeconduct.referrals.models import Referral
from safeconduct.referrals.transfers.countries import lists
from safeconduct.referrals.transfers.rules import Crossing, may_cross
from safeconduct.vocabulary.codes import Sector, TransferGround
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused, require

OF_A_TALK = frozenset({TransferGround.EXPLICIT_CONSENT})
"""What goes with the talk that it was said in: another talk, another yes."""


def asks_ground(row: Referral) -> bool:
    """Whether what goes from this side to the other needs a ground at all."""
    return lists().asks_ground(country_of(row.agency_id), country_of(row.other_agency_id))


def crossing(row: Referral, own: Agency) -> Crossing:
    """What the rule looks at. Consent is what the person said; a listed ground in its place is none."""
    has_consent = bool(row.consent) and not row.consent.get("ground")
    return Crossing(asks_ground(row), Sector(own.sector), has_consent)


def crosses(row: Referral) -> Decision:
    """Whether a text or a section may go from this side to the other now."""
    if not asks_ground(row):
        return Allowed()
    return may_cross(row.transfer_ground, crossing(row, agency(row.agency_id)))


def kept_in(row: Referral) -> Reason | None:
    """Why it may not leave; None where it may."""
    decision = crosses(row)
    return decision.reason if isinstance(decision, Refused) else None


def require_crossing(row: Referral) -> None:
    """Raises NotPossible where it may not leave."""
    require(crosses(row))


def forget_of_a_talk(row: Referral) -> None:
    """Another consent begins: an explicit yes that was part of the one before counts no more. The caller saves."""
    if row.transfer_ground in OF_A_TALK:
        row.transfer_ground = row.transfer_number = ""
