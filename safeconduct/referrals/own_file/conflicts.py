"""Where a received name is opened first, the conflict check of the own agency is asked, and its answer said."""

from collections.abc import Collection, Mapping
from datetime import datetime

from safeconduct.access.requests import MemberRequest
from safeconduct.agencies.models import Member
from safeconduct.cases.conflicts import pages as conflicts
from safeconduct.cases.conflicts.actions import Found
from safeconduct.cases.conflicts.received import compare_received
from safeconduct.cases.queries import Reading
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side
from safeconduct.vocabulary.sections import Section


def found_in(
    row: Referral,
    readings: Mapping[Section, Reading],
    untold: Collection[Section],
    *,
    by: Member,
    at: datetime,
) -> Found | None:
    """What the check says of the name that is read now; None where it is not read, or was compared.

    `untold` are the sections that this role reads today for the first time: nothing is asked of each look at a page.
    """
    if row.side != Side.RECEIVER or row.case_id is None or Section.IDENTITY not in untold:
        return None
    identity = readings.get(Section.IDENTITY)
    return compare_received(row.case_id, identity.content, by=by, at=at) if identity else None


def tell_conflict(
    request: MemberRequest, row: Referral, readings: Mapping[Section, Reading], untold: Collection[Section]
) -> None:
    """A possible conflict is said on the page that is being made; of none nothing is said."""
    found = found_in(row, readings, untold, by=request.member, at=request.at)
    if found is not None and found.is_possible:
        conflicts.tell(request, found)
