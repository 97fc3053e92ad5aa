"""Entering that the person lets an onward referral go on, although what came before it is taken back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from safeconduct.access.queries import held
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.consent.rules import Channel
from safeconduct.referrals import actions
from safeconduct.referrals.clocks import Beside
from safeconduct.referrals.sub_referrals import following
from safeconduct.referrals.sub_referrals.taking_back import NOTHING_TAKEN_BACK, may_keep_on, open_parts
from safeconduct.vocabulary.decisions import require
from safeconduct.vocabulary.errors import NotPossible


@transaction.atomic
def keep_on(*, referral: UUID, channel: Channel, by: Member, at: datetime) -> None:
    """The person was asked and lets it go on; a later taking back is asked about again. Raises NotPossible."""
    row = actions.locked(referral)
    found = following.with_before().filter(id=row.id).first()
    if found is None:
        raise NotPossible(NOTHING_TAKEN_BACK)
    before, after = following.before_of(found), following.next_of(found)
    in_hand = row.case_id is not None and bool(held(row.case_id))
    require(may_keep_on(before, after, has_it_in_hand=in_hand))
    kept = open_parts(before, after)
    row.kept_on = sorted({*row.kept_on, *kept})
    row.flags = sorted({*row.flags} - {Beside.TAKEN_BACK_BEFORE.value})
    row.save(update_fields=["kept_on", "flags"])
    record(
        "referral:kept_on",
        by=as_actor(by),
        at=at,
        case=row.case_id,
        referral=row.shared,
        detail={"parts": kept, "channel": channel.value},
    )
