"""Deadlines as lines of a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.rights.codes import Right, Trigger, label
from safeconduct.rights.deadlines.queries import Opened
from safeconduct.rights.deadlines.rules import Change, Moved, Origin, Over, Stage, State, hash_of, stage
from safeconduct.rights.editing.standing import book
from safeconduct.rights.why import named
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
    is_secondary: bool
    checked: Words
    """Who compared the rule that gave the day with the law; "" where nobody has within twelve months."""
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
        checked=_checked(row.rule, row.rule_hash, today), is_secondary=row.confidence == Confidence.SECONDARY,
        moved=_moved(row.was, row.due, row.moved_why, row.rule),
        is_open=row.state == State.OPEN, over=OVER[Over(row.ended_why)] if row.ended_why else "",
        ended_on=row.ended_at.date() if row.ended_at else None, is_mine=row.owner_id == me,
    )  # fmt: skip


def cited(rule: str) -> str:
    """A rule as it is cited; its mark where this release has it no more."""
    return next((named(one) for one in book().rules if one.id == rule), rule)


def _checked(rule: str, mark: str, today: date) -> Words:
    found = (one for one in book().rules if one.id == rule and hash_of(one) == mark and one.is_checked(today))
    by = next(found, None)
    if by is None or by.checked_on is None:
        return ""
    return gettext("Checked on %(day)s by %(who)s.") % {"day": _day(by.checked_on), "who": by.checked_by}


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
    was = _day(one.kept.due) if one.kept else _("none")
    if one.now is None:
        said = _("{right}: last day {was}, then none. What is known of the person gives none any more.")
        return format_lazy(said, right=label(one.right), was=was)
    said = _("{right}: last day {was}, then {will}. By {rule}.")
    rule = cited(one.now.rule) if one.now.rule else _("the document")
    return format_lazy(said, right=label(one.right), was=was, will=_day(one.now.due), rule=rule)


def replaced(right: Right, was: date, due: date) -> Words:
    """The same for a day of a document that goes in the place of a counted one."""
    said = _("{right}: last day {was}, then {will}. By {rule}.")
    return format_lazy(said, right=label(right), was=_day(was), will=_day(due), rule=_("the document"))


def _day(day: date) -> str:
    return date_format(day, "D j M Y")
