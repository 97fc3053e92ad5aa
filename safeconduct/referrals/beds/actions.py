"""Agreeing by two people, counting, ending. Each records and tells in the transaction of the change."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from safeconduct.agencies.models import Agency, Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.directory.actions import say_capacity
from safeconduct.directory.models import Entry
from safeconduct.exchange.outbox import Parcel, Road, post, try_post
from safeconduct.referrals.beds import rules
from safeconduct.referrals.beds.message import BEDS, Said, Told
from safeconduct.referrals.beds.models import BedAgreement, BedCount
from safeconduct.referrals.beds.rules import Count, State
from safeconduct.referrals.moves import Side
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import Reason, require
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.identifiers import AgencyId, CaseHandle, NodeId, new_handle
from safeconduct.vocabulary.workdays import zone


@transaction.atomic
def propose(*, other: Agency, by: Member, at: datetime) -> None:
    """The first of two people wants it; nothing leaves. Raises NotPossible."""
    _require_may_agree(by)
    known = BedAgreement.objects.filter(agency_id=by.agency_id, other_agency_id=other.id)
    known.filter(state=State.ENDED).delete()
    if known.exists():
        raise NotPossible(rules.KNOWN_ALREADY)
    row = BedAgreement(
        shared=uuid4(), side=Side.SENDER.value, agency_id=by.agency_id, other_agency_id=other.id, peer=other.node,
        handle=new_handle(), state=State.PROPOSED.value, first_by=by.id, changed_at=at,
    )  # fmt: skip
    row.save(force_insert=True)
    _record("beds:proposed", row, by=by, at=at)


@transaction.atomic
def say_yes(*, agreement: UUID, by: Member, at: datetime) -> State:
    """A yes of one person; by the second one the other side is asked, or the agreement stands. Raises NotPossible."""
    _require_may_agree(by)
    row = _locked(agreement, by=by)
    found = rules.says_yes(State(row.state), first=row.first_by, who=by.id)
    if isinstance(found, Reason):
        raise NotPossible(found)
    if found is State.ONE_YES:
        row.first_by = by.id
    else:
        row.second_by = by.id
        said = Said.ASKED if found is State.ASKED else Said.AGREED
        row.message = post(road(row), Parcel(type=BEDS, body=Told(row.shared, said).body()), at=at)
    row.state, row.changed_at = found.value, at
    row.save(update_fields=["first_by", "second_by", "message", "state", "changed_at"])
    _record(f"beds:{found}", row, by=by, at=at)
    return found


@transaction.atomic
def end(*, agreement: UUID, by: Member, at: datetime) -> State:
    """It is over, by one person: what the other agency had counted is deleted here, and it is told. Raises NotFound.

    One that the other side has ended goes off the list. Returns the state in which it was.
    """
    _require_may_agree(by)
    row = _locked(agreement, by=by)
    if rules.was_told(State(row.state)):
        # A lost peer hinders nobody from leaving.
        try_post(road(row), Parcel(type=BEDS, body=Told(row.shared, Said.ENDED).body()), at=at)
    BedCount.objects.filter(agency_id=row.agency_id, of_agency=row.other_agency_id).delete()
    state = State(row.state)
    _record("beds:put_away" if state is State.ENDED else "beds:ended", row, by=by, at=at)
    row.delete()
    return state


@transaction.atomic
def count(*, free: Mapping[UUID, int], totals: Mapping[str, int | None], by: Member, at: datetime) -> None:
    """The count of the day: free places by service, places in all by kind. Raises NotPossible, NotFound.

    The directory says the same afterwards; every agency with which one agreed is told. A second count of a day stands
    in the place of the first.
    """
    entries = {entry.id: entry for entry in own_entries(by)}
    teams = set(by.teams)
    kinds = {entry.service for entry in entries.values() if entry.team_id in teams}
    if not kinds or not set(free) <= set(entries):
        raise NotFound(_("This service is not given by a team of yours."))
    if not set(totals) <= kinds:
        raise NotPossible(rules.WRONG_COUNT)
    counts = summed({entry: free.get(entry.id, entry.places_free) for entry in entries.values()}, totals)
    require(rules.may_count(counts))
    for name, number in free.items():
        say_capacity(entry=entries[name], places=number, by=by, at=at)
    day = at.astimezone(zone(by.agency.country)).date()
    for kind, one in counts.items():
        BedCount.objects.update_or_create(
            agency_id=by.agency_id, of_agency=by.agency_id, day=day, service=kind,
            defaults={"free": one.free, "total": one.total, "counted_at": at},
        )  # fmt: skip
    for row in BedAgreement.objects.filter(agency_id=by.agency_id, state=State.AGREED):
        told = Told(row.shared, Said.COUNTED, day, at, counts)
        try_post(road(row), Parcel(type=BEDS, body=told.body()), at=at)
    record("beds:counted", by=as_actor(by), at=at, detail={"kinds": len(counts)})


def summed(free: Mapping[Entry, int | None], totals: Mapping[str, int | None]) -> dict[str, Count]:
    """By kind; a kind of which no service says anything is left out."""
    found: dict[str, int] = {}
    for entry, number in free.items():
        if number is not None:
            found[entry.service] = found.get(entry.service, 0) + number
    return {kind: Count(number, totals.get(kind)) for kind, number in found.items()}


def own_entries(by: Member) -> list[Entry]:
    """The agency's services that have beds."""
    rows = Entry.objects.select_related("team").filter(agency_id=by.agency_id, service__in=rules.KINDS)
    return list(rows.order_by("service", "id")[:50])


def _require_may_agree(by: Member) -> None:
    require(rules.may_agree(Profession(by.profession), supervises=by.supervises))


def _locked(agreement: UUID, *, by: Member) -> BedAgreement:
    row = BedAgreement.objects.select_for_update().filter(id=agreement, agency_id=by.agency_id).first()
    if row is None:
        raise NotFound(_("There is no such agreement for your agency."))
    return row


def road(row: BedAgreement) -> Road:
    """Where messages of this agreement go."""
    return Road(
        handle=CaseHandle(row.handle),
        sender=AgencyId(row.agency_id),
        recipient=AgencyId(row.other_agency_id),
        peer=NodeId(row.peer),
    )


def _record(what: str, row: BedAgreement, *, by: Member, at: datetime) -> None:
    record(what, by=as_actor(by), at=at, detail={"agreement": str(row.shared)})
