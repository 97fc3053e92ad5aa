"""Deadlines as lines of a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from safeconduct.rights.codes import Right, Trigger, label
from safeconduct.rights.deadlines.models import Deadline
from safeconduct.rights.deadlines.queries import Opened
from safeconduct.rights.deadlines.rules import (
    NO_END,
    NOT_LAW,
    Change,
    Lacking,
    Lacks,
    Moved,
    Origin,
    Over,
    Stage,
    State,
    hash_of,
    no_day_by,
    stage,
    version_of,
)
from safeconduct.rights.editing.standing import book
from safeconduct.rights.rule import Rule
from safeconduct.rights.sure import Sure, sure_of, unchecked
from safeconduct.rights.why import how_long, named
from safeconduct.vocabulary.codes import Confidence
from safeconduct.vocabulary.decisions import Words

STAGES: Mapping[Stage, Words] = {
    Stage.LATE: pgettext_lazy("deadline", "Over"),
    Stage.TODAY: pgettext_lazy("deadline", "Today"),
    Stage.NEAR: _("Within three days"),
    Stage.AHEAD: _("Within two weeks"),
    Stage.LATER: pgettext_lazy("deadline", "Later"),
}
OVER: Mapping[Over, Words] = {
    Over.DONE: _("Done in time, or settled"),
    Over.NO_LONGER: _("It no longer matters for the person"),
    Over.MISTAKE: _("It was entered by mistake"),
    Over.REPLACED: _("The day of a document took its place"),
    Over.FACT: _("What is known of the person changed"),
}

GIVES_NONE: Mapping[Lacks, Words] = {
    Lacks.HOURS: _("Hours are not counted: only days are entered here."),
    Lacks.REGULATION: _(
        "No day is counted by Regulation 1182/71: it is for acts of the European Union, and not all of it was read."
    ),
}
"""Why an exact length gives no last day."""


@dataclass(frozen=True, slots=True)
class Line:
    """One deadline."""

    id: UUID
    name: Words
    due: date
    stage: Stage
    stage_words: Words
    document: str
    rule: str
    counted_from: Words
    started: date | None
    sure: Sure
    moved: Words
    is_open: bool
    over: Words
    ended_on: date | None
    is_mine: bool


def lines(opened: Sequence[Opened], today: date, me: UUID) -> list[Line]:
    """All of them, in their order."""
    return [_line(one, today, me) for one in opened]


def _line(one: Opened, today: date, me: UUID) -> Line:
    row = one.row
    near = stage(row.due, today)
    return Line(
        id=row.id, name=label(Right(row.right_code)), due=row.due, stage=near, stage_words=STAGES[near],
        document=one.words, rule=cited(row.rule) if row.origin == Origin.RULE else "",
        counted_from=label(Trigger(row.trigger)) if row.origin == Origin.RULE else "", started=row.triggered_on,
        sure=_sure(row, today), moved=_moved(row.was, row.due, row.moved_why, row.rule),
        is_open=row.state == State.OPEN, over=OVER[Over(row.ended_why)] if row.ended_why else "",
        ended_on=localdate(row.ended_at) if row.ended_at else None, is_mine=row.owner_id == me,
    )  # fmt: skip


def _sure(row: Deadline, today: date) -> Sure:
    """By the book in force, where its rule is still the one by which the day was counted: a check is of one content."""
    kept = Confidence(row.confidence)
    rule = version_of(book().rules, row.rule, row.law_on or today)
    return (
        sure_of(rule, today, kept) if rule is not None and hash_of(rule) == row.rule_hash else unchecked(kept)
    )


@dataclass(frozen=True, slots=True)
class NoDay:
    """A right without a last day: what the rule says, and what would give one."""

    right: Right
    name: Words
    says: Words
    rule: str
    by_document: bool
    """Whether the day of a document would give it; else the day of an event that is asked for under `event`."""
    event: str

    @property
    def request(self) -> str:
        """The document by which it is asked for; "" where there is none."""
        return "reflection" if self.right is Right.REFLECTION_PERIOD else ""


ASK_FIRST = _("{long} Ask for the right first. Once it is granted, enter the day.")


def without_a_day(found: Sequence[Lacking]) -> list[NoDay]:
    """Why each of these has none, in their order."""
    return [_without(one) for one in found]


def _without(one: Lacking) -> NoDay:
    rule = one.rule
    long = how_long(rule.duration) if rule.duration else ""
    starts = rule.starts
    if one.why is Lacks.EVENT and starts is not None:
        said = _("{long} It runs from “{event}”, and that day is not entered.")
        says: Words = format_lazy(said, long=long, event=label(starts))
        return NoDay(one.right, label(one.right), says, named(rule), False, starts.value)
    says = (
        format_lazy("{long} {why}", long=long, why=GIVES_NONE[one.why])
        if one.why in GIVES_NONE
        else format_lazy(ASK_FIRST, long=long)
    )
    return NoDay(one.right, label(one.right), says, named(rule), True, "")


def no_day_in_words(rule: Rule) -> Words:
    """Why a rule that is proposed would give no last day to anybody; "" where it would, or speaks of no length."""
    if rule.duration is not None and not rule.is_shown:
        return NOT_LAW.sentence
    why = no_day_by(rule)
    return "" if why is None else GIVES_NONE.get(why, NO_END.sentence)


def cited(rule: str) -> str:
    """A rule as it is cited; its mark where this release has it no more."""
    return next((named(one) for one in book().rules if one.id == rule), rule)


def _moved(was: date | None, due: date, why: str, rule: str) -> Words:
    match why:
        case "":
            return ""
        case Moved.GONE:
            return format_lazy(
                _("{rule} gives no day any more. Look at it with a lawyer before you rely on this day."),
                rule=cited(rule),
            )  # fmt: skip
        case Moved.RULE:
            said = _("Moved from {was} to {due} because {rule} changed.")
        case _:
            said = _("Moved from {was} to {due} because what is known of the person changed.")
    return format_lazy(said, was=_day(was) if was else "", due=_day(due), rule=cited(rule))


def changes_in_words(found: Sequence[Change]) -> list[Words]:
    """Old and new day of each, as they are said before anything is saved."""
    return [_change(one) for one in found]


def _change(one: Change) -> Words:
    was = _day(one.kept.due) if one.kept else ""
    if one.now is None:
        said = _("{right}: last day {was}, then none. What is known of the person gives none any more.")
        return format_lazy(said, right=label(one.right), was=was)
    said = (
        _("{right}: last day {was}, then {will}. By {rule}.")
        if was
        else _("{right}: so far no last day, now {will}. By {rule}.")
    )
    rule = cited(one.now.rule) if one.now.rule else _("the document")
    return format_lazy(said, right=label(one.right), was=was, will=_day(one.now.due), rule=rule)


def replaced(right: Right, was: date, due: date) -> Words:
    """The same for a day of a document that goes in the place of a counted one."""
    said = _("{right}: last day {was}, then {will}. By {rule}.")
    return format_lazy(said, right=label(right), was=_day(was), will=_day(due), rule=_("the document"))


def _day(day: date) -> str:
    return date_format(day, "D j M Y")
