"""What is done with a list: keep it under a name, give several to a colleague, put one away and take it back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from safeconduct.agencies.models import Member, Seat
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import Entry, record, record_all
from safeconduct.referrals import children
from safeconduct.referrals.clocks import ALARMING
from safeconduct.referrals.lists import reasons
from safeconduct.referrals.lists.away import standing_of
from safeconduct.referrals.lists.codes import Waiting
from safeconduct.referrals.lists.filters import Filters
from safeconduct.referrals.lists.models import KeptList, PutAway
from safeconduct.referrals.lists.rules import MOST_ASSIGNED, Place, Work, may_assign, may_keep, may_put_away
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side, State
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import NotPossible, Reason, Refused, require
from safeconduct.vocabulary.errors import NotFound

# --- Kept -----------------------------------------------------------------------------------------------------


@transaction.atomic
def keep(*, name: str, filters: Filters, team: UUID | None, by: Member, at: datetime) -> KeptList:
    """Keep these filters under a name, for oneself or a team. Raises NotPossible."""
    names = list(KeptList.objects.filter(member_id=by.id).values_list("name", flat=True))
    require(may_keep(name, team=team, teams=by.teams, names=names))
    made = KeptList(
        agency_id=by.agency_id, member_id=by.id, team_id=team, name=name.strip(), asked=filters.query(), made_at=at
    )  # fmt: skip
    _saved(made)
    record("list:kept", by=as_actor(by), at=at, detail={"asked": made.asked, "team": str(team or "")})
    return made


@transaction.atomic
def rename(*, kept: UUID, name: str, by: Member, at: datetime) -> None:
    """Another name for a kept list. Raises NotFound, NotPossible."""
    row = changeable(kept, by=by)
    others = KeptList.objects.filter(member_id=row.member_id).exclude(id=row.id)
    names = list(others.values_list("name", flat=True))
    # The team stays as it is, and one more place is not needed.
    require(may_keep(name, team=None, teams=(), names=names))
    row.name = name.strip()
    _saved(row, update_fields=["name"])
    record("list:renamed", by=as_actor(by), at=at)


@transaction.atomic
def forget(*, kept: UUID, by: Member, at: datetime) -> None:
    """Delete a kept list; the referrals in it stay as they are. Raises NotFound."""
    changeable(kept, by=by).delete()
    record("list:forgotten", by=as_actor(by), at=at)


def changeable(kept: UUID, *, by: Member) -> KeptList:
    """A list that the member made, or one of a team where the member supervises. Raises NotFound."""
    row = KeptList.objects.filter(id=kept, agency_id=by.agency_id).first()
    if row is None or not (row.member_id == by.id or (row.team_id and by.supervises)):
        raise NotFound(_("There is no such list of yours."))
    return row


def _saved(row: KeptList, update_fields: list[str] | None = None) -> None:
    # Two at the same moment may both have found the name free.
    try:
        with transaction.atomic():
            row.save(update_fields=update_fields, force_insert=update_fields is None)
    except IntegrityError:
        raise NotPossible(reasons.NAME_IS_TAKEN) from None


# --- Assigned -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Given:
    """What came of giving several to a colleague: those that went, and why the others did not."""

    to: Member
    went: list[str]
    stayed: list[tuple[str, Reason]]


@transaction.atomic
def assign(*, references: list[str], to: UUID, by: Member, at: datetime) -> Given:
    """Give these referrals to one colleague of the agency; each is asked of the rule. Raises NotFound.

    At most fifty; a fixed number of questions, however many. No grant changes: before the acceptance the whole team
    may open what was received.
    """
    wanted = list(dict.fromkeys(references))[:MOST_ASSIGNED]
    colleague = _colleague(to, by)
    places = _places([by, colleague])
    # Locked in one order, so that two who do this at once wait for each other instead of blocking.
    rows = Referral.objects.select_for_update().filter(reference__in=wanted, agency_id=by.agency_id)
    found = {row.reference: row for row in rows.order_by("id")}
    went, stayed = list[Referral](), list[tuple[str, Reason]]()
    for reference in wanted:
        row = found.get(reference)
        decision = (
            may_assign(_work(row), by=places[by.id], to=places[colleague.id])
            if row
            else Refused(reasons.NOT_HERE)
        )
        if isinstance(decision, Refused):
            stayed.append((reference, decision.reason))
        elif row is not None:
            went.append(row)
    Referral.objects.filter(id__in=[row.id for row in went]).update(worker_id=colleague.id)
    _record(went, [(found[name], why) for name, why in stayed if name in found], colleague, by, at)
    return Given(colleague, [row.reference for row in went], stayed)


def _record(
    went: list[Referral], stayed: list[tuple[Referral, Reason]], to: Member, by: Member, at: datetime
) -> None:
    given = [("", row) for row in went] + [(why.code, row) for row, why in stayed]
    entries = [
        Entry(
            "referral:assigned", row.case_id, referral=row.shared, refused=refused, detail={"to": str(to.id)}
        )
        for refused, row in given
    ]
    record_all(entries, by=as_actor(by), at=at)


def _colleague(member: UUID, by: Member) -> Member:
    found = Member.objects.select_related("agency").filter(
        id=member, agency_id=by.agency_id, suspended_at=None
    )
    colleague = found.first()
    if colleague is None:
        raise NotFound(_("There is no such colleague in your agency."))
    return colleague


def _places(members: list[Member]) -> dict[UUID, Place]:
    seats: dict[UUID, set[UUID]] = {one.id: set() for one in members}
    for member, team in Seat.objects.filter(member_id__in=seats).values_list("member_id", "team_id"):
        seats[member].add(team)
    return {
        one.id: Place(one.id, Profession(one.profession), frozenset(seats[one.id]), one.supervises)
        for one in members
    }


def _work(row: Referral) -> Work:
    return Work(Side(row.side), State(row.state), row.team_id, row.worker_id)


# --- Put away -------------------------------------------------------------------------------------------------


@transaction.atomic
def put_away(*, referral: UUID, until: datetime, reason: str, by: Member, at: datetime) -> None:
    """Away from the member's own Today until then. Nothing of the referral changes. Raises NotFound, NotPossible."""
    row = Referral.objects.filter(id=referral, agency_id=by.agency_id).first()
    if row is None:
        raise NotFound(_("There is no such referral for you."))
    if reason not in set(Waiting):
        raise NotPossible(reasons.NO_REASON)
    standing = standing_of(row, is_alarm=State(row.state) in ALARMING and children.is_about_one(row))
    require(may_put_away(standing, until=until, now=at))
    PutAway.objects.filter(referral=row, member_id=by.id).delete()
    PutAway.objects.create(
        referral=row, agency_id=by.agency_id, member_id=by.id, until=until, reason=reason, stood=standing.mark, at=at
    )  # fmt: skip
    record(
        "referral:put_away", by=as_actor(by), at=at, case=row.case_id, referral=row.shared, detail={"reason": reason}
    )  # fmt: skip


@transaction.atomic
def take_back(*, referral: UUID, by: Member, at: datetime) -> None:
    """Back among the member's work, at once. Raises NotPossible when it was not away."""
    gone = PutAway.objects.select_related("referral").filter(referral_id=referral, member_id=by.id).first()
    if gone is None:
        raise NotPossible(reasons.NOTHING_PUT_AWAY)
    row = gone.referral
    gone.delete()
    record("referral:taken_up", by=as_actor(by), at=at, case=row.case_id, referral=row.shared)
