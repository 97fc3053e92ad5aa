"""What a deadline is, when it is said, what may be kept as one, and what changes when facts or rules do. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from safeconduct.rights.codes import Counting, Kind, Right, Trigger, Unit
from safeconduct.rights.counting import end_of
from safeconduct.rights.evaluating import COUNTED_BY, Answer, Entitlement, weakest
from safeconduct.rights.facts import Facts
from safeconduct.rights.rule import SHOWN, Rule
from safeconduct.vocabulary.canonical import digest
from safeconduct.vocabulary.codes import Confidence
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused

NOT_LAW = Reason(
    "deadline_not_law",
    _("This rule is not known well enough to count a day by it, so it is not offered as law."),
    _("Ask a lawyer of the country, and enter the day that stands in a document."),
)
NO_END = Reason(
    "deadline_no_end",
    _("This rule says at least, at most or nothing of how long: it has no last day by itself."),
    _("Enter the day that stands in the document of the authority."),
)
FAR_AHEAD = Reason("deadline_far_ahead", _("This day lies more than 30 years ahead."), _("Look at the year."))
LONG_OVER = Reason("deadline_long_over", _("This day lies more than 30 years back."), _("Look at the year."))
ENDED_ALREADY = Reason("deadline_ended", _("Somebody has ended this deadline already."))

YEARS = 30
FIRST, SECOND = timedelta(days=14), timedelta(days=3)
"""So long before its day a deadline is said for the first time, and once more."""
LONG_BEFORE = timedelta(days=365)
"""A day that lies longer than this before the file was opened is asked about: it may be right, or a wrong year."""


class Origin(StrEnum):
    """Where a day comes from."""

    RULE = "rule"
    DOCUMENT = "document"


class State(StrEnum):
    """Whether somebody still has to act."""

    OPEN = "open"
    DONE = "done"
    VOID = "void"


class Moved(StrEnum):
    """Why a day is another than it was."""

    RULE = "rule"
    FACT = "fact"
    GONE = "gone"
    """The rule gives no day any more; the day stays until somebody has looked."""


class Over(StrEnum):
    """Why a deadline ended."""

    DONE = "done"
    NO_LONGER = "no_longer"
    MISTAKE = "mistake"
    REPLACED = "replaced"
    """By a day of a document."""
    FACT = "fact"


BY_HAND = (Over.DONE, Over.NO_LONGER, Over.MISTAKE)


class Stage(StrEnum):
    """How near a day is, the most urgent first."""

    LATE = "late"
    TODAY = "today"
    NEAR = "near"
    AHEAD = "ahead"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Counted:
    """A last day as the rules or a document give it now."""

    right: Right
    origin: Origin
    due: date
    confidence: Confidence
    country: str
    trigger: Trigger | None
    rule: str = ""
    rule_hash: str = ""
    triggered_on: date | None = None
    law_on: date | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A last day as it is kept; `trigger` is None for one that was entered by itself."""

    id: UUID
    right: Right
    origin: Origin
    due: date
    trigger: Trigger | None
    triggered_on: date | None
    state: State
    is_replaced: bool = False
    """Whether it ended because a day of a document took its place."""


@dataclass(frozen=True, slots=True)
class Change:
    """What is kept and what is counted now differ; one of the two may be missing."""

    right: Right
    kept: Kept | None
    now: Counted | None


def stage(due: date, today: date) -> Stage:
    """How near it is."""
    if due < today:
        return Stage.LATE
    if due == today:
        return Stage.TODAY
    if due - today <= SECOND:
        return Stage.NEAR
    return Stage.AHEAD if due - today <= FIRST else Stage.LATER


def may_carry(rule: Rule) -> Decision:
    """Whether a deadline may be counted by this rule: read in a source, in force, and of an exact length."""
    sure = weakest(rule.confidence, COUNTED_BY[rule.counting]) if rule.counting else rule.confidence
    if not rule.is_shown or sure not in SHOWN:
        return Refused(NOT_LAW)
    if rule.duration is None or rule.counting is None or rule.starts is None:
        return Refused(NO_END)
    return Allowed() if rule.duration.kind is Kind.EXACT else Refused(NO_END)


def may_enter(due: date, *, today: date) -> Decision:
    """Whether this can be the day of a document. One that is over is taken: that a claim is late must be seen."""
    if due.year > today.year + YEARS:
        return Refused(FAR_AHEAD)
    return Refused(LONG_OVER) if due.year < today.year - YEARS else Allowed()


def long_before(events: Mapping[Trigger, date], opened_on: date) -> list[Trigger]:
    """Which of these days are asked about: long before the file was opened here.

    That something happened before is usual: identified by the police in spring, and with us since autumn.
    """
    return [trigger for trigger, day in events.items() if opened_on - day > LONG_BEFORE]


def counted(rights: Iterable[Entitlement], facts: Facts, today: date) -> list[Counted]:
    """The last day to act on of each right that has one now."""
    return [_counted(one, facts, today) for one in rights if one.end is not None]


def _counted(one: Entitlement, facts: Facts, today: date) -> Counted:
    end = one.end
    assert end is not None  # noqa: S101 - asked by the caller
    if end.started is None or end.rule.starts is None:
        return Counted(
            one.right, Origin.DOCUMENT, end.day, end.confidence, facts.country, Trigger.REFLECTION_UNTIL
        )
    rule = end.rule
    law_on = facts.events.get(rule.trigger, today)
    assert rule.starts is not None  # noqa: S101 - an end that was counted has a start
    return Counted(
        one.right, Origin.RULE, end.day, end.confidence, facts.country, rule.starts, rule.id, hash_of(rule),
        end.started, law_on,
    )  # fmt: skip


def changes(kept: Sequence[Kept], now: Sequence[Counted], *, is_whole: bool) -> list[Change]:
    """What would change if what is counted now were kept.

    What somebody ended stays ended, and what was entered by itself is not touched. A day falls away only where the
    reader sees all that rules ask for (`is_whole`): what is closed to a reader is no change of facts. While a document
    stands in the place of a counted day, none is counted beside it.
    """
    standing = {one.right: one for one in kept if one.state is State.OPEN and one.trigger is not None}
    ended = {_same(one) for one in kept if one.state is not State.OPEN and one.trigger is not None}
    entered = {one.right for one in kept if one.state is State.OPEN and one.trigger is None}
    documents = entered & {one.right for one in kept if one.is_replaced}
    found = [
        Change(one.right, standing.get(one.right), one)
        for one in now
        if (one.right in standing and standing[one.right].due != one.due)
        or (one.right not in standing and one.right not in documents and _same(one) not in ended)
    ]
    gone = [one for right, one in standing.items() if right not in {new.right for new in now}]
    return found + ([Change(one.right, one, None) for one in gone] if is_whole else [])


def _same(one: Kept | Counted) -> tuple[Right, Trigger | None, date]:
    """By what a last day is known again: the right, and from which event, or the day of the document itself."""
    return one.right, one.trigger, one.triggered_on or one.due


# --- Why a right has no last day ---


class Lacks(StrEnum):
    """Why a length of time gives no last day."""

    DOCUMENT = "document"
    """At least or at most so long: an authority sets the day."""
    EVENT = "event"
    """The day from which it runs is not entered."""
    HOURS = "hours"
    """Hours begin at an hour, and only days are entered."""
    REGULATION = "regulation"
    """Counted by Regulation 1182/71, of which Article 3(1) was not read, and which is for acts of the Union alone."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """One right with a length and without a last day, the rule that says the length, and what would give a day."""

    right: Right
    rule: Rule
    why: Lacks


def lacking(rights: Iterable[Entitlement], kept: Sequence[Kept]) -> list[Lacking]:
    """Of each right that has a length in a rule and no last day: why. Nothing where a day is kept or counted."""
    has_day = {one.right for one in kept if one.state is State.OPEN}
    found: list[Lacking] = []
    for one in rights:
        long = [rule for each in one.found if (rule := each.rule).duration is not None]
        if long and one.end is None and one.right not in has_day:
            # The country's own length goes before the minimum of a layer above; its rules stand first.
            own = [rule for rule in long if rule.jurisdiction == long[0].jurisdiction]
            found += [Lacking(one.right, rule, _lacks(rule)) for rule in own]
    return found


def unlimited(rights: Iterable[Entitlement], kept: Sequence[Kept]) -> list[Right]:
    """Rights of the person of which neither a day nor a length is known: that nothing is known of a limit is said."""
    has_day = {one.right for one in kept if one.state is State.OPEN}
    return [
        one.right
        for one in rights
        if one.answer is not Answer.NOT_COVERED
        and one.end is None
        and one.right not in has_day
        and all(each.rule.duration is None for each in one.found)
    ]


def no_day_by(rule: Rule) -> Lacks | None:
    """Why a rule gives no last day, whatever is entered; None where it gives one, or speaks of no length."""
    if rule.duration is None:
        return None
    why = _lacks(rule)
    return None if why is Lacks.EVENT else why


def _lacks(rule: Rule) -> Lacks:
    if rule.duration is None or rule.duration.kind is not Kind.EXACT or rule.starts is None:
        return Lacks.DOCUMENT
    if rule.duration.unit is Unit.HOURS:
        return Lacks.HOURS
    return Lacks.REGULATION if rule.counting is Counting.REGULATION_1182_71 else Lacks.EVENT


# --- What the worker counts anew ------------------------------------------------------------------------------------

COUNTING_VERSION = 1
"""Goes up when `counting.py` gives another day for the same rule: then every day is counted anew."""
NO_RULE = "none"
"""In the place of a hash: the rule gives no day any more, and its owner was told."""


def hash_of(rule: Rule) -> str:
    """A mark of what makes the day: it changes when the day may change, and not with the words of a rule."""
    length = rule.duration
    said = [
        COUNTING_VERSION, rule.id, *((length.n, length.unit, length.kind) if length else ()), str(rule.starts),
        str(rule.counting), rule.confidence, rule.status, str(rule.valid_from), str(rule.valid_to),
    ]  # fmt: skip
    return digest([str(part) for part in said])[:16]


def version_of(rules: Iterable[Rule], rule: str, law_on: date) -> Rule | None:
    """The version of a rule that counts on a day."""
    return next((one for one in rules if one.id == rule and one.is_valid(law_on)), None)


def day_by(rule: Rule | None, triggered_on: date, country: str) -> tuple[date, Confidence] | None:
    """The day that a rule gives from an event, and how sure it is; None where it gives none."""
    if rule is None or not may_carry(rule) or rule.duration is None or rule.counting is None:
        return None
    due = end_of(triggered_on, rule.duration, rule.counting, country)
    return (due, weakest(rule.confidence, COUNTED_BY[rule.counting])) if due else None
