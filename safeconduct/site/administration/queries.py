"""What administration shows: members, teams and services of one agency. Nothing of a case is asked for."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext as _

from safeconduct.agencies.models import Agency, Member, Team
from safeconduct.agencies.rights import Rights, Standing, may_end_place, seconds
from safeconduct.directory.models import Entry
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import Decision
from safeconduct.vocabulary.entered import number_in
from safeconduct.vocabulary.errors import NotFound

MOST = 50


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many of each there are."""

    members: int
    suspended: int
    teams: int
    services: int


def numbers(agency: UUID) -> Numbers:
    """For the first page."""
    open_ones = list(
        Member.objects.filter(agency_id=agency, left_at=None).values_list("suspended_at", flat=True)
    )
    return Numbers(
        members=sum(at is None for at in open_ones),
        suspended=sum(at is not None for at in open_ones),
        teams=Team.objects.filter(agency_id=agency).count(),
        services=Entry.objects.filter(agency_id=agency).count(),
    )


def members(agency: UUID, wanted: str = "") -> list[Member]:
    """At most `MOST` members by name, suspended ones too; `wanted` is a part of a name or of a team's."""
    found = Member.objects.filter(agency_id=agency, left_at=None).prefetch_related("seats__team")
    if wanted:
        found = found.filter(Q(name__icontains=wanted) | Q(seats__team__name__icontains=wanted)).distinct()
    return list(found.order_by("name", "id")[:MOST])


def member_of(agency: UUID, member: UUID) -> Member:
    """A member of the agency who has not left, suspended or not. Raises NotFound."""
    found = Member.objects.select_related("agency").filter(agency_id=agency, id=member, left_at=None).first()
    if found is None:
        raise NotFound(_("There is no such member in your agency."))
    return found


def place(member: UUID) -> Member:
    """A place with its agency, whoever's it is."""
    return Member.objects.select_related("agency").get(id=member)


def keepers() -> list[Member]:
    """Who keeps the node, with their agencies."""
    found = Member.objects.select_related("agency").filter(keeps_node=True, suspended_at=None)
    return list(found.order_by("name")[:MOST])


def administrators(agencies: list[UUID]) -> list[Member]:
    """Who runs these agencies' places here."""
    found = Member.objects.filter(
        agency_id__in=agencies, profession=Profession.ADMINISTRATOR, suspended_at=None
    )
    return list(found.order_by("agency__name", "name")[: 4 * MOST])


def rights_of(member: Member) -> Rights:
    """What a member may now."""
    return Rights(Profession(member.profession), member.supervises, member.keeps_node)


def standings(agency: UUID) -> list[Standing]:
    """The agency's members who are not suspended, as the rules look at them."""
    found = Member.objects.filter(agency_id=agency, suspended_at=None)
    return [Standing(one.id, rights_of(one)) for one in found]


def may_go(member: Member) -> Decision:
    """Whether the member's place may be suspended or ended."""
    keepers = Member.objects.filter(keeps_node=True, suspended_at=None).exclude(id=member.id).count()
    return may_end_place(standings(member.agency_id), member=member.id, other_keepers=keepers)


def confirmers(member: Member, *, asked_by: UUID) -> list[Member]:
    """Who could confirm that this member gets more rights."""
    found = seconds(standings(member.agency_id), first=asked_by, about=member.id)
    return list(Member.objects.filter(id__in=found).order_by("name")[:MOST])


def address_of(member: Member) -> str:
    """Where the member is mailed; "" when nowhere."""
    found = get_user_model().objects.filter(pk=member.user_id).values_list("email", flat=True).first()
    return str(found or "")


def teams(agency: UUID) -> list[Team]:
    """All teams of the agency."""
    return list(Team.objects.filter(agency_id=agency).order_by("name")[:MOST])


def team_of(agency: UUID, team: UUID) -> Team:
    """One of them. Raises NotFound."""
    found = Team.objects.filter(agency_id=agency, id=team).first()
    if found is None:
        raise NotFound(_("There is no such team in your agency."))
    return found


def agency_here(node: str, agency: UUID) -> Agency:
    """An agency with a seat on this node. Raises NotFound."""
    found = Agency.objects.filter(node=node, id=agency).first()
    if found is None:
        raise NotFound(_("There is no such agency on this node."))
    return found


def services(agency: UUID) -> list[Entry]:
    """All services of the agency's teams."""
    return list(
        Entry.objects.select_related("team").filter(agency_id=agency).order_by("team__name", "service")[:MOST]
    )


def service_of(agency: UUID, entry: UUID) -> Entry:
    """One of them. Raises NotFound."""
    found = Entry.objects.select_related("team").filter(agency_id=agency, id=entry).first()
    if found is None:
        raise NotFound(_("There is no such service in your agency."))
    return found


def with_agency(entry: Entry) -> Entry:
    """The same with its agency."""
    return Entry.objects.select_related("team", "agency").get(id=entry.id)


def agencies_from(node: str, place: str) -> tuple[list[Agency], int]:
    """At most `MOST` agencies of this node by name, from the place that an address names; where the next begin, or 0.

    Of `NO_NODE` they are the partners without one.
    """
    first = number_in(place, digits=6) or 0
    found = list(Agency.objects.filter(node=node).order_by("name", "id")[first : first + MOST + 1])
    return found[:MOST], first + MOST if len(found) > MOST else 0


def with_administrators(found: list[Agency]) -> list[tuple[Agency, int]]:
    """Each agency with the number of its administrators."""
    running = Member.objects.filter(
        agency__in=found, profession="administrator", suspended_at=None
    ).values_list("agency_id", flat=True)
    counted = list(running)
    return [(agency, counted.count(agency.id)) for agency in found]
