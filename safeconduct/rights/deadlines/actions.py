"""Deadlines are kept, moved and ended: each in one transaction with its record, which says none of their words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction

from safeconduct.access.queries import Answer as Decided
from safeconduct.access.rules import Action
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import Entry, record_all
from safeconduct.cases import vault
from safeconduct.cases.asking.queries import today_of
from safeconduct.rights.codes import Right
from safeconduct.rights.deadlines import rules
from safeconduct.rights.deadlines.models import Deadline
from safeconduct.rights.deadlines.queries import PLACE, deadline, kept_of
from safeconduct.rights.deadlines.rules import Change, Counted, Kept, Moved, Origin, Over, State
from safeconduct.rights.editing.standing import book
from safeconduct.rights.queries import SECTION, Read, deciding, hold_still
from safeconduct.vocabulary.codes import Confidence
from safeconduct.vocabulary.decisions import NotPossible, require
from safeconduct.vocabulary.errors import NotFound


@dataclass(frozen=True, slots=True)
class Document:
    """A last day as it stands in a document."""

    right: Right
    due: date
    words: str
    """What document: its number and day."""
    is_mine: bool
    """Whether whoever enters it is told of it beside whoever leads."""
    replaces: bool
    """Whether it goes in the place of the day that was counted for this right."""


def pending(kept: Sequence[Kept], read: Read) -> list[Change]:
    """What is counted now and is not what is kept."""
    now = rules.counted(read.rights, read.facts, read.today)
    return rules.changes(kept, now, is_whole=not read.closed)


@transaction.atomic
def keep_up(case: UUID, read: Read, *, by: Member, at: datetime) -> int:
    """Keep what the rules and the entered days give now; how many days are other than before."""
    answer = _deciding(case, by=by)
    found = pending(kept_of(case), read)
    for change in found:
        _apply(case, change, by=by, at=at)
    _record([(_verb(one), one.right) for one in found], case, answer, by=by, at=at)
    return len(found)


@transaction.atomic
def take_over(case: UUID, read: Read, right: Right, rule: str, due: str, *, by: Member, at: datetime) -> bool:
    """Keep the day that is counted now for one right, if it is still `due`; whether it was.

    Raises NotFound, and NotPossible with the reason where the rule that is named may not carry a day.
    """
    answer = _deciding(case, by=by)
    if rule:
        of = rules.version_of(book().rules, rule, read.today)
        if of is None:
            raise NotFound
        require(rules.may_carry(of))
    found = [one for one in pending(kept_of(case), read) if one.right is right and _due(one) == due]
    for change in found:
        _apply(case, change, by=by, at=at)
    _record([(_verb(one), one.right) for one in found], case, answer, by=by, at=at)
    return bool(found)


def _due(change: Change) -> str:
    return change.now.due.isoformat() if change.now else ""


@transaction.atomic
def enter(case: UUID, given: Document, *, by: Member, at: datetime) -> None:
    """Keep the day of a document. Raises NotFound, NotPossible with the rule's reason."""
    answer = _deciding(case, by=by)
    require(rules.may_enter(given.due, today=today_of(at)))
    if given.replaces and (counted := counted_of(case, given.right)):
        _end(counted.id, Over.REPLACED, by=by, at=at)
    made = Counted(given.right, Origin.DOCUMENT, given.due, Confidence.VERIFIED, by.agency.country, None)
    _add(case, made, by=by, at=at, words=given.words, owner=by.id if given.is_mine else None)
    _record([("deadline_entered", given.right)], case, answer, by=by, at=at)


def counted_of(case: UUID, right: Right) -> Kept | None:
    """The open day that was counted for a right."""
    return next(
        (
            one
            for one in kept_of(case)
            if one.right is right and one.trigger is not None and one.state is State.OPEN
        ),
        None,
    )


@transaction.atomic
def end(case: UUID, one: UUID, why: Over, *, by: Member, at: datetime) -> None:
    """Nobody has to act on it any more. Raises NotFound, NotPossible where it ended already."""
    answer = deciding(case, Action.EDIT, by=by)
    row = deadline(case, one)
    if not _end(one, why, by=by, at=at):
        raise NotPossible(rules.ENDED_ALREADY)
    _record([(f"deadline_{why}", Right(row.right_code))], case, answer, by=by, at=at)


def _deciding(case: UUID, *, by: Member) -> Decided:
    """The right to write, alone until the end of the transaction: two may count the same day at once."""
    answer = deciding(case, Action.EDIT, by=by)
    hold_still(case)
    return answer


def _verb(change: Change) -> str:
    if change.kept is None:
        return "deadline_counted"
    return "deadline_moved" if change.now else "deadline_fact"


def _apply(case: UUID, change: Change, *, by: Member, at: datetime) -> None:
    kept, now = change.kept, change.now
    if kept and now and kept.origin is now.origin:
        Deadline.objects.filter(id=kept.id, state=State.OPEN).update(
            due=now.due, confidence=now.confidence, rule=now.rule, rule_hash=now.rule_hash, country=now.country,
            trigger=now.trigger or "", triggered_on=now.triggered_on, law_on=now.law_on, was=kept.due,
            moved_why=Moved.FACT, moved_at=at,
        )  # fmt: skip
        return
    if kept:
        _end(kept.id, Over.REPLACED if now else Over.FACT, by=by, at=at)
    if now:
        _add(case, now, by=by, at=at)


def _add(
    case: UUID, one: Counted, *, by: Member, at: datetime, words: str = "", owner: UUID | None = None
) -> None:
    generation, key = vault.key_for_writing(case, SECTION)
    row = Deadline(
        id=uuid4(), case_id=case, agency_id=by.agency_id, section=SECTION, generation=generation,
        right_code=one.right, origin=one.origin, due=one.due, confidence=one.confidence, rule=one.rule,
        rule_hash=one.rule_hash, country=one.country, trigger=one.trigger or "", triggered_on=one.triggered_on,
        law_on=one.law_on, state=State.OPEN, owner_id=owner, moved_why="", ended_why="", saved_by=by.id,
        role=by.profession, saved_at=at,
    )  # fmt: skip
    row.sealed = vault.sealed_at(key, PLACE, row.id, {"document": words})
    row.save(force_insert=True)


def _end(one: UUID, why: Over, *, by: Member, at: datetime) -> int:
    state = State.DONE if why is Over.DONE else State.VOID
    return Deadline.objects.filter(id=one, state=State.OPEN).update(
        state=state, ended_why=why, ended_by=by.id, ended_at=at
    )


def _record(
    done: Sequence[tuple[str, Right]], case: UUID, answer: Decided, *, by: Member, at: datetime
) -> None:
    entries = [
        Entry(f"rights:{verb}", case, SECTION, answer.purpose, answer.policy, {"right": right.value})
        for verb, right in done
    ]
    record_all(entries, by=as_actor(by), at=at)
