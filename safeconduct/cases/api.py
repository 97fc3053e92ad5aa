"""The member's own people, by alias: for whom a referral can be made. No section is read here."""

from datetime import datetime
from uuid import UUID

from ninja import Field, Query, Router, Schema

from safeconduct.access import cursors
from safeconduct.access.scopes import Scope
from safeconduct.access.software import SoftwareRequest, for_software
from safeconduct.cases.queries import own_cases

router = Router(tags=["sending"])


class Person(Schema):
    """One person of the own agency's, by alias; `case` is what a new referral names."""

    case: UUID
    alias: str
    opened_at: datetime


class People(Schema):
    """A page of people; `next` is the cursor of the next one, null at the end."""

    items: list[Person]
    next: str | None


class Page(Schema):
    """Where to go on, and how many at once."""

    after: str = Field("", max_length=200, description="The cursor of the page before")
    limit: int = Field(cursors.USUAL, ge=1, le=cursors.MOST)


@router.get("/people", response=People, operation_id="list_people", summary="The member's own people")
@for_software(Scope.SEND)
def people(request: SoftwareRequest, page: Query[Page]) -> People:
    """Open cases in which the member holds something, newest first; the list is recorded."""
    shown, has_more = own_cases(
        by=request.member, at=request.at, before=cursors.moment_and_id(page.after), most=page.limit
    )
    last = shown[-1] if has_more else None
    return People(
        items=[Person(case=line.case, alias=line.alias, opened_at=line.opened_at) for line in shown],
        next=cursors.written(last.opened_at.isoformat(), str(last.case)) if last else None,
    )
