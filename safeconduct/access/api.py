"""Who am I: the member, the agency and the term of the token that asks."""

from datetime import datetime
from uuid import UUID

from ninja import Router, Schema

from safeconduct.access.scopes import Scope
from safeconduct.access.software import SoftwareRequest, for_software
from safeconduct.vocabulary.codes import Profession

router = Router(tags=["token"])


class AgencyOut(Schema):
    """An agency: its id, name and country (ISO 3166-1)."""

    id: UUID
    name: str
    country: str


class Me(Schema):
    """The member whose token asks, and what the token may do until when."""

    member: UUID
    profession: Profession
    agency: AgencyOut
    teams: list[UUID]
    token: UUID
    scopes: list[Scope]
    until: datetime


@router.get("/me", response=Me, operation_id="who_am_i", summary="Who am I")
@for_software()
def me(request: SoftwareRequest) -> Me:
    """The member, the agency, and what this token was made for."""
    by, entered = request.member, request.auth
    return Me(
        member=by.id,
        profession=Profession(by.profession),
        agency=AgencyOut(id=by.agency_id, name=by.agency.name, country=by.agency.country),
        teams=list(by.teams),
        token=entered.token,
        scopes=sorted(entered.scopes),
        until=entered.until,
    )
