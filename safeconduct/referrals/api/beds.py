"""The daily bed count for a member's own software: counting, and what those that one agreed with have counted."""

from datetime import date, datetime
from uuid import UUID

from ninja import Field, Schema

from safeconduct.access.scopes import Scope
from safeconduct.access.software import SoftwareRequest, for_software
from safeconduct.referrals.api.router import router
from safeconduct.referrals.beds import actions, queries
from safeconduct.referrals.beds.rules import MOST

TAGS = ["services"]


class FreeBeds(Schema):
    """Free places of one of the agency's services."""

    service: UUID
    free: int = Field(ge=0, le=MOST)


class AllBeds(Schema):
    """Places in all, of a kind of service with beds: a code of `service`."""

    kind: str
    total: int = Field(ge=0, le=MOST)


class CountIn(Schema):
    """The count of the day. A service that is left out counts with what the directory has."""

    model_config = {"extra": "forbid", "json_schema_extra": {"examples": [{"free": [], "totals": []}]}}

    free: list[FreeBeds] = Field(max_length=50)
    totals: list[AllBeds] = Field(default_factory=list, max_length=10)


class Bed(Schema):
    """What an agency counted last, of one kind. `late`: the count of the day is missing."""

    agency: UUID
    kind: str
    free: int
    total: int | None
    day: date
    counted_at: datetime
    late: bool


class Beds(Schema):
    """The own agency's and of each agency that agreed with it, as the page shows them."""

    counts: list[Bed]


@router.get("/beds", response=Beds, operation_id="list_beds", tags=TAGS, summary="The daily bed count")
@for_software(Scope.READ)
def beds(request: SoftwareRequest) -> Beds:
    """Only by agreements of the own agency. The reading is recorded, as on the page."""
    return _beds(request)


@router.post(
    "/beds",
    response={201: Beds},
    operation_id="count_beds",
    tags=TAGS,
    summary="Count the free places of the day",
)
@for_software(Scope.MOVE, status=201)
def count(request: SoftwareRequest, said: CountIn) -> Beds:
    """A second count of a day stands in the place of the first. The directory says the same afterwards."""
    actions.count(
        free={one.service: one.free for one in said.free},
        totals={one.kind: one.total for one in said.totals},
        by=request.member,
        at=request.at,
    )
    return _beds(request)


def _beds(request: SoftwareRequest) -> Beds:
    found = queries.network(by=request.member, at=request.at)
    return Beds(
        counts=[
            Bed(
                agency=one.agency.id, kind=row.service, free=row.free, total=row.total, day=row.day,
                counted_at=row.counted_at, late=one.is_late,
            )
            for one in found
            for row in one.last
        ]
    )  # fmt: skip
