"""How long each state may last before somebody is reminded. Agreed practice between partners, never law.

PERIODS are the defaults; a country, service or pair of partners may agree on others and passes its own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum

from safeconduct.referrals.history import History
from safeconduct.referrals.moves import State
from safeconduct.vocabulary.codes import Urgency
from safeconduct.vocabulary.workdays import Period, add_clock

type AddClock = Callable[[datetime, Period, str], datetime]
type Periods = Mapping[State, Mapping[Urgency, Period]]
type Path = tuple[tuple[State, datetime], ...]


def _by_urgency(emergency: Period, urgent: Period, routine: Period) -> dict[Urgency, Period]:
    return {Urgency.EMERGENCY: emergency, Urgency.URGENT: urgent, Urgency.ROUTINE: routine}


def _always(period: Period) -> dict[Urgency, Period]:
    return dict.fromkeys(Urgency, period)


_ACT_ON_A_DECLINE = _by_urgency(Period(hours=4), Period(hours=24), Period(working_days=2))
_DECIDE = _by_urgency(Period(hours=24), Period(hours=72), Period(working_days=5))

PERIODS: dict[State, dict[Urgency, Period]] = {
    State.DRAFT: _always(Period(hours=28 * 24)),  # from the last edit
    State.SENT: _by_urgency(Period(hours=4), Period(hours=24), Period(working_days=2)),
    State.ACKNOWLEDGED: _DECIDE,
    State.INFO_REQUESTED: _by_urgency(Period(hours=4), Period(hours=24), Period(working_days=3)),
    State.ACCEPTED: _by_urgency(Period(hours=24), Period(hours=72), Period(working_days=5)),
    State.ON_HOLD: {},  # the date of review, set with the hold
    State.HANDOVER_PLANNED: _always(Period(hours=2)),  # from the planned time
    State.NO_SHOW: _by_urgency(Period(hours=1), Period(hours=4), Period(working_days=1)),
    State.IN_SERVICE: _always(Period(hours=30 * 24)),  # from the last news
    State.DECLINED: _ACT_ON_A_DECLINE,
    State.REROUTE_PROPOSED: _ACT_ON_A_DECLINE,
    State.OUTCOME_RECORDED: _always(Period(working_days=10)),
    State.WITHDRAWN: _always(Period(working_days=1)),
    State.CLOSED: {},  # nothing is due
}
"""The default clock of each state and urgency, from the moment the state begins unless a remark says else."""

RECEIPT_ALARM: dict[Urgency, timedelta] = {
    Urgency.EMERGENCY: timedelta(minutes=15),
    Urgency.URGENT: timedelta(hours=4),
    Urgency.ROUTINE: timedelta(hours=4),
}
"""After how long without `accepted_by_node` a person on the sending side is alarmed."""

PAUSES: frozenset[State] = frozenset({State.INFO_REQUESTED, State.ON_HOLD})
"""In these states the clock of the decision stands still."""


# --- When something is due --------------------------------------------------------------------------------


def due(
    state: State,
    urgency: Urgency,
    entered_at: datetime,
    country: str,
    *,
    periods: Periods = PERIODS,
    add_clock: AddClock = add_clock,
) -> datetime | None:
    """When the action of this state is due, in UTC; None where no period is set.

    `entered_at` is the moment from which the period runs: the beginning of the state; for a draft its last
    edit, for a planned handover the planned time, in service the last news. `country` is that of the side
    whose turn it is.
    """
    period = periods[state].get(urgency)
    return None if period is None else add_clock(entered_at, period, country)


def decision_due(
    path: Path,
    urgency: Urgency,
    country: str,
    *,
    periods: Periods = PERIODS,
    add_clock: AddClock = add_clock,
) -> datetime | None:
    """When the receiver must have decided; None before it is acknowledged and while the clock is paused.

    The clock starts when a referral is first acknowledged, stands still in PAUSES and goes on with the rest:
    hours to the second, working days as whole days that were not yet used up.
    """
    running: datetime | None = None
    rest: Period | timedelta | None = periods[State.ACKNOWLEDGED].get(urgency)
    for state, at in path:
        if state is State.ACKNOWLEDGED and rest is not None:
            running = _run(at, rest, country, add_clock)
        elif state in PAUSES and running is not None and rest is not None:
            rest, running = _left(running, rest, at, country, add_clock), None
    return running


def due_of(
    history: History,
    urgency: Urgency,
    country: str,
    *,
    last_news: datetime | None = None,
    periods: Periods = PERIODS,
    add_clock: AddClock = add_clock,
) -> datetime | None:
    """When the next action of a referral is due, from its history; `last_news` counts in service only."""
    position = history.position
    match position.state:
        case State.ACKNOWLEDGED:
            return decision_due(history.path, urgency, country, periods=periods, add_clock=add_clock)
        case State.ON_HOLD:
            return _review(history)
    start = began(history, last_news=last_news)
    return due(position.state, urgency, start, country, periods=periods, add_clock=add_clock)


def began(history: History, *, last_news: datetime | None = None) -> datetime:
    """Where the clock of what stands began; its steps are shares of the time from here to its end.

    The beginning of the state, but for a planned handover the planned time and in service the last news. It follows
    from what happened and never from a period: one that is changed meanwhile must not move a clock that runs.
    """
    position = history.position
    match position.state:
        case State.HANDOVER_PLANNED:
            return position.handover_at or position.since
        case State.IN_SERVICE:
            return max(position.since, last_news or position.since)
    return position.since


def _review(history: History) -> datetime | None:
    review_on = history.position.review_on
    return None if review_on is None else datetime.combine(review_on, time(0), tzinfo=UTC)


def _run(at: datetime, rest: Period | timedelta, country: str, add_clock: AddClock) -> datetime:
    return at + rest if isinstance(rest, timedelta) else add_clock(at, rest, country)


def _left(
    end: datetime, rest: Period | timedelta, paused_at: datetime, country: str, add_clock: AddClock
) -> Period | timedelta:
    """What is left of a clock at a pause; nothing, not less, when it had run out."""
    if isinstance(rest, timedelta) or rest.hours or paused_at >= end:
        return max(end - paused_at, timedelta(0))
    for days in range(1, rest.working_days):
        if add_clock(paused_at, Period(working_days=days), country) >= end:
            return Period(working_days=days)
    return rest


# --- Who is told ------------------------------------------------------------------------------------------


class Beside(StrEnum):
    """What time puts beside the state, on each side by itself from the same history."""

    OVERDUE = "overdue"
    """The clock has run out."""
    ESCALATED = "escalated"
    """Twice the time is over: the coordinator whom the agency named sees the envelope."""
    NOT_DELIVERED = "not_delivered"
    """The offer has no receipt of the other node by its deadline, or was refused there."""
    CONSENT_ENDING = "consent_ending"
    """The consent ends soon."""
    NOT_TOLD = "not_told"
    """Something was taken back, and nothing could be sealed to the other side."""
    TO_HAND_OVER = "to_hand_over"
    """To a partner without a node: it was sent here, and nobody has said yet that they were told or have it."""
    YIELDED = "yielded"
    """A step of this side did not count, for the other side was first; until its author has seen it."""
    TO_CONFIRM = "confirm_what_they_will_learn"
    """What they will learn waits for somebody's word: a part of it was taken back by a member who may not read the
    rest, keys were changed before the acceptance, or the node was restored."""
    STOPPED = "stopped_by_a_restore"
    """The node was restored from a backup, and what had not left by then does not leave by itself."""
    STOPPED_BY_PERSON = "stopped_by_the_person"
    """The person said stop with a paper code: nothing more goes, and a member has to take back what they hold."""
    ERASED = "erased_since_the_backup"
    """The node was restored, and what was received here was erased after the backup was taken."""
    GIVEN_BACK = "given_back_after_a_restore"
    """The node was restored, and the other side brought steps of ours that are not in the backup."""
    FORGOTTEN_THERE = "forgotten_there"
    """The other side's node was restored, and has no referral any more that it had sent us."""
    TAKEN_BACK_BEFORE = "taken_back_before"
    """What brought the person here is taken back, and nobody has asked them yet about this onward referral."""


class GapKind(StrEnum):
    """What a restore has left between the two sides of a referral."""

    GIVEN_BACK = "given_back"
    """Steps of ours, which we had forgotten: the texts and files that went with them are not here."""
    FORGOTTEN_HERE = "forgotten_here"
    """We had sent it, and have nothing of it."""
    FORGOTTEN_THERE = "forgotten_there"
    """They had sent it, and have nothing of it."""


OF_A_CLOCK: frozenset[Beside] = frozenset({Beside.OVERDUE, Beside.ESCALATED})
"""What goes when the clock does."""


class Step(StrEnum):
    """The steps of a clock that nobody stops."""

    AT_ONCE = "at_once"
    """Only of the clocks of ALARMING, and only where `alarms_at_once` says so."""
    HALF = "half"
    DUE = "due"
    TEAM_LEAD = "team_lead"
    COORDINATOR = "coordinator"


class Told(StrEnum):
    """Who hears of a step: the owner of the next action or the next one up, never everybody."""

    OWNER = "owner"
    TEAM_LEAD = "team_lead"
    COORDINATOR = "coordinator"


class Wish(StrEnum):
    """What somebody is asked for whose time is over."""

    ACT = "act"
    GIVE = "give"
    """To give it to a colleague: asked by a coordinator of whoever supervises, on this node only."""


class Asker(StrEnum):
    """Who nudges: asks the side whose time is over to act. Never a name."""

    SIDE = "side"
    """A member of the agency that waits."""
    COORDINATOR = "coordinator"


@dataclass(frozen=True, slots=True)
class Escalation:
    """At which share of the period who is told; by reference only, without content."""

    percent: int
    told: tuple[Told, ...]


ESCALATIONS: dict[Step, Escalation] = {
    Step.AT_ONCE: Escalation(0, (Told.OWNER, Told.TEAM_LEAD)),
    Step.HALF: Escalation(50, (Told.OWNER,)),
    Step.DUE: Escalation(100, (Told.OWNER,)),
    Step.TEAM_LEAD: Escalation(150, (Told.TEAM_LEAD,)),
    Step.COORDINATOR: Escalation(200, (Told.COORDINATOR,)),
}

ALARMING: frozenset[State] = frozenset({State.NO_SHOW})
"""The states that can alarm at once."""


def alarms_at_once(state: State, urgency: Urgency, *, is_child: bool) -> bool:
    """Whether the lead is told when the state begins: a child that did not arrive, or anybody in an emergency."""
    return state in ALARMING and (is_child or urgency is Urgency.EMERGENCY)


def urgency_of_clock(state: State, urgency: Urgency, *, is_child: bool) -> Urgency:
    """By whose period a state runs: a child that did not arrive is an emergency, however the referral began."""
    return Urgency.EMERGENCY if state in ALARMING and is_child else urgency


def escalation(step: Step) -> Escalation:
    """When a step comes and who is told."""
    return ESCALATIONS[step]


def steps(started_at: datetime, due_at: datetime, *, at_once: bool = False) -> list[tuple[Step, datetime]]:
    """The moment of each step of a clock, in their order; shares of the time by the wall."""
    length = max(due_at - started_at, timedelta(0))
    return [
        (step, started_at + length * each.percent / 100)
        for step, each in ESCALATIONS.items()
        if at_once or step is not Step.AT_ONCE
    ]
