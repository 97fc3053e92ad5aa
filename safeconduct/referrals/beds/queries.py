"""The bed count as a member sees it: the own agency and those that agreed with it, with thirty days."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from safeconduct.agencies.models import Agency, Member
from safeconduct.agencies.queries import agencies, as_actor, colleagues
from safeconduct.audit.actions import record
from safeconduct.directory.models import Entry
from safeconduct.exchange.models import Outgoing
from safeconduct.referrals.beds import rules
from safeconduct.referrals.beds.models import BedAgreement, BedCount
from safeconduct.referrals.beds.rules import State
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.identifiers import NO_NODE
from safeconduct.vocabulary.workdays import zone

MOST = 50


@dataclass(frozen=True, slots=True)
class OfAgency:
    """What one agency counted last, and how many places it had free on each day."""

    agency: Agency
    last: list[BedCount]
    """Of its last day, one for each kind."""
    history: list[tuple[date, int]]
    is_late: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class Agreement:
    """One agreement with the other agency; `refusal` is the code of its node, where it took it not in."""

    row: BedAgreement
    other: Agency | None
    refusal: str


def network(*, by: Member, at: datetime) -> list[OfAgency]:
    """The own agency first, then the others by name. The reading is recorded."""
    today = at.astimezone(zone(by.agency.country))
    agreed = BedAgreement.objects.filter(agency_id=by.agency_id, state=State.AGREED)
    ids = [by.agency_id, *agreed.order_by("id").values_list("other_agency_id", flat=True)[:MOST]]
    rows = BedCount.objects.filter(
        agency_id=by.agency_id, of_agency__in=ids, day__gte=today.date() - rules.HISTORY
    )
    found: dict[UUID, list[BedCount]] = {}
    for row in rows.order_by("day", "service"):
        found.setdefault(row.of_agency, []).append(row)
    known = agencies(set(ids))
    record("beds:read", by=as_actor(by), at=at, detail={"agencies": len(ids)})
    named = sorted(
        (known[one] for one in ids if one in known), key=lambda one: (one.id != by.agency_id, one.name)
    )
    return [
        _of(agency, found.get(agency.id, []), today, is_own=agency.id == by.agency_id) for agency in named
    ]


def agreements(*, by: Member) -> list[Agreement]:
    """All of the agency, those that wait for somebody here first."""
    rows = list(BedAgreement.objects.filter(agency_id=by.agency_id).order_by("changed_at", "id")[:MOST])
    known = agencies({row.other_agency_id for row in rows})
    sent = [row.message for row in rows if row.message]
    refused = dict(
        Outgoing.objects.filter(id__in=sent, state=Outgoing.REFUSED).values_list("id", "answer")
        if sent
        else ()
    )
    found = [
        Agreement(row, known.get(row.other_agency_id), refused.get(row.message, "") if row.message else "")
        for row in rows
    ]
    return sorted(found, key=lambda one: one.row.state in (State.AGREED, State.ENDED))


def stands(agreement: UUID, *, by: Member) -> bool:
    """Whether counts are exchanged by this agreement, so that its end deletes some."""
    rows = BedAgreement.objects.filter(id=agreement, agency_id=by.agency_id, state=State.AGREED)
    return rows.exists()


def could_be_second(*, by: Member) -> list[Member]:
    """Who else of the agency administers or supervises, and so can say the second yes."""
    others = [one for one in colleagues(by.agency_id) if one.id != by.id]
    return [one for one in others if rules.may_agree(Profession(one.profession), supervises=one.supervises)]


def could_be_asked(*, by: Member) -> list[Agency]:
    """Agencies with shelters in the directory that have a node, without an agreement yet."""
    stands_now = BedAgreement.objects.filter(agency_id=by.agency_id).exclude(state=State.ENDED)
    asked = stands_now.values("other_agency_id")
    shelters = Entry.objects.filter(service__in=rules.KINDS).values("agency_id")
    rows = Agency.objects.filter(id__in=shelters).exclude(id__in=asked).exclude(id=by.agency_id)
    return list(rows.exclude(node=NO_NODE).order_by("country", "name")[:MOST])


def totals(*, by: Member) -> dict[str, int]:
    """Places in all by kind, as they were said last."""
    rows = BedCount.objects.filter(agency_id=by.agency_id, of_agency=by.agency_id, total__isnull=False)
    return {row.service: row.total for row in rows.order_by("day") if row.total is not None}


def _of(agency: Agency, rows: list[BedCount], now: datetime, *, is_own: bool) -> OfAgency:
    by_day: dict[date, int] = {}
    for row in rows:
        by_day[row.day] = by_day.get(row.day, 0) + row.free
    last = max(by_day, default=None)
    return OfAgency(
        agency,
        [row for row in rows if row.day == last],
        sorted(by_day.items()),
        rules.is_late(last, now),
        is_own,
    )
