"""What changes a team: each act asks the rule, goes through a door of the database, and is recorded with it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from safeconduct.access import doors, team
from safeconduct.access.policy import policy
from safeconduct.access.team import Offer
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases import handlers
from safeconduct.cases.beside.queries import received_beside
from safeconduct.cases.team import queries, rules
from safeconduct.vocabulary.codes import TakeOverReason
from safeconduct.vocabulary.decisions import Reason, require
from safeconduct.vocabulary.errors import NotFound


@dataclass(frozen=True, slots=True)
class Place:
    """A place as the lead gives it: to whom, until when, and whether the person knows."""

    case: UUID
    member: UUID
    until: datetime | None
    person_knows: bool


@transaction.atomic
def give_place(asked: Place, *, by: Member, at: datetime) -> Member:
    """The colleague opens from now on what the policy gives them by a place. Raises NotPossible, NotFound."""
    doors.hold_still(asked.case)
    found = queries.team_in_hand(asked.case)
    to = queries.member_here(asked.member, by=by)
    require(
        rules.may_place(
            policy(),
            queries.asker(by, found),
            queries.colleague(to, found),
            person_knows=asked.person_knows,
            until=asked.until,
            now=at,
        )
    )
    doors.place(asked.case, to.id, until=asked.until)
    until = asked.until.isoformat(timespec="minutes") if asked.until else ""
    record(
        "place:given",
        by=as_actor(by),
        at=at,
        case=asked.case,
        detail={"to": str(to.id), "until": until, "person_knows": asked.person_knows},
    )
    return to


@transaction.atomic
def end_place(case: UUID, member: UUID, *, by: Member, at: datetime) -> int:
    """The place ends at once; how many sections close, 0 where it was over. Raises NotPossible, NotFound."""
    doors.hold_still(case)
    found = _for_whoever_ends(case)
    require(rules.may_end_place(queries.asker(by, found), is_own=member == by.id))
    closed = team.end_place(case, member)
    record(
        "place:ended", by=as_actor(by), at=at, case=case, detail={"of": str(member), "sections": str(closed)}
    )
    return closed


@transaction.atomic
def offer_lead(
    case: UUID,
    member: UUID,
    *,
    stays: bool,
    person_knows: bool,
    with_received: bool = False,
    by: Member,
    at: datetime,
) -> Member:
    """Offer the lead; the colleague reads by a place until they have answered. Raises NotPossible, NotFound.

    `with_received`: what was received beside the file is offered as well, as far as `by` holds it.
    """
    doors.hold_still(case)
    found = queries.team_in_hand(case)
    to = queries.member_here(member, by=by)
    require(
        rules.may_offer(
            policy(),
            queries.asker(by, found),
            queries.colleague(to, found),
            person_knows=person_knows,
            is_offered=team.lead_offered(case) is not None,
        )
    )
    until = team.offer_lead(offer := uuid4(), case, to.id, stays=stays)
    received = team.offer_received(offer, received_beside(case)) if with_received else 0
    record(
        "lead:offered",
        by=as_actor(by),
        at=at,
        case=case,
        detail={
            "to": str(to.id),
            "stays": stays,
            "until": until.isoformat(timespec="minutes"),
            "person_knows": person_knows,
            "received": str(received),
        },
    )
    return to


@transaction.atomic
def accept_lead(case: UUID, offer: UUID, *, with_received: bool = False, by: Member, at: datetime) -> None:
    """The colleague leads from now on; what the former lead worked on for this person follows. Raises NotPossible.

    `with_received`: what was received beside the file, and offered with it, is theirs as well.
    """
    doors.hold_still(case)
    found = _open(case, offer)
    require(rules.may_answer(is_to_you=found is None or found.to_member == by.id, is_open=found is not None))
    team.accept_lead(offer)
    moved = _follow(case, by=by, at=at, former={found.from_member} if found else set())
    taken = team.take_received(offer) if with_received else []
    if taken:
        handlers.follow_received(taken, by, at)
    detail: dict[str, str | int | bool | list[str]] = {
        "referrals": str(moved), "received": [str(one) for one in taken]
    }  # fmt: skip
    record("lead:accepted", by=as_actor(by), at=at, case=case, detail=detail)


@transaction.atomic
def decline_lead(case: UUID, offer: UUID, *, by: Member, at: datetime) -> None:
    """The colleague does not take the lead; the place that came with the offer ends. Raises NotPossible."""
    doors.hold_still(case)
    found = _open(case, offer)
    require(rules.may_answer(is_to_you=found is None or found.to_member == by.id, is_open=found is not None))
    team.end_offer(offer)
    record("lead:declined", by=as_actor(by), at=at, case=case)


@transaction.atomic
def take_back_offer(case: UUID, offer: UUID, *, by: Member, at: datetime) -> None:
    """The lead thinks again; the place that came with the offer ends. Raises NotPossible, NotFound."""
    doors.hold_still(case)
    asker = queries.asker(by, queries.team_in_hand(case))
    require(rules.may_take_back(asker, is_open=_open(case, offer) is not None))
    team.end_offer(offer)
    record("lead:taken_back", by=as_actor(by), at=at, case=case)


@transaction.atomic
def take_over(case: UUID, reason: TakeOverReason, *, by: Member, at: datetime) -> None:
    """Lead a case that nobody can hand over. Who calls this has asked for a fresh confirmation.

    Raises NotPossible, and NotFound outside the own agency.
    """
    doors.hold_still(case)
    found = supervised_team(case, by=by)
    former = {one.member for one in found.leads}
    doors.take_over(case, reason)
    moved = _follow(case, by=by, at=at, former=former)
    record(
        "lead:taken_over",
        by=as_actor(by),
        at=at,
        case=case,
        detail={"reason": reason.value, "from": sorted(map(str, former)), "referrals": str(moved)},
    )


def supervised_team(case: UUID, *, by: Member) -> queries.Team:
    """The team of a case that `by` may take over. Raises NotPossible, and NotFound outside the own agency."""
    found = queries.team_of(case)
    require(rules.could_take_over(policy(), queries.asker(by, found)))
    if not team.supervised(case):
        raise NotFound(_("There is no such file in your agency."))
    require(rules.may_take_over(policy(), queries.asker(by, found)))
    return found


def refused(action: str, reason: Reason, case: UUID, *, by: Member, at: datetime) -> None:
    """Record what a form was given back for."""
    record(action, by=as_actor(by), at=at, case=case, refused=reason.code)


def _for_whoever_ends(case: UUID) -> queries.Team:
    if team.supervised(case):
        return queries.team_of(case)
    return queries.team_in_hand(case)


def _open(case: UUID, offer: UUID) -> Offer | None:
    found = team.lead_offered(case)
    return found if found and found.id == offer else None


def _follow(case: UUID, *, by: Member, at: datetime, former: set[UUID]) -> int:
    """Referrals go with the lead: those of the former one, and those that nobody on the team works on."""
    placed = {one.member for one in queries.team_of(case).now}
    return handlers.follow(case, placed - former, by, at)
