"""Which agencies a conference may reach, by which referral, and with which items: what page and action look at."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from safeconduct.agencies.models import Agency, Member
from safeconduct.agencies.queries import agencies
from safeconduct.cases.conferences.queries import Found, Item
from safeconduct.referrals import envelope
from safeconduct.referrals.conferring.models import SharedItem
from safeconduct.referrals.conferring.rules import Bond, Invitation, is_covered, may_invite
from safeconduct.referrals.effects import is_by_hand
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import ENDED, Side, State
from safeconduct.referrals.transfers.guarding import kept_in
from safeconduct.vocabulary.codes import Sector
from safeconduct.vocabulary.decisions import Decision

MOST = 50


@dataclass(frozen=True, slots=True)
class Offer:
    """One referral of the case, the agency over there, and what of the agenda would go now."""

    row: Referral
    other: Agency
    new: list[Item]
    went: int
    """How many items of this conference they have already."""
    decision: Decision


def bond(row: Referral, own: Agency, other: Agency, at: datetime) -> Bond:
    """What binds the two agencies now."""
    consent = envelope.extract(row.consent) if row.consent else None
    return Bond(
        state=State(row.state),
        is_consent_live=consent is not None and consent.until > at,
        is_on_a_ground=consent is not None and bool(consent.ground),
        has_node=not is_by_hand(row),
        sectors=(Sector(own.sector), Sector(other.sector)),
    )


def offers(found: Found, *, by: Member, at: datetime) -> list[Offer]:
    """The referrals of the case that were sent and are not over, the newest first."""
    rows = list(
        Referral.objects.filter(case_id=found.case, side=Side.SENDER)
        .exclude(state__in=[State.DRAFT, *ENDED])
        .order_by("-created_at")[:MOST]
    )
    others = agencies({row.other_agency_id for row in rows}) if rows else {}
    known = known_to(rows) if rows else {}
    return [
        offer(row, found, others[row.other_agency_id], known.get(row.id, set()), by=by, at=at) for row in rows
    ]


def known_to(rows: Iterable[Referral]) -> dict[UUID, set[UUID | None]]:
    """The items of own conferences that went by each of these referrals."""
    went: dict[UUID, set[UUID | None]] = {}
    for row, item in SharedItem.objects.filter(referral__in=rows).values_list("referral_id", "local"):
        went.setdefault(row, set()).add(item)
    return went


def offer(
    row: Referral, found: Found, other: Agency, known: AbstractSet[UUID | None], *, by: Member, at: datetime
) -> Offer:
    """What would go to one agency by one referral, and whether it may; `known` are the items that went there."""
    consented = set(envelope.extract(row.consent).sections) if row.consent else set()
    covered = [item for item in found.items if is_covered(item.section, consented) and item.standing.is_open]
    new = [item for item in covered if item.id not in known]
    decision = may_invite(
        Invitation(
            leads=found.leads,
            is_over=found.is_over(at),
            covered=len(covered),
            new=len(new),
            shared=len(known),
            kept_in=kept_in(row, by.agency, other),
            bond=bond(row, by.agency, other, at),
        )
    )
    return Offer(row, other, new, len({item.id for item in found.items} & known), decision)
