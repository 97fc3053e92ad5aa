"""Recording the ground on which something leaves the European Union."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from safeconduct.access.queries import held
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor, country_of
from safeconduct.audit.actions import record
from safeconduct.referrals.actions import locked
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import ENDED, State
from safeconduct.referrals.reasons import NOT_POSSIBLE_NOW
from safeconduct.referrals.transfers.guarding import crossing
from safeconduct.referrals.transfers.rules import Transfer, may_rest_on
from safeconduct.vocabulary.decisions import require
from safeconduct.vocabulary.errors import NotFound, NotPossible


@transaction.atomic
def rest_on(*, referral: UUID, transfer: Transfer, by: Member, at: datetime) -> Referral:
    """What goes from here to the other side of this referral rests on this ground from now on. Kept with the referral,
    and recorded with country and sections. Raises NotFound where `by` has nothing of the case in hand, NotPossible."""
    row = locked(referral)
    if row.case_id is None or not held(row.case_id):
        raise NotFound(_("There is no such referral for you."))
    if State(row.state) in ENDED:
        raise NotPossible(NOT_POSSIBLE_NOW[State(row.state)])
    require(may_rest_on(transfer, crossing(row, by.agency)))
    row.transfer_ground, row.transfer_number = transfer.ground, transfer.number.strip()
    row.save(update_fields=["transfer_ground", "transfer_number"])
    detail: dict[str, str | int | bool | list[str]] = {
        "ground": row.transfer_ground,
        "number": row.transfer_number,
        "country": country_of(row.other_agency_id),
        "told": transfer.is_told,
        "sections": [*row.at_once, *row.held_back],
    }
    record(
        "referral:transfer_ground",
        by=as_actor(by),
        at=at,
        case=row.case_id,
        referral=row.shared,
        detail=detail,
    )
    return row
