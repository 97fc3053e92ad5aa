"""The moves of a person's referrals, for the timeline of their file: what happened, and no text of anybody."""

from uuid import UUID

from django.db.models import Q

from safeconduct.cases.timeline.moments import Before, Kind, Moment, Sight
from safeconduct.referrals.labels import PAST
from safeconduct.referrals.models import StoredMove
from safeconduct.referrals.moves import Event


def of_case(case: UUID, before: Before, most: int) -> list[Moment]:
    """The moves that stand, newest first, those before a moment; the row policies choose. One statement."""
    rows = StoredMove.objects.filter(referral__case_id=case, ordinal__isnull=False).select_related("referral")
    if before is not None:
        rows = rows.filter(Q(at__lt=before[0]) | Q(at=before[0], id__lt=before[1]))
    return [
        Moment(
            row.id,
            row.at,
            Kind.REFERRAL,
            PAST[Event(row.event)],
            row.role,
            sight=Sight.BOTH_AGENCIES,
            note=row.referral.reference,
            link=f"/referrals/{row.referral.reference}/",
        )
        for row in rows.order_by("-at", "-id")[:most]
    ]
