"""Taking a list out of the node: with a reason, encrypted, recorded, seen by whoever supervises, and gone in a day.

The file holds what an envelope holds: references, codes, dates and agencies. No alias, no section, no name.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from safeconduct.agencies.models import Agency, Member
from safeconduct.agencies.queries import agencies, as_actor
from safeconduct.audit.actions import record
from safeconduct.referrals.labels import SIDES, STATES
from safeconduct.referrals.ledger import has_turn
from safeconduct.referrals.lists.codes import Taking
from safeconduct.referrals.lists.filters import Filters
from safeconduct.referrals.lists.models import TakenOut, TakenOutFile
from safeconduct.referrals.lists.queries import found, ordered
from safeconduct.referrals.lists.rules import MOST_FETCHED, MOST_ROWS, may_take_out
from safeconduct.referrals.lists.sorting import Order
from safeconduct.referrals.lists.spreadsheet import new_password, sealed
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side, State
from safeconduct.vocabulary.codes import Service, Urgency
from safeconduct.vocabulary.decisions import require
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.in_turn import wait_in_turn
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.workdays import zone

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken out, and its password, which is nowhere else."""

    row: TakenOut
    password: str


@transaction.atomic
def take_out(*, filters: Filters, reason: str, by: Member, at: datetime) -> Taken:
    """Make the file of this list. Raises NotPossible: too long, too often, empty, without a reason."""
    _one_at_a_time(by)
    rows = list(ordered(found(filters, by=by, at=at), Order())[: MOST_ROWS + 1])
    require(may_take_out(len(rows), taken=taken_lately(by, at), reason=reason in set(Taking)))
    password = new_password()
    file = sealed(_heads(), _cells(rows, by, at), password)
    row = TakenOut.objects.create(
        agency_id=by.agency_id, member_id=by.id, at=at, reason=reason, rows=len(rows)
    )
    TakenOutFile.objects.create(
        taken_out=row, agency_id=by.agency_id, member_id=by.id, sealed=file, until=at + A_DAY
    )
    record(
        "list:taken_out", by=as_actor(by), at=at,
        detail={
            "reason": reason, "asked": filters.query(), "rows": len(rows),
            "referrals": sorted(str(one.shared) for one in rows),
        },
    )  # fmt: skip
    return Taken(row, password)


def _one_at_a_time(by: Member) -> None:
    """Until the end of the transaction: two requests of one member would both count what was there before them."""
    wait_in_turn(f"taken out by {by.id}")


def taken_lately(by: Member, at: datetime) -> int:
    """How many lists the member took out within the last day."""
    return TakenOut.objects.filter(member_id=by.id, at__gt=at - A_DAY).count()


@transaction.atomic
def fetch(*, taken_out: UUID, by: Member, at: datetime) -> bytes:
    """The encrypted file, for who made it, twice within its day; the second time it goes. Raises NotFound."""
    files = TakenOutFile.objects.select_for_update()
    file = files.filter(taken_out_id=taken_out, member_id=by.id, until__gt=at).first()
    if file is None:
        raise NotFound(_("This file is not there any more. Take the list out again if you still need it."))
    content = bytes(file.sealed)
    if file.fetched + 1 >= MOST_FETCHED:
        file.delete()
    else:
        TakenOutFile.objects.filter(taken_out_id=taken_out).update(fetched=F("fetched") + 1)
    record("list:fetched", by=as_actor(by), at=at, detail={"taken_out": str(taken_out)})
    return content


def _heads() -> list[str]:
    return [
        _("Reference"), _("Direction"), _("Other agency"), _("Country"), _("Service"), _("Urgency"), _("State"),
        _("Whose turn"), _("Since"), _("Due"), _("Overdue"), _("Made on"),
    ]  # fmt: skip


def _cells(rows: list[Referral], by: Member, at: datetime) -> list[list[str]]:
    others, place = agencies({row.other_agency_id for row in rows}), zone(by.agency.country)

    def moment(when: datetime | None) -> str:
        return when.astimezone(place).strftime("%Y-%m-%d %H:%M") if when else ""

    return [
        [*_codes(row, others.get(row.other_agency_id)), moment(row.since), moment(row.due_at),
         str(_("yes")) if row.due_at and row.due_at <= at else "", moment(row.created_at)]
        for row in rows
    ]  # fmt: skip


def _codes(row: Referral, other: Agency | None) -> list[str]:
    side = Side(row.side)
    return [
        row.reference,
        str(SIDES[side]),
        other.name if other else "",
        other.country if other else "",
        str(label(Service(row.service))) if row.service in set(Service) else row.service,
        str(label(Urgency(row.urgency))) if row.urgency in set(Urgency) else row.urgency,
        str(STATES[State(row.state)]),
        _("ours") if has_turn(row, side) else _("theirs"),
    ]
