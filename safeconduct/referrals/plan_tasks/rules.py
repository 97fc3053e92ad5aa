"""When a step of a plan may be put to other agencies, and when what they said of it may be written into the plan. Pure.

A step and its tasks belong together by their words: a task has the words of the step and no others. So nothing more is
kept of it, and a step that is written anew has no tasks.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from safeconduct.cases.planning.rules import ENDED as STEP_ENDED
from safeconduct.cases.planning.rules import Standing
from safeconduct.referrals.tasks.rules import Ended
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused

NOT_AGREED = Reason(
    "step_of_a_plan_without_a_yes",
    _("The person has not agreed to this plan, so nothing of it is put to others."),
    _("Ask the person, and enter in the plan what they say and when."),
)
STEP_OVER = Reason(
    "step_is_over",
    _("This step is done or dropped."),
    _("Write a new one in the plan when something is left to do."),
)
STEP_GONE = Reason(
    "step_is_gone",
    _("The plan does not have this step in these words any more."),
    _("Look at the plan below, and choose again."),
)
NOBODY_CHOSEN = Reason(
    "step_for_nobody", _("No agency is chosen."), _("Choose at least one of those that work with you.")
)
THERE_ALREADY = Reason(
    "step_there_already",
    _("An agency that you chose has this step already, and it is open there."),
    _("Choose others, or say in the referral that it is not needed any more."),
)
STILL_OPEN = Reason(
    "step_still_open",
    _("Not everybody who has this step has said how it ended."),
    _("Wait for them, or say in the plan yourself how it stands."),
)
NOT_DONE = Reason(
    "step_done_by_nobody",
    _("Nobody has said that this step is done."),
    _("Say in the plan whether it is dropped, or put it to somebody else."),
)


class StepState(StrEnum):
    """How a step stands with those who have it."""

    WITH_NOBODY = "with_nobody"
    LATE = "late"
    OPEN = "open"
    DONE = "done"
    NOT_DONE = "not_done"


@dataclass(frozen=True, slots=True)
class Had:
    """One task of a step: how it ended, when, and whether its day is over."""

    ended: Ended | None
    on: date | None = None
    is_late: bool = False


def may_put(
    standing: Standing, step_state: str | None, *, chosen: Sequence[object], has_it: Iterable[object]
) -> Decision:
    """Whether a step may be put to those who were chosen; `has_it` are those where it is open already."""
    if standing not in (Standing.AGREED, Standing.AGREED_PARTLY):
        return Refused(NOT_AGREED)
    if step_state in STEP_ENDED:
        return Refused(STEP_OVER)
    if not chosen:
        return Refused(NOBODY_CHOSEN)
    return Refused(THERE_ALREADY) if set(chosen) & set(has_it) else Allowed()


def may_write_back(step_state: str | None, tasks: Sequence[Had]) -> Decision:
    """Whether the plan may say by one press that the step is done."""
    if step_state in STEP_ENDED:
        return Refused(STEP_OVER)
    if any(task.ended is None for task in tasks):
        return Refused(STILL_OPEN)
    return Allowed() if any(task.ended is Ended.DONE for task in tasks) else Refused(NOT_DONE)


def state(tasks: Sequence[Had]) -> StepState:
    """How it stands as a whole: late before open; done as soon as nobody is left and one did it."""
    if not tasks:
        return StepState.WITH_NOBODY
    if any(task.ended is None and task.is_late for task in tasks):
        return StepState.LATE
    if any(task.ended is None for task in tasks):
        return StepState.OPEN
    return StepState.DONE if any(task.ended is Ended.DONE for task in tasks) else StepState.NOT_DONE


def done_on(tasks: Sequence[Had]) -> date | None:
    """The last day on which one of them was done."""
    return max((task.on for task in tasks if task.ended is Ended.DONE and task.on), default=None)
