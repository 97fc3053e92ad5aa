"""What has changed, as a feed that is read at one's own pace: which referral, what kind, when. Nothing of a person.

A feed instead of calls to an address of the software's: nothing is sent to where somebody else may listen, and nothing
is lost while the software is down.
"""

from datetime import datetime
from uuid import UUID

from ninja import Field, Query, Schema

from safeconduct.access import cursors
from safeconduct.access.problems import CURSOR_OVER, Problem
from safeconduct.access.scopes import Scope
from safeconduct.access.software import SoftwareRequest, for_software
from safeconduct.referrals.api.router import router
from safeconduct.referrals.listing import PlaceIsGone, feed

TAGS = ["events"]


class Change(Schema):
    """One change. `kind` is the move, or news, receipt, section, part_taken_back, holder_answered; more may come."""

    referral: str
    kind: str
    at: datetime


class Changes(Schema):
    """Changes in their order. `next` is where to go on, to be kept by the reader; `has_more` says whether at once."""

    items: list[Change]
    next: str
    has_more: bool


class After(Schema):
    """Where to go on."""

    after: str = Field(
        "", max_length=200, description="The `next` of the answer before; none begins at the oldest"
    )
    limit: int = Field(cursors.USUAL, ge=1, le=cursors.MOST)
    wait: int = Field(0, ge=0, le=0, description="Only 0: the answer comes at once")


@router.get("/events", response=Changes, operation_id="list_events", tags=TAGS, summary="What has changed")
@for_software(Scope.READ)
def events(request: SoftwareRequest, page: Query[After]) -> Changes:
    """Changes of the member's referrals within the last 90 days, without a gap however transactions overlap."""
    try:
        found = feed(by=request.member, after=_place(page.after), most=page.limit)
    except PlaceIsGone:
        raise Problem(CURSOR_OVER) from None
    return Changes(
        items=[Change(referral=line.referral.reference, kind=line.kind, at=line.at) for line in found.lines],
        next=cursors.written(found.place[0], str(found.place[1])) if found.place else "",
        has_more=found.has_more,
    )


def _place(cursor: str) -> tuple[int, UUID] | None:
    parts = cursors.read(cursor, int, str)
    if parts is None:
        return None
    number = int(parts[0])
    if not 0 < number < 2**62:
        raise cursors.wrong()
    try:
        return number, UUID(str(parts[1]))
    except ValueError:
        raise cursors.wrong() from None
