"""Who may agree to a bed count, what a count may say, who is late. Pure.

Other administrators' changes need two people, and so does this: it shows every day how full a shelter is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.codes import Profession, Service
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused

KINDS: tuple[Service, ...] = (
    Service.CRISIS_SHELTER,
    Service.SHELTER,
    Service.SUPPORTED_HOUSING,
    Service.INDEPENDENT_HOUSING,
)
"""Services that have beds."""
MOST = 9999
BY = time(12)
"""By then, on the clock of the agency that looks, the count of the day should be there."""
HISTORY = timedelta(days=30)


class State(StrEnum):
    """Where an agreement stands on one side."""

    PROPOSED = "proposed"
    """One person here wants it; nothing has left."""
    ASKED = "asked"
    """Two people here agreed; the other side was asked."""
    CAME = "came"
    """The other side asks."""
    ONE_YES = "one_yes"
    """The other side asks, and one person here has said yes."""
    AGREED = "agreed"
    ENDED = "ended"
    """The other side has ended it, or said no; kept so that it is seen here who did, and when."""


@dataclass(frozen=True, slots=True)
class Count:
    """Free places of one kind, and how many there are in all where it was said."""

    free: int
    total: int | None = None


NOT_YOUR_WORK = Reason(
    "beds_not_your_work",
    _("Whether other agencies see the free places is agreed by an administrator or whoever supervises."),
    _("Ask one of them."),
)
SECOND_PERSON = Reason(
    "beds_second_person",
    _("You have said yes already, and it needs two people."),
    _("Ask a colleague who administers or supervises to look at it."),
)
NOTHING_TO_SAY = Reason(
    "beds_nothing_to_say", _("Nothing waits for a yes here."), _("Wait for the other agency, or end it.")
)
KNOWN_ALREADY = Reason(
    "beds_known_already",
    _("There is an agreement with this agency already, or one was asked for."),
    _("Look at it in the list."),
)
WRONG_COUNT = Reason(
    "beds_wrong_count",
    _("A number of places lies between 0 and 9999, and no more are free than there are."),
    _("Enter it again."),
)
NOTHING_COUNTED = Reason(
    "beds_nothing_counted", _("No number was entered."), _("Enter how many places are free, 0 for none.")
)


def may_agree(profession: Profession, *, supervises: bool) -> Decision:
    """Whether this person may say yes or no for the agency."""
    is_theirs = supervises or profession is Profession.ADMINISTRATOR
    return Allowed() if is_theirs else Refused(NOT_YOUR_WORK)


def says_yes(state: State, *, first: UUID | None, who: UUID) -> State | Reason:
    """Where a yes of this person leads; nobody is both of the two."""
    if state not in (State.PROPOSED, State.CAME, State.ONE_YES):
        return NOTHING_TO_SAY
    if state is State.CAME:
        return State.ONE_YES
    if first == who:
        return SECOND_PERSON
    return State.ASKED if state is State.PROPOSED else State.AGREED


def was_told(state: State) -> bool:
    """Whether the other side knows of it, so that it is to be told of the end."""
    return state not in (State.PROPOSED, State.ENDED)


def may_count(counts: Mapping[str, Count]) -> Decision:
    """Whether these counts, by kind, can be ones."""
    if not counts:
        return Refused(NOTHING_COUNTED)
    numbers = [number for one in counts.values() for number in (one.free, one.total) if number is not None]
    fits = all(0 <= number <= MOST for number in numbers)
    fits = fits and all(one.total is None or one.free <= one.total for one in counts.values())
    return Allowed() if fits and set(counts) <= set(KINDS) else Refused(WRONG_COUNT)


def is_late(last: date | None, now: datetime) -> bool:
    """Whether the count of the day is missing: after noon today's, before noon yesterday's. `now` is local."""
    wanted = now.date() if now.time() >= BY else now.date() - timedelta(days=1)
    return last is None or last < wanted


def can_be_of(day: date, today: date) -> bool:
    """Whether a count that arrives can be of this day: of today, also where clocks differ, or of the days before."""
    return today - HISTORY <= day <= today + timedelta(days=1)
