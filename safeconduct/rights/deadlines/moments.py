"""That a last day was written down, for the timeline of a file. Neither the day nor the right."""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from safeconduct.cases.timeline.moments import Before, Kind, Moment
from safeconduct.rights.deadlines.models import Deadline
from safeconduct.rights.queries import SECTION


def of_case(case: UUID, before: Before, most: int) -> list[Moment]:
    """Newest first, those before a moment; the row policies choose. One statement."""
    rows = Deadline.objects.filter(case_id=case).only("id", "saved_at", "role")
    if before is not None:
        rows = rows.filter(Q(saved_at__lt=before[0]) | Q(saved_at=before[0], id__lt=before[1]))
    return [
        Moment(
            row.id, row.saved_at, Kind.RIGHTS, _("Rights: a last day was kept"), row.role, section=SECTION,
            link=f"/people/{case}/rights/deadlines/",
        )
        for row in rows.order_by("-saved_at", "-id")[:most]
    ]  # fmt: skip
