"""What may be done with a list and its rows. Pure questions over frozen facts; each answer carries its reason."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from safeconduct.agencies.rules import may_have_cases
from safeconduct.referrals.lists import reasons
from safeconduct.referrals.moves import Side, State
from safeconduct.vocabulary.codes import Profession, Urgency
from safeconduct.vocabulary.decisions import Allowed, Decision, Refused

MOST_ASSIGNED = 50
"""So many are given to a colleague at once."""
MOST_ROWS = 500
"""So many rows are taken out at once."""
MOST_TAKEN = 3
"""So often within a day somebody takes a list out."""
MOST_KEPT = 20
MOST_FETCHED = 2
"""So often the file can be fetched: once, and once more when that went wrong."""
LONGEST_NAME = 40

UNANSWERED: frozenset[State] = frozenset({State.SENT, State.ACKNOWLEDGED, State.INFO_REQUESTED})
"""Until it is accepted, who works on an answer is the team's own matter; after that the other side knows the worker."""


def may_list(profession: Profession) -> Decision:
    """The list of an agency's referrals is for whoever can work on a case: it says who asked whom for what."""
    return Allowed() if may_have_cases(profession) else Refused(reasons.NO_LISTS)


# --- Put away -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a referral stands, as far as its place in Today is concerned."""

    head: str
    """The last move of its history: another one means that somebody has acted."""
    due_at: datetime | None
    flags: frozenset[str]
    urgency: str
    is_alarm: bool
    is_our_turn: bool

    @property
    def mark(self) -> str:
        """A text that is another one whenever move, clock or flags are."""
        due = self.due_at.isoformat() if self.due_at else "-"
        return " ".join((self.head, due, *sorted(self.flags)))

    @property
    def alarms(self) -> bool:
        """What nobody can put out of sight."""
        return self.is_alarm or self.urgency == Urgency.EMERGENCY


def may_put_away(standing: Standing, *, until: datetime, now: datetime) -> Decision:
    """Away until a moment after now and never past the own deadline; no alarm, no emergency, nothing late."""
    if standing.alarms:
        return Refused(reasons.ALARM)
    if not standing.is_our_turn:
        return Refused(reasons.NOT_YOURS_TO_DO)
    if standing.due_at is not None and standing.due_at <= now:
        return Refused(reasons.LATE)
    if until <= now or (standing.due_at is not None and until > standing.due_at):
        return Refused(reasons.PAST_ITS_CLOCK)
    return Allowed()


def is_asleep(standing: Standing, *, stood: str, until: datetime, now: datetime) -> bool:
    """Whether it is still away: its moment has not come, nothing has changed, nothing alarms, no clock has run out."""
    is_late = standing.due_at is not None and standing.due_at <= now
    return now < until and standing.mark == stood and not standing.alarms and not is_late


# --- Assigned -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Place:
    """A member of the agency, as far as this rule looks."""

    id: UUID
    profession: Profession
    teams: frozenset[UUID]
    supervises: bool = False


@dataclass(frozen=True, slots=True)
class Work:
    """A referral that is to be given to somebody."""

    side: Side
    state: State
    team: UUID
    worker: UUID | None


def may_be_given(side: Side, state: State) -> bool:
    """Whether it can be given to anybody: so its row has a box. Who gives and who takes is asked afterwards."""
    return side is Side.RECEIVER and state in UNANSWERED


def may_assign(work: Work, *, by: Place, to: Place) -> Decision:
    """Received and not accepted yet, by somebody of the team or a supervisor, to somebody of the team."""
    if work.side is not Side.RECEIVER:
        return Refused(reasons.SENDERS_OWN)
    if work.state not in UNANSWERED:
        return Refused(reasons.WORKER_IS_NAMED)
    if work.team not in by.teams and not by.supervises:
        return Refused(reasons.NOT_THE_TEAM)
    if not may_have_cases(to.profession):
        return Refused(reasons.COLLEAGUE_WITHOUT_CASES)
    if work.team not in to.teams:
        return Refused(reasons.COLLEAGUE_NOT_IN_TEAM)
    return Refused(reasons.IS_THEIRS_ALREADY) if work.worker == to.id else Allowed()


# --- Kept and taken out ---------------------------------------------------------------------------------------


def may_keep(name: str, *, team: UUID | None, teams: Collection[UUID], names: Collection[str]) -> Decision:
    """A short name that the member does not use yet; for a team only by somebody who has a seat in it.

    Any member of the team may: a list of codes gives nobody a right. `names` are those that the member keeps.
    """
    if not name.strip() or len(name.strip()) > LONGEST_NAME:
        return Refused(reasons.NO_NAME)
    if team is not None and team not in teams:
        return Refused(reasons.NOT_YOUR_TEAM)
    if name.strip() in names:
        return Refused(reasons.NAME_IS_TAKEN)
    return Refused(reasons.ENOUGH_KEPT) if len(names) >= MOST_KEPT else Allowed()


def may_take_out(rows: int, *, taken: int, reason: bool) -> Decision:
    """A list with a reason, of some rows and not too many, not too often. `taken`: how many within the last day."""
    if rows == 0:
        return Refused(reasons.NO_ROWS)
    if rows > MOST_ROWS:
        return Refused(reasons.TOO_MANY_ROWS)
    if taken >= MOST_TAKEN:
        return Refused(reasons.ENOUGH_TODAY)
    return Allowed() if reason else Refused(reasons.NO_REASON)
