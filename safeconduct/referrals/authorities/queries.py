"""Questions of authorities and offers of statements, as far as the acting member may know of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from safeconduct.access.ring import ring
from safeconduct.agencies.models import Agency, Member, Team
from safeconduct.cases.contents import Content
from safeconduct.cases.models import SectionVersion
from safeconduct.cases.vault import VERSIONS, opened_by
from safeconduct.keys.models import SectionKey
from safeconduct.keys.sections import unwrap
from safeconduct.referrals.authorities.models import AuthorityAsk, Statement
from safeconduct.referrals.authorities.rules import Facts
from safeconduct.vocabulary.codes import Sector
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.sections import Section

MOST = 100
AUTHORITIES = (Sector.POLICE.value, Sector.PROSECUTION.value)


@dataclass(frozen=True, slots=True)
class Open:
    """The section that is open to the acting member by one question; `content` is None where nothing is to be read."""

    case: UUID
    section: Section
    until: datetime
    version: int
    content: Content | None


@dataclass(frozen=True, slots=True)
class Told:
    """The one sentence: a statement was offered on this day to this unit, says this agency."""

    agency: UUID
    team: UUID
    offered_on: date
    until: datetime


@dataclass(frozen=True, slots=True)
class End:
    """The consent that a question was answered with ends before the day that was asked for: when, and why."""

    at: datetime
    why: str


def ends() -> dict[UUID, End]:
    """By question, of those that the acting member has asked or answers: whose consent ends before its day."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ask, ends_at, why FROM referrals.asked_ends()")
        return {ask: End(at, why) for ask, at, why in cursor.fetchall()}


def facts(row: AuthorityAsk, ends: Mapping[UUID, End]) -> Facts:
    """What the rules look at; `ends` is what `ends()` gives."""
    end = ends.get(row.id)
    return Facts(row.answer, row.ended_why, row.until, *((end.at, end.why) if end else ()))


def asked_by(member: Member) -> list[AuthorityAsk]:
    """What this member has asked for, newest first."""
    return list(AuthorityAsk.objects.filter(asked_by=member.id).order_by("-asked_at", "id")[:MOST])


def own(ask: UUID, *, by: Member) -> AuthorityAsk:
    """One of them. Raises NotFound."""
    row = AuthorityAsk.objects.filter(id=ask, asked_by=by.id).first()
    if row is None:
        raise NotFound(_("You have asked for nothing under this address."))
    return row


def number_in(case: UUID) -> str:
    """The number of a file, as it is kept with a question."""
    return case.hex[:12]


def for_file(case: UUID) -> list[AuthorityAsk]:
    """What authorities ask for of this file, newest first; the row policies show it to who has it in hand."""
    return list(AuthorityAsk.objects.filter(number=number_in(case)).order_by("-asked_at", "id")[:MOST])


def one_for_file(case: UUID, ask: UUID, *, lock: bool = False) -> AuthorityAsk:
    """One of them. Raises NotFound."""
    rows = AuthorityAsk.objects.select_for_update() if lock else AuthorityAsk.objects
    row = rows.filter(id=ask, number=number_in(case)).first()
    if row is None:
        raise NotFound(_("Nobody asks for this under this address."))
    return row


def read(ask: UUID) -> Open | None:
    """What is open by this question now; None when nothing is. Who calls this records the reading.

    The database decides: `referrals.asked_section` gives nothing where anything of the consent does not fit any more.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM referrals.asked_section(%s)", [ask])
        row = cursor.fetchone()
    if row is None:
        return None
    case, section, until, version_id, version, generation, sealed, intake, wrapped = row
    content = None
    if wrapped is not None:
        key = SectionKey(case_id=case, section=section, generation=generation, intake=intake, wrapped=wrapped)
        version_row = SectionVersion(id=version_id, case_id=case, section=section, sealed=sealed)
        content = opened_by(unwrap(ring(), key), VERSIONS, version_row)
    return Open(case, Section(section), until, version or 0, content)


def units(node: str) -> list[Team]:
    """The teams of police and prosecution with a seat on this node."""
    return list(
        Team.objects.select_related("agency")
        .filter(agency__node=node, agency__sector__in=AUTHORITIES)
        .order_by("agency__name", "name")[:MOST]
    )


def works_there(team: UUID) -> list[Member]:
    """Who has a seat in a unit."""
    return list(Member.objects.filter(seats__team_id=team, suspended_at=None).order_by("name", "id")[:MOST])


def statements_of(case: UUID) -> list[Statement]:
    """What was offered to this person, newest first."""
    return list(Statement.objects.filter(case_id=case).order_by("-offered_on", "-recorded_at")[:MOST])


def statement(case: UUID, offer: UUID, *, lock: bool = False) -> Statement:
    """One of them. Raises NotFound."""
    rows = Statement.objects.select_for_update() if lock else Statement.objects
    row = rows.filter(id=offer, case_id=case).first()
    if row is None:
        raise NotFound(_("There is no such offer for you."))
    return row


def told_to_me() -> list[Told]:
    """What the acting member may know of statements: a day, a unit and who says so."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT agency_id, team_id, offered_on, until FROM referrals.statements_told_to_me()")
        return [Told(*row) for row in cursor.fetchall()]


def named(agencies: set[UUID], teams: set[UUID]) -> tuple[dict[UUID, Agency], dict[UUID, Team]]:
    """Agencies and teams by id."""
    return Agency.objects.in_bulk(list(agencies)), Team.objects.in_bulk(list(teams))
