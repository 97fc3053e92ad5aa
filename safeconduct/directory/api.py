"""Services that can be asked, and how many places the own ones have free. Nothing about a person."""

from datetime import date, datetime
from uuid import UUID

from ninja import Field, Query, Router, Schema

from safeconduct.access import cursors
from safeconduct.access.scopes import Scope
from safeconduct.access.software import SoftwareRequest, for_software
from safeconduct.directory import queries
from safeconduct.directory.actions import MOST_PLACES, say_capacity
from safeconduct.directory.models import Entry
from safeconduct.vocabulary.codes import Need
from safeconduct.vocabulary.identifiers import parsed

router = Router(tags=["services"])


class Check(Schema):
    """When a part was said or checked last, and by which agency."""

    on: date
    by: UUID


class Service(Schema):
    """One service of one team; `id` is what a new referral names. Places are null while the team says nothing.

    `doubted_at` is when a referral was declined there for want of a place; null again when places are said anew.
    `checks` has the parts that were checked: takes, reached, where.

    `ways` is empty for an agency with a node. Any other is told by hand: by telephone, paper or a sealed file.
    `jurisdictions` and `proceeding_types` say which law it practises; empty where it has not said.
    """

    id: UUID
    service: str
    needs: list[str]
    purpose: str
    takes_children: bool
    agency: UUID
    agency_name: str
    country: str
    team: UUID
    languages: list[str]
    hours: str
    places_free: int | None
    places_as_of: datetime | None
    doubted_at: datetime | None
    checks: dict[str, Check]
    ways: list[str]
    jurisdictions: list[str]
    proceeding_types: list[str]


class Services(Schema):
    """A page of services; `next` is the cursor of the next one, null at the end."""

    items: list[Service]
    next: str | None


class ServiceFilters(Schema):
    """What is looked for; what is empty does not filter."""

    need: Need | None = None
    country: str = Field("", max_length=2, description="ISO 3166-1")
    language: str = Field("", max_length=12, description="Tag of a language that the team reads")
    own: bool = Field(False, description="Only those of the own agency")
    after: str = Field("", max_length=200, description="The cursor of the page before")
    limit: int = Field(cursors.USUAL, ge=1, le=cursors.MOST)


class Capacity(Schema):
    """How many places are free; null takes back what was said."""

    model_config = {"extra": "forbid", "json_schema_extra": {"examples": [{"places_free": 2}]}}

    places_free: int | None = Field(ge=0, le=MOST_PLACES)


class CapacityOut(Schema):
    """What is shown now."""

    service: UUID
    places_free: int | None
    places_as_of: datetime | None


@router.get(
    "/services", response=Services, operation_id="list_services", summary="Services that can be asked"
)
@for_software()
def services(request: SoftwareRequest, filters: Query[ServiceFilters]) -> Services:
    """The directory, filtered, in the order of ids."""
    cursor = cursors.read(filters.after, str)
    found = queries.page(
        queries.Filters(filters.need or "", filters.country.upper(), filters.language),
        agency=request.member.agency_id if filters.own else None,
        after=_id(cursor[0]) if cursor else None,
        most=filters.limit + 1,
    )
    shown = found[: filters.limit]
    more = cursors.written(str(shown[-1].id)) if len(found) > filters.limit else None
    return Services(items=[_service(entry) for entry in shown], next=more)


@router.put(
    "/services/{service}/capacity",
    response=CapacityOut,
    operation_id="say_capacity",
    summary="How many places a service of the own team has free",
)
@for_software(Scope.CAPACITY)
def capacity(request: SoftwareRequest, service: str, said: Capacity) -> CapacityOut:
    """Shown beside the service on this node until it is said anew; the card for other nodes does not carry it."""
    entry = say_capacity(
        entry=queries.entry(parsed(service)), places=said.places_free, by=request.member, at=request.at
    )
    return CapacityOut(service=entry.id, places_free=entry.places_free, places_as_of=entry.places_as_of)


def _id(part: str | int) -> UUID:
    try:
        return UUID(str(part))
    except ValueError:
        raise cursors.wrong() from None


def _service(entry: Entry) -> Service:
    return Service(
        id=entry.id,
        service=entry.service,
        needs=entry.needs,
        purpose=entry.purpose,
        takes_children=entry.takes_children,
        agency=entry.agency_id,
        agency_name=entry.agency.name,
        country=entry.agency.country,
        team=entry.team_id,
        languages=entry.team.languages,
        hours=entry.hours,
        places_free=entry.places_free,
        places_as_of=entry.places_as_of,
        doubted_at=entry.doubted_at,
        checks={part: Check(**said) for part, said in entry.checks.items()},
        ways=entry.ways,
        jurisdictions=entry.jurisdictions,
        proceeding_types=entry.proceeding_types,
    )
