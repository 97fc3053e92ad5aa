"""That something was written of a person's rights, for the timeline of their file. Nothing of what was written."""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from safeconduct.cases.timeline.moments import Before, Kind, Moment
from safeconduct.rights.models import RightsSheet
from safeconduct.rights.queries import SECTION


def of_case(case: UUID, before: Before, most: int) -> list[Moment]:
    """The saved states, newest first, those before a moment; the row policies choose. One statement."""
    rows = RightsSheet.objects.filter(case_id=case).defer("sealed")
    if before is not None:
        rows = rows.filter(Q(saved_at__lt=before[0]) | Q(saved_at=before[0], id__lt=before[1]))
    return [
        Moment(
            row.id, row.saved_at, Kind.RIGHTS, _("Rights: told, asked for, or a day written down"), row.role,
            section=SECTION, link=f"/people/{case}/rights/",
        )
        for row in rows.order_by("-saved_at", "-id")[:most]
    ]  # fmt: skip
