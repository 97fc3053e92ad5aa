"""That something was written in a matter, for the timeline of its lawyer and deputy: the row policies show it to nobody
else. Nothing of what was written.
"""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from safeconduct.cases.timeline.moments import Before, Kind, Moment
from safeconduct.counsel.models import MatterSheet
from safeconduct.counsel.queries import SECTION
from safeconduct.vocabulary.codes import Profession


def of_case(case: UUID, before: Before, most: int) -> list[Moment]:
    """The saved states, newest first, those before a moment. One statement."""
    rows = MatterSheet.objects.filter(case_id=case).defer("sealed")
    if before is not None:
        rows = rows.filter(Q(saved_at__lt=before[0]) | Q(saved_at=before[0], id__lt=before[1]))
    return [
        Moment(
            row.id, row.saved_at, Kind.MATTER, _("Matter: something was written"), Profession.LAWYER,
            section=SECTION, link=f"/matters/{row.matter_id}/versions/{row.version}/",
        )
        for row in rows.order_by("-saved_at", "-id")[:most]
    ]  # fmt: skip
