"""Four follow-ups from the start on, after the form F7: when they are, and what may be done with one. Pure.

Each rule that changes something answers with a decision; the change itself is a function beside it that gives the new
sheet. Nothing of the person's own word is overruled: no further contact ends what is still to come.
"""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from safeconduct.cases.follow_up.codes import After, MovedWhy, NotDone, State
from safeconduct.cases.safe_hours import SafeContact, first_safe_day, may_call, may_reach, may_reach_on
from safeconduct.vocabulary.codes import Answer3
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused
from safeconduct.vocabulary.workdays import is_working_day

GRACE = timedelta(days=7)
"""So long after its day a follow-up that nobody has written anything of is shown to whoever supervises."""
AHEAD = timedelta(days=7)
"""So long before its day it stands on Today of whoever leads."""
CORRECTED_WITHIN = timedelta(days=7)
"""So long whoever wrote what became of one may correct it, once."""
FARTHEST = timedelta(days=366)
"""So far ahead one can be moved: a year that was mistyped is seen at once."""

TWO_WEEKS = 14
"""Days within which a safe day that is a working day is looked for."""

IS_OVER = Reason(
    "follow_up_is_over",
    _("Of this follow-up it was already written what became of it."),
    _("Write what is new in the next one, or in the case notes."),
)
PLANNED_ALREADY = Reason(
    "follow_ups_planned",
    _("The follow-ups are planned already."),
    _("Move one, or write what became of it."),
)
START_AHEAD = Reason(
    "follow_up_start_ahead",
    _("This day has not come: help that has not begun has no follow-up."),
    _("Enter the day on which the help began."),
)
DAY_IS_OVER = Reason(
    "follow_up_day_over",
    _("This day is over."),
    _("Choose a day to come; or say what became of the follow-up."),
)
TOO_FAR = Reason(
    "follow_up_too_far",
    _("This day lies more than a year ahead."),
    _("Look at the year, or choose an earlier day."),
)
NO_REASON = Reason("follow_up_no_reason", _("Why it is moved is not said."), _("Choose the reason."))
NOT_YET = Reason(
    "follow_up_not_yet", _("This day has not come."), _("Enter the day on which you spoke with the person.")
)
BEFORE_THE_START = Reason(
    "follow_up_before_start",
    _("This day lies before the help began."),
    _("Enter the day on which you spoke with the person."),
)
TOO_EARLY = Reason(
    "follow_up_too_early",
    _("This is more than a week before its day."),
    _("Tick that it is earlier than planned, and say why; or move it first."),
)
NOTHING_TO_CORRECT = Reason(
    "follow_up_nothing_to_correct",
    _("Of this follow-up nothing was written that can be corrected."),
    _("Write what became of it."),
)
NOT_YOURS_TO_CORRECT = Reason(
    "follow_up_not_yours_to_correct",
    _("Only whoever wrote this corrects it."),
    _("Ask them; or write what is new in the next one, or in the case notes."),
)
CORRECTED_ALREADY = Reason(
    "follow_up_corrected_already",
    _("This was corrected already."),
    _("Write what is new in the next one, or in the case notes."),
)
CORRECTED_TOO_LATE = Reason(
    "follow_up_corrected_too_late",
    _("What was written is corrected within seven days, and those are over."),
    _("Write what is new in the next one, or in the case notes."),
)
NOTHING_ENDED = Reason(
    "follow_up_nothing_ended",
    _("No follow-up was ended by the person’s wish."),
    _("Look at what is planned below."),
)


@dataclass(frozen=True, slots=True)
class Moved:
    """From which day a follow-up was moved, and why."""

    day: date
    why: MovedWhy


@dataclass(frozen=True, slots=True)
class Written:
    """Who wrote what became of one, and when; `before` is what stood there, where they have corrected it."""

    by: UUID
    at: datetime
    before: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One of the four. `said` is what was written of it when it was done, or why it was not."""

    after: After
    on: date
    at: time | None = None
    by_telephone: bool = False
    state: State = State.PLANNED
    moved: tuple[Moved, ...] = ()
    said: Mapping[str, Any] = field(default_factory=dict)
    written: Written | None = None
    """None where nothing was written, or before a release that kept who did."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The follow-ups of one person: from which day on, and each of them."""

    start: date
    all: tuple[FollowUp, ...]

    def one(self, after: After) -> FollowUp:
        """One of the four."""
        return next(found for found in self.all if found.after is after)

    def with_one(self, changed: FollowUp) -> "Sheet":
        """The sheet with this one in the place of the one that stood there."""
        return replace(self, all=tuple(changed if one.after is changed.after else one for one in self.all))


@dataclass(frozen=True, slots=True)
class Planned:
    """Where somebody wants to move a follow-up to; without a time it is for some hour of the day."""

    on: date
    at: time | None
    by_telephone: bool = False


def months_later(start: date, months: int) -> date:
    """The same day so many months later; the last of the month where there is none."""
    year, month = divmod(start.month - 1 + months, 12)
    last = calendar.monthrange(start.year + year, month + 1)[1]
    return date(start.year + year, month + 1, min(start.day, last))


def may_plan(start: date, *, is_planned: bool, today: date) -> Decision:
    """Once for each person, from a day on which help had begun."""
    if is_planned:
        return Refused(PLANNED_ALREADY)
    return Refused(START_AHEAD) if start > today else Allowed()


def planned(start: date, contact: SafeContact, *, country: str, today: date) -> Sheet:
    """All four: each on its day, or on the first one after it on which the person may be reached and `country` works.

    Of one whose day was over before anybody planned, that is what it says: it is not made late by planning it.
    """
    return Sheet(start, tuple(_planned(start, after, contact, country, today) for after in After))


def _planned(start: date, after: After, contact: SafeContact, country: str, today: date) -> FollowUp:
    day = months_later(start, after.months)
    if day < today:
        return FollowUp(after, day, state=State.NOT_DONE, said={"why": NotDone.DAY_WAS_OVER.value})
    return FollowUp(after, _first_day(contact, day, country))


def _first_day(contact: SafeContact, day: date, country: str) -> date:
    """The first day on which the person may be reached and somebody is at work; of a person for whom there is none
    such within two weeks, as at weekends only, the first on which they may be reached."""
    days = (day + timedelta(days=more) for more in range(TWO_WEEKS))
    works = (one for one in days if is_working_day(one, country))
    found = next((one for one in works if may_reach_on(contact, one, contact.zone)), None)
    return found or first_safe_day(contact, day, contact.zone)


def may_move(
    one: FollowUp, to: Planned, why: MovedWhy | None, contact: SafeContact, *, today: date
) -> Decision:
    """Whether it may be moved there: with a reason, to a day to come, within the hours of the person."""
    if one.state is not State.PLANNED:
        return Refused(IS_OVER)
    if why is None:
        return Refused(NO_REASON)
    if to.on < today:
        return Refused(DAY_IS_OVER)
    if to.on > today + FARTHEST:
        return Refused(TOO_FAR)
    return may_plan_for(to, contact)


def may_plan_for(to: Planned, contact: SafeContact) -> Decision:
    """Whether a moment with the person may be planned then, as far as their hours are known."""
    allowed = may_call(contact) if to.by_telephone else Allowed()
    if isinstance(allowed, Refused):
        return allowed
    if to.at is None:
        return may_reach_on(contact, to.on, contact.zone)
    return may_reach(contact, datetime.combine(to.on, to.at, contact.zone), contact.zone)


def moved(sheet: Sheet, after: After, to: Planned, why: MovedWhy) -> Sheet:
    """The sheet with it moved; from which day and why stays with it."""
    one = sheet.one(after)
    return sheet.with_one(
        replace(one, on=to.on, at=to.at, by_telephone=to.by_telephone, moved=(*one.moved, Moved(one.on, why)))
    )


def may_be_done(one: FollowUp, on: date, *, start: date, today: date, early_why: str = "") -> Decision:
    """Whether it may be written down as done on this day; more than a week before its own only with a reason."""
    if one.state is not State.PLANNED:
        return Refused(IS_OVER)
    if on > today:
        return Refused(NOT_YET)
    if on < start:
        return Refused(BEFORE_THE_START)
    return Refused(TOO_EARLY) if is_early(one, on) and not early_why else Allowed()


def is_early(one: FollowUp, on: date) -> bool:
    """Whether this day lies more than a week before its own."""
    return on < one.on - GRACE


def done(sheet: Sheet, after: After, said: Mapping[str, Any], written: Written | None = None) -> Sheet:
    """The sheet with it done; where the person wishes no further contact, the rest is ended."""
    changed = sheet.with_one(replace(sheet.one(after), state=State.DONE, said=said, written=written))
    return _ended(changed) if said.get("contact") == Answer3.NO else changed


def may_be_left(one: FollowUp) -> Decision:
    """Whether it may be written down as not done."""
    return Allowed() if one.state is State.PLANNED else Refused(IS_OVER)


def not_done(sheet: Sheet, after: After, why: NotDone) -> Sheet:
    """The sheet with it not done, and why; where the person wishes no further contact, the rest is ended."""
    changed = sheet.with_one(replace(sheet.one(after), state=State.NOT_DONE, said={"why": why.value}))
    return _ended(changed) if why is NotDone.NO_MORE_CONTACT else changed


def may_be_corrected(one: FollowUp, *, by: UUID, now: datetime) -> Decision:
    """Whether what was written of one that took place may be corrected: once, by its author, within seven days."""
    if one.state is not State.DONE or one.written is None:
        return Refused(NOTHING_TO_CORRECT)
    if one.written.by != by:
        return Refused(NOT_YOURS_TO_CORRECT)
    if one.written.before is not None:
        return Refused(CORRECTED_ALREADY)
    return Refused(CORRECTED_TOO_LATE) if now > one.written.at + CORRECTED_WITHIN else Allowed()


def corrected(sheet: Sheet, after: After, said: Mapping[str, Any]) -> Sheet:
    """The sheet with what was written corrected, and what stood there kept beside it."""
    one = sheet.one(after)
    assert one.written is not None  # noqa: S101  (the rule has looked)
    changed = sheet.with_one(replace(one, said=said, written=replace(one.written, before=dict(one.said))))
    return _ended(changed) if said.get("contact") == Answer3.NO else changed


def may_resume(sheet: Sheet) -> Decision:
    """Whether there is something that the person's wish ended, and that they may wish again."""
    is_ended = any(one.state is State.ENDED for one in sheet.all)
    return Allowed() if is_ended else Refused(NOTHING_ENDED)


def resumed(sheet: Sheet, contact: SafeContact, *, country: str, today: date) -> Sheet:
    """The person wishes contact again: what was ended is planned as at the start, or was over meanwhile."""
    return replace(
        sheet,
        all=tuple(
            _planned(sheet.start, one.after, contact, country, today) if one.state is State.ENDED else one
            for one in sheet.all
        ),
    )


def due(sheet: Sheet) -> date | None:
    """The earliest day that waits; None where nothing does."""
    return min((one.on for one in sheet.all if one.state is State.PLANNED), default=None)


def is_late(one: FollowUp, today: date) -> bool:
    """Its day is over and nobody has written what became of it."""
    return one.state is State.PLANNED and one.on < today


def _ended(sheet: Sheet) -> Sheet:
    return replace(
        sheet,
        all=tuple(
            replace(one, state=State.ENDED) if one.state is State.PLANNED else one for one in sheet.all
        ),
    )
