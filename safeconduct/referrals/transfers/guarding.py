"""Asked in the transaction in which something leaves: whether it may cross, on the ground that stands on this side."""

from safeconduct.agencies.models import Agency
from safeconduct.agencies.queries import agency, country_of
from safeconduct.referrals.models import Referral
from safeconduct.referrals.stopped import may_go
from safeconduct.referrals.transfers.countries import lists
from safeconduct.referrals.transfers.rules import Crossing, may_cross
from safeconduct.vocabulary.codes import Sector, TransferGround
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused, require

OF_A_TALK = frozenset({TransferGround.EXPLICIT_CONSENT})
"""What goes with the talk that it was said in: another talk, another yes."""


def asks_ground(row: Referral, own: Agency | None = None, other: Agency | None = None) -> bool:
    """Whether what goes from this side to the other needs a ground at all; both agencies where they are at hand."""
    here = own.country if own else country_of(row.agency_id)
    there = other.country if other else country_of(row.other_agency_id)
    return lists().asks_ground(here, there)


def crossing(row: Referral, own: Agency, other: Agency | None = None) -> Crossing:
    """What the rule looks at. Consent is what the person said; a listed ground in its place is none."""
    has_consent = bool(row.consent) and not row.consent.get("ground")
    return Crossing(asks_ground(row, own, other), Sector(own.sector), has_consent)


def crosses(row: Referral, own: Agency | None = None, other: Agency | None = None) -> Decision:
    """Whether a text or a section may go from this side to the other now."""
    if not asks_ground(row, own, other):
        return Allowed()
    return may_cross(row.transfer_ground, crossing(row, own or agency(row.agency_id), other))


def kept_in(row: Referral, own: Agency | None = None, other: Agency | None = None) -> Reason | None:
    """Why it may not leave; None where it may."""
    decision = crosses(row, own, other)
    return decision.reason if isinstance(decision, Refused) else None


def require_crossing(row: Referral) -> None:
    """Raises NotPossible where it may not leave: the person has said stop, or it has no ground to cross on."""
    require(may_go(row))
    require(crosses(row))


def forget_of_a_talk(row: Referral) -> None:
    """Another consent begins: an explicit yes that was part of the one before counts no more. The caller saves."""
    if row.transfer_ground in OF_A_TALK:
        row.transfer_ground = row.transfer_number = ""
