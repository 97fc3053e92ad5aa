"""Telling the other side what was taken back. It holds here whether or not they can be told.

While nothing can be sealed to them (their keys wait for a confirmation, or their agency has left its node's
card) a flag says so beside the state, and a member tells them again; the worker cannot, for its key signs
nothing that a member decides.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.consent.rules import Channel
from safeconduct.exchange.models import Incoming
from safeconduct.exchange.outbox import Parcel, post, try_post
from safeconduct.exchange.wire import Lane
from safeconduct.referrals import effects, envelope
from safeconduct.referrals.clocks import Beside
from safeconduct.referrals.history import Flag
from safeconduct.referrals.models import Referral
from safeconduct.vocabulary.codes import Withdrawal

WITHDRAWN = "safeconduct.referral.withdrawn.v1"
NARROWED = "safeconduct.consent.narrowed.v1"

PERSONS_WORD: frozenset[str] = frozenset({Withdrawal.CONSENT_WITHDRAWN, Withdrawal.BY_PERSON})
"""With these reasons the person has spoken; with every other an agency ended it."""


def whole(row: Referral, role: str, heard: Channel | None = None) -> Parcel:
    """The message that the referral was taken back; it overtakes, and may be the first to arrive.

    `heard` is how the person said it to the receiver, for the consent that the sender keeps.
    """
    body: dict[str, object] = {"envelope": envelope.written(row, role)}
    if heard is not None:
        body["channel"] = heard.value
    return Parcel(type=WITHDRAWN, body=body, lane=Lane.WITHDRAWAL, case=row.case_id, referral=row.shared)


def single(row: Referral, role: str, sections: Iterable[str]) -> Parcel:
    """The message that these sections were taken back."""
    body = {"envelope": envelope.written(row, role), "sections": list(sections)}
    return Parcel(type=NARROWED, body=body, lane=Lane.WITHDRAWAL, case=row.case_id, referral=row.shared)


def tell(row: Referral, parcel: Parcel, *, at: datetime) -> None:
    """Post it, or put the flag beside the state that they have not been told: a partner without a node never has."""
    if effects.is_by_hand(row) or not try_post(effects.road(row), parcel, at=at):
        row.flags = sorted({*row.flags, Beside.NOT_TOLD.value})
        row.save(update_fields=["flags"])


def part_told_at(row: Referral) -> datetime | None:
    """When the other side told us that a part was taken back, the latest; None when it never did."""
    told = Incoming.objects.filter(referral_id=row.shared, agency_id=row.agency_id, type=NARROWED)
    return told.order_by("-received_at").values_list("received_at", flat=True).first()


@transaction.atomic
def tell_again(*, referral: UUID, by: Member, at: datetime) -> None:
    """Tell them now what they could not be told. Raises NotPossible while they still cannot be."""
    row = Referral.objects.select_for_update().get(id=referral)
    if Beside.NOT_TOLD not in row.flags:
        return
    is_whole = Flag.CONSENT_WITHDRAWN in row.flags
    parcel = whole(row, by.profession) if is_whole else single(row, by.profession, row.taken_back)
    post(effects.road(row), parcel, at=at)
    row.flags = sorted({*row.flags} - {Beside.NOT_TOLD.value})
    row.save(update_fields=["flags"])
    record("referral:told_again", by=as_actor(by), at=at, case=row.case_id, referral=row.shared)
