"""Members and agencies, for those who act and for the pages that name them."""

import time
from uuid import UUID

from django.utils.translation import gettext as _

from safeconduct.agencies.models import Agency, Member, Team
from safeconduct.agencies.rules import may_have_cases
from safeconduct.audit.actions import Actor
from safeconduct.vocabulary.ahead import Ahead
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.ready import Ready, read_choice, written_choice

_MEMBER = Ready(
    lambda member: Member.objects.select_related("agency").filter(id=member, suspended_at__isnull=True)
)
_TEAM = Ready(lambda team: Team.objects.select_related("agency").filter(id=team))
_AGENCY = Ready(lambda agency: Agency.objects.filter(id=agency))

COUNTRY_SECONDS = 60.0
_countries: dict[UUID, tuple[float, str]] = {}
"""Every move asks in which country the days are counted; it changes only with a new card, if ever."""


def member(member_id: UUID) -> Member:
    """A member who is not suspended, with the agency at hand. Raises NotFound."""
    found = _MEMBER.first(member=member_id)
    if found is None:
        raise NotFound(_("This place in the agency is not open any more. Ask your agency's administrator."))
    return found


def places_of(user_id: int) -> list[Member]:
    """The open places of one account; it acts for one at a time."""
    return list(
        Member.objects.select_related("agency").filter(user_id=user_id, suspended_at=None).order_by("id")
    )


def colleagues(agency_id: UUID, most: int = 100) -> list[Member]:
    """Members of one agency who are not suspended."""
    return list(
        Member.objects.select_related("agency")
        .filter(agency_id=agency_id, suspended_at=None)
        .order_by("name")[:most]
    )


def case_colleagues(agency_id: UUID) -> list[Member]:
    """Those of them who can be named for a case: not who administers, judges, edits or trains."""
    return [one for one in colleagues(agency_id) if may_have_cases(Profession(one.profession))]


def supervisors(agency_id: UUID) -> list[Member]:
    """Those of them who supervise, and so see what a colleague cannot decide alone."""
    return [one for one in case_colleagues(agency_id) if one.supervises]


def supervisors_of(agency_ids: set[UUID]) -> dict[UUID, list[Member]]:
    """The same of several agencies, in one query."""
    found: dict[UUID, list[Member]] = {}
    if agency_ids:
        rows = Member.objects.filter(agency_id__in=agency_ids, supervises=True, suspended_at=None)
        for one in rows.order_by("name"):
            if may_have_cases(Profession(one.profession)):
                found.setdefault(one.agency_id, []).append(one)
    return found


def agency(agency_id: UUID) -> Agency:
    """An agency of this node or of a peer. Raises NotFound."""
    found = _AGENCY.first(agency=agency_id)
    if found is None:
        raise NotFound(_("This agency is not known here."))
    return found


def country_of(agency_id: UUID) -> str:
    """The country of an agency, known to the process for a minute. Raises NotFound."""
    now = time.monotonic()
    known = _countries.get(agency_id)
    if known is None or now - known[0] >= COUNTRY_SECONDS:
        known = _countries[agency_id] = (now, agency(agency_id).country)
    return known[1]


def agencies(ids: set[UUID]) -> dict[UUID, Agency]:
    """Several agencies by id, in one query."""
    return agencies_in(agencies_of(ids)) if ids else {}


def agencies_of(ids: set[UUID]) -> Ahead:
    """The question of `agencies`, for whoever sends it ahead."""
    return Ahead(written_choice(Agency, "WHERE o.id = ANY(%s::uuid[])"), [list(ids)])


def agencies_in(answer: Ahead) -> dict[UUID, Agency]:
    """What it was answered, by id."""
    return {one.id: one for one in read_choice(Agency, answer.rows())}


def team(team_id: UUID) -> Team:
    """A team with its agency. Raises NotFound."""
    found = _TEAM.first(team=team_id)
    if found is None:
        raise NotFound(_("This team is not known here."))
    return found


def teams(ids: set[UUID]) -> dict[UUID, Team]:
    """Several teams by id, each with its agency, in one query."""
    return Team.objects.select_related("agency").in_bulk(list(ids))


def as_actor(by: Member) -> Actor:
    """How the audit and the person's own page name a member: profession and agency, never the name."""
    return Actor(kind="member", id=str(by.id), role=by.profession, agency=by.agency_id)
