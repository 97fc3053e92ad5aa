"""That something was written of a claim, for the timeline of whoever opens legal matters. None of its words."""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from safeconduct.cases.timeline.moments import Before, Kind, Moment
from safeconduct.rights.compensation.models import CompensationClaim
from safeconduct.rights.compensation.queries import SECTION


def of_case(case: UUID, before: Before, most: int) -> list[Moment]:
    """The saved states, newest first, those before a moment; the row policies choose. One statement."""
    rows = CompensationClaim.objects.filter(case_id=case).defer("sealed")
    if before is not None:
        rows = rows.filter(Q(saved_at__lt=before[0]) | Q(saved_at=before[0], id__lt=before[1]))
    return [
        Moment(
            row.id, row.saved_at, Kind.RIGHTS, _("Claim for compensation: something written down"), row.role,
            section=SECTION, link=f"/people/{case}/compensation/{row.claim_id}/",
        )
        for row in rows.order_by("-saved_at", "-id")[:most]
    ]  # fmt: skip
