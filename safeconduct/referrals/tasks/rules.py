"""Who may add a task in common, who may end it, and what stands when both sides ended it at once. Pure.

A task is known on both sides and owned by one of them. It never changes but once: it ends. So two sides that have seen
the same ends, in whatever order, hold the same task (`standing`).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from safeconduct.referrals.moves import Side, State
from safeconduct.referrals.reasons import CONSENT_ENDED
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused

LONGEST = 300
"""Characters of what is to be done: a line that somebody reads aloud, no report."""
MOST_OPEN = 30
"""So many open tasks may a referral have, of both sides together."""


class Ended(StrEnum):
    """How a task ended. The order is that of what stands when two ends meet: what was done was done."""

    DONE = "done"
    NOT_POSSIBLE = "not_possible"
    NOT_NEEDED = "not_needed"


BY_OWNER = frozenset({Ended.DONE, Ended.NOT_POSSIBLE})
"""What only whoever owns the task can say; that it is not needed any more is said by whoever asked for it."""

IN_COMMON = frozenset(
    {State.ACCEPTED, State.HANDOVER_PLANNED, State.NO_SHOW, State.IN_SERVICE, State.OUTCOME_RECORDED}
)
"""The states in which two agencies work together: before the acceptance there are questions and answers."""

UNDER_WAY = IN_COMMON | {State.ON_HOLD, State.REROUTE_PROPOSED}
"""What is agreed goes on while an accepted referral rests or goes elsewhere: then no task is added, but one may end."""


@dataclass(frozen=True, slots=True)
class Task:
    """A task as the rule sees it: whose it is, who asked for it, by when, and how it ended."""

    owner: Side
    maker: Side
    due: date | None = None
    ended: Ended | None = None


NOT_TOGETHER_YET = Reason(
    "not_together_yet",
    _("Tasks in common begin when the referral is accepted, and end with it."),
    _("Before that ask a question, or give news."),
)
TOO_MANY = Reason(
    "too_many_tasks",
    _("There are thirty open tasks in this referral already."),
    _("End those that are done or not needed any more."),
)
DUE_IN_THE_PAST = Reason("due_in_the_past", _("The day lies in the past."), _("Enter today or a later day."))
DUE_AFTER_THE_CONSENT = Reason(
    "due_after_the_consent",
    _("On that day the person's consent has ended, and nothing can be told any more."),
    _("Enter an earlier day, or ask the person for a longer consent."),
)
ENDED_ALREADY = Reason(
    "task_ended_already", _("This task has ended already."), _("Add a new one when something is left to do.")
)
NOT_YOUR_TASK = Reason(
    "not_your_task",
    _("The other side does this task, so only they can say that it is done."),
    _("Ask them, or say that it is not needed when you asked for it."),
)
NOT_ASKED_BY_YOU = Reason(
    "task_not_asked_by_you",
    _("The other side asked for this task, so only they can say that it is not needed."),
    _("Say that it is done, or that it cannot be done."),
)


def may_add(
    state: State,
    *,
    is_consent_live: bool,
    due: date | None,
    today: date,
    consent_until: date,
    open_tasks: int,
) -> Decision:
    """Whether a task may be added now; `today` and `consent_until` are days of the country where it is written."""
    if state not in IN_COMMON:
        return Refused(NOT_TOGETHER_YET)
    if not is_consent_live:
        return Refused(CONSENT_ENDED)
    if open_tasks >= MOST_OPEN:
        return Refused(TOO_MANY)
    if due is not None and due < today:
        return Refused(DUE_IN_THE_PAST)
    if due is not None and due > consent_until:
        return Refused(DUE_AFTER_THE_CONSENT)
    return Allowed()


def may_end(task: Task, how: Ended, *, by: Side, state: State) -> Decision:
    """Whether this side may end the task so."""
    if state not in UNDER_WAY:
        return Refused(NOT_TOGETHER_YET)
    if task.ended is not None:
        return Refused(ENDED_ALREADY)
    return is_said_by(task, how, by)


def is_said_by(task: Task, how: Ended, side: Side) -> Decision:
    """Whether this end is that side's to say at all: asked where it is entered, and again where it arrives."""
    if how in BY_OWNER and side is not task.owner:
        return Refused(NOT_YOUR_TASK)
    if how is Ended.NOT_NEEDED and side is not task.maker:
        return Refused(NOT_ASKED_BY_YOU)
    return Allowed()


def ways_to_end(task: Task, *, by: Side, state: State) -> list[Ended]:
    """What this side can say of the task now, the good end first."""
    return [how for how in Ended if may_end(task, how, by=by, state=state)]


def standing(one: Ended | None, other: Ended | None) -> Ended | None:
    """What stands of two ends: the same, whichever was heard first."""
    ends = [end for end in Ended if end in (one, other)]
    return ends[0] if ends else None


def is_late(task: Task, today: date) -> bool:
    """Whether its day is over and it is still open."""
    return task.ended is None and task.due is not None and task.due < today
