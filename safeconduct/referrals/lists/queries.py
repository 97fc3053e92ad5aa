"""The list of an agency's referrals in the database: filtered, sorted, in pages; what is kept and taken out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When

from safeconduct.agencies.models import Agency, Member, Seat, Team
from safeconduct.agencies.queries import agencies, as_actor
from safeconduct.audit.actions import record
from safeconduct.cases.queries import aliases
from safeconduct.referrals import children
from safeconduct.referrals.clocks import ALARMING
from safeconduct.referrals.ledger import ASKS_ABOUT_CHAIN, PROPOSED_BY, TO_TELL_BY_HAND
from safeconduct.referrals.lists.away import asleep_for, asleep_of, put_away_by
from safeconduct.referrals.lists.filters import Away, Clock, Filters, Owner, Turn, Way, made_after
from safeconduct.referrals.lists.models import KeptList, PutAway, TakenOut
from safeconduct.referrals.lists.sorting import PLACES, Key, Order
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import TURN, Side, State
from safeconduct.referrals.queries import URGENCY_FIRST, Line, over
from safeconduct.vocabulary.codes import Urgency

A_PAGE = 50
MOST = 100


# --- Whose turn, in SQL ---------------------------------------------------------------------------------------


def _turn_of(side: Side) -> Q:
    """The same as `ledger.has_turn` of the row's own side, for rows of this side."""
    asked = Q(flags__contains=[PROPOSED_BY[side.other]])
    has_proposed = Q(flags__contains=[PROPOSED_BY[side]])
    by_state = Q(state__in=[state.value for state in State if side in TURN[state]])
    return Q(side=side) & (asked | by_state & ~has_proposed)


OUR_TURN = _turn_of(Side.SENDER) | _turn_of(Side.RECEIVER) | TO_TELL_BY_HAND | ASKS_ABOUT_CHAIN


# --- The list -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the list. `number` is the one shown, within `numbers` pages."""

    lines: list[Line]
    asleep: dict[UUID, PutAway]
    total: int
    number: int
    numbers: int


def found(filters: Filters, *, by: Member, at: datetime) -> QuerySet[Referral]:
    """The referrals of the member's agency that these filters leave. A coordinator's silent ones are not among them."""
    rows = Referral.objects.filter(_wanted(filters, by, at), agency_id=by.agency_id)
    if filters.turn:
        rows = rows.filter(OUR_TURN) if filters.turn == Turn.OURS else rows.exclude(OUR_TURN)
    if filters.away:
        mine = asleep_for(by, at)
        rows = rows.filter(id__in=mine) if filters.away == Away.ONLY else rows.exclude(id__in=mine)
    return rows


def _wanted(filters: Filters, by: Member, at: datetime) -> Q:
    wanted = Q(state=filters.state) if filters.state else ~over(at)
    if filters.urgency:
        wanted &= Q(urgency__in=filters.urgency.split(","))
    if filters.attention:
        wanted &= _needs_attention(at)
    if filters.way:
        wanted &= Q(side=Side.SENDER if filters.way == Way.SENT else Side.RECEIVER)
    if filters.clock:
        end = at if filters.clock == Clock.LATE else at + timedelta(days=7)
        wanted &= Q(due_at__lte=end)
    if filters.owner:
        wanted &= _owned(Owner(filters.owner), by)
    if filters.agency:
        wanted &= Q(other_agency_id=filters.agency)
    if filters.country:
        there = Agency.objects.filter(country=filters.country).values("id")
        wanted &= Q(other_agency_id__in=there)
    since = made_after(filters, at)
    return wanted & Q(created_at__gte=since) if since else wanted


def _needs_attention(at: datetime) -> Q:
    """Late, urgent, or what the pages call an emergency: also a child that did not arrive."""
    child = children.MARK & Q(state__in=[state.value for state in ALARMING])
    return Q(due_at__lte=at) | Q(urgency__in=[Urgency.EMERGENCY, Urgency.URGENT]) | child


def _owned(owner: Owner, by: Member) -> Q:
    match owner:
        case Owner.ME:
            return Q(worker_id=by.id)
        case Owner.NOBODY:
            return Q(worker_id=None)
        case Owner.COLLEAGUE:
            return Q(worker_id__isnull=False) & ~Q(worker_id=by.id)


def ordered(rows: QuerySet[Referral], order: Order) -> QuerySet[Referral]:
    """In this order; the reference, which an agency has once, comes second, so that no page repeats or skips a row."""
    name = Subquery(Agency.objects.filter(id=OuterRef("other_agency_id")).values("name")[:1])
    places = [When(state=state, then=Value(place)) for state, place in PLACES.items()]
    keys: dict[Key, Any] = {
        Key.REFERENCE: F("reference"),
        Key.ASKED: name,
        Key.STATE: Case(*places, output_field=IntegerField()),
        Key.URGENCY: URGENCY_FIRST,
        Key.CLOCK: F("due_at"),
        Key.OWNER: F("worker_id"),
    }
    rows = rows.annotate(sorted_by=keys[order.key])
    place = F("sorted_by")
    return rows.order_by(
        place.desc(nulls_first=True) if order.is_down else place.asc(nulls_last=True), "reference"
    )


def page(
    filters: Filters, order: Order, number: int, *, partners: list[Agency], by: Member, at: datetime
) -> Page:
    """A page of the list by alias, as far as the member may know it; one audit record names the cases shown.

    `partners` are the agencies that the page has asked for already.
    """
    rows = found(filters, by=by, at=at)
    total = rows.count()
    numbers = max(1, -(-total // A_PAGE))
    number = min(max(number, 1), numbers)
    start = (number - 1) * A_PAGE
    marked = ordered(rows, order).annotate(is_about_child=children.MARK, away=put_away_by(by.id))
    shown = list(marked[start : start + A_PAGE])
    lines = _lines(shown, partners, by=by, at=at)
    asleep = {
        line.row.id: away
        for line in lines
        if (away := asleep_of(line.row, at, is_alarm=line.is_alarm)) is not None
    }
    return Page(lines, asleep, total, number, numbers)


def _lines(rows: list[Any], partners: list[Agency], *, by: Member, at: datetime) -> list[Line]:
    cases = [row.case_id for row in rows if row.case_id]
    names = aliases(cases, by=by)
    others = {agency.id: agency for agency in partners}
    if lacking := {row.other_agency_id for row in rows} - others.keys():
        others |= agencies(lacking)
    known = sorted({str(case) for case in cases if case in names})
    record("list:referrals", by=as_actor(by), at=at, detail={"cases": known, "rows": len(rows)})
    return [
        Line(
            row,
            names.get(row.case_id, "") if row.case_id else "",
            others[row.other_agency_id],
            State(row.state) in ALARMING and row.is_about_child,
        )
        for row in rows
    ]


def partners(*, by: Member) -> list[Agency]:
    """The agencies with which this one has referrals, by name; to choose from."""
    with_us = Referral.objects.filter(agency_id=by.agency_id).values("other_agency_id")
    return list(Agency.objects.filter(id__in=with_us).order_by("name", "id")[:MOST])


# --- Kept lists -----------------------------------------------------------------------------------------------


def kept_lists(*, teams: list[Team], by: Member) -> list[KeptList]:
    """The member's own lists and those of the member's teams, by name."""
    rows = KeptList.objects.filter(Q(member_id=by.id) | Q(team_id__in=[team.id for team in teams]))
    return list(rows.order_by("name", "id")[:MOST])


def teams_of(by: Member) -> list[Team]:
    """The teams in which the member has a seat, by name."""
    return list(Team.objects.filter(seats__member_id=by.id).order_by("name", "id"))


def team_mates(by: Member) -> list[Member]:
    """Open members of the agency with a seat in any of its teams; to give work to."""
    seated = Seat.objects.filter(team__agency_id=by.agency_id).values("member_id")
    rows = Member.objects.select_related("agency").filter(id__in=seated, suspended_at=None)
    return list(rows.order_by("name", "id")[:MOST])


# --- Taken out ------------------------------------------------------------------------------------------------


def taken_out(*, by: Member) -> list[TakenOut]:
    """What was taken out lately: by the member, and for a supervisor by anybody of the agency. The newest first."""
    rows = TakenOut.objects.filter(agency_id=by.agency_id)
    mine = rows if by.supervises else rows.filter(member_id=by.id)
    return list(mine.select_related("file").defer("file__sealed").order_by("-at", "id")[:MOST])


def names_of(members: set[UUID]) -> dict[UUID, str]:
    """The names of colleagues, for whoever supervises them."""
    return dict(Member.objects.filter(id__in=members).values_list("id", "name"))
