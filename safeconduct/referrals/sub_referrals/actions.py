"""Entering what the person said of the chain; and, when it leaves, telling whoever may know."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from safeconduct.agencies.models import Agency, Member
from safeconduct.agencies.queries import as_actor, country_of
from safeconduct.audit.actions import record
from safeconduct.cases.models import Beside
from safeconduct.consent.rules import Recipient
from safeconduct.exchange.outbox import Parcel, Road, try_post
from safeconduct.exchange.wire import Lane
from safeconduct.referrals import envelope
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side, State
from safeconduct.referrals.reasons import NOT_POSSIBLE_NOW
from safeconduct.referrals.sub_referrals.following import FIRST, NEXT, first_of
from safeconduct.referrals.sub_referrals.rules import (
    NOT_RECEIVED_HERE,
    Chain,
    Onward,
    Through,
    may_go_on,
)
from safeconduct.vocabulary.decisions import Allowed, Decision
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.identifiers import AgencyId, CaseHandle, NodeId

OPENED = "safeconduct.receipt.opened.v1"
NOTHING_BESIDE = ["nothing_beside"]
"""In the place of an answer while nothing received lies beside the file, so that nothing is asked of the database."""


def at_the_beginning(case: UUID) -> list[str] | None:
    """What a new draft says of the chain: that there is none, or nothing, so that it is asked."""
    return None if Beside.objects.filter(own_case=case).exists() else NOTHING_BESIDE


def asked_after_all(own: UUID) -> None:
    """Something received was laid beside this file: its drafts are asked about the chain now."""
    Referral.objects.filter(case_id=own, state=State.DRAFT, chain=NOTHING_BESIDE).update(chain=None)


def received_beside(case: UUID | None) -> list[Referral]:
    """The referrals whose content lies beside this own file, the newest first; drafts are never received."""
    if case is None:
        return []
    beside = Beside.objects.filter(own_case=case).values_list("received_case", flat=True)
    return list(Referral.objects.filter(case_id__in=list(beside), side=Side.RECEIVER).order_by("-created_at"))


@transaction.atomic
def ask(*, referral: Referral, chain: Chain, by: Member, at: datetime) -> None:
    """What the person said: whether it goes on from a received one, and who may know. Raises NotPossible."""
    row = Referral.objects.select_for_update().get(id=referral.id)
    if row.state != State.DRAFT:
        raise NotPossible(NOT_POSSIBLE_NOW[State(row.state)])
    if chain.part_of is not None and chain.part_of not in {
        one.shared for one in received_beside(row.case_id)
    }:
        raise NotPossible(NOT_RECEIVED_HERE)
    is_part = chain.part_of is not None
    said = {FIRST: chain.first_may_know, NEXT: chain.next_may_know}
    row.part_of, row.chain = chain.part_of, [name for name, yes in said.items() if yes and is_part]
    row.save(update_fields=["part_of", "chain"])
    record(
        "referral:chain_asked",
        by=as_actor(by),
        at=at,
        case=row.case_id,
        referral=row.shared,
        detail={"is_part": is_part, "may_know": row.chain},
    )


def decision(row: Referral, recipient: Agency, received: Sequence[Referral] | None = None) -> Decision:
    """Whether this draft may leave as far as the chain goes."""
    if row.chain == NOTHING_BESIDE:
        return Allowed()
    beside = received_beside(row.case_id) if received is None else received
    first = next((one for one in beside if one.shared == row.part_of), None) if row.part_of else None
    return may_go_on(
        lies_beside=bool(beside),
        is_asked=row.chain is not None,
        through=_through(first),
        recipient=row.other_agency_id,
        next_agency=Recipient(recipient.sector, recipient.country),
    )


def _through(first: Referral | None) -> Through | None:
    if first is None:
        return None
    return Through(sender=first.other_agency_id, conditions=envelope.extract(first.consent).conditions)


def said_of_before(row: Referral) -> dict[str, object]:
    """What the envelope to the next one says of where the person came from: an agency and a country, or nothing."""
    first = first_of(row)
    if first is None or NEXT not in (row.chain or []):
        return {}
    return {"through": {"agency": str(first.other_agency_id), "country": country_of(first.other_agency_id)}}


def tell_the_first(row: Referral, recipient: Agency, *, by: Member, at: datetime) -> None:
    """Whoever referred the person to us learns that we referred on, where the person agreed: codes, and no content.

    Where nothing can be sealed to them now it is not told: it stops no sending.
    """
    first = first_of(row)
    if first is None or FIRST not in (row.chain or []):
        return
    onward = Onward(recipient.id, recipient.country, row.service, at)
    body = {"referral": str(first.shared), "sections": [], "onward": onward.members(), "role": by.profession}
    road = Road(
        handle=CaseHandle(first.handle),
        sender=AgencyId(first.agency_id),
        recipient=AgencyId(first.other_agency_id),
        peer=NodeId(first.peer),
    )
    parcel = Parcel(type=OPENED, body=body, lane=Lane.RECEIPTS, case=first.case_id, referral=first.shared)
    is_told = try_post(road, parcel, at=at)
    record(
        "referral:onward_told",
        by=as_actor(by),
        at=at,
        case=row.case_id,
        referral=first.shared,
        detail={"is_told": is_told},
    )
