"""Adding a task in common and ending it: here, and in the same transaction in a message to the other side."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from safeconduct.access.queries import decide, held
from safeconduct.access.rules import Action
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.exchange.outbox import Parcel, post
from safeconduct.referrals import actions, effects, envelope, texts
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side, State
from safeconduct.referrals.tasks import rules
from safeconduct.referrals.tasks.models import Task
from safeconduct.referrals.tasks.rules import Ended, may_add, may_end
from safeconduct.referrals.texts import Words, may_tell
from safeconduct.referrals.transfers.guarding import require_crossing
from safeconduct.vocabulary.decisions import require
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.sections import Section
from safeconduct.vocabulary.workdays import zone

TASK = "safeconduct.referral.task.v1"


@transaction.atomic
def add(
    *, referral: UUID, words: Words, owner: Side, due: date | None, by: Member, at: datetime, key: UUID | None = None
) -> UUID:  # fmt: skip
    """A new task in common, owned by one of the two sides; its name on both. Raises NotPossible.

    `key` comes with the form, and becomes that name: a form that is sent twice adds one task.
    """
    row = actions.locked(referral)
    if key and row.tasks.filter(shared=key, maker=row.side).exists():
        return key
    extract, here = envelope.extract(row.consent), zone(by.agency.country)
    require(
        may_add(
            State(row.state),
            is_consent_live=extract.until > at,
            due=due,
            today=at.astimezone(here).date(),
            consent_until=extract.until.astimezone(here).date(),
            open_tasks=row.tasks.filter(ended="").count(),
        )
    )
    require(may_tell(words, Side(row.side), extract))
    require_crossing(row)
    if row.case_id is None or not decide(by, held(row.case_id), words.section, Action.OPEN).decision:
        raise NotPossible(texts.NOT_SHARED)
    text = texts.keep_own(row, words, role=by.profession, at=at)
    made = Task(
        text_id=text,
        referral=row,
        agency_id=row.agency_id,
        shared=key or uuid4(),
        owner=owner,
        maker=row.side,
        due=due,
    )
    made.save(force_insert=True)
    _tell(row, made, by, at, words=words)
    _record("task:added", row, made, by=by, at=at)
    return made.shared


@transaction.atomic
def end(*, referral: UUID, task: UUID, how: Ended, by: Member, at: datetime) -> None:
    """The task ends, here and over there. Raises NotFound where its words are not the member's to read, NotPossible."""
    row = actions.locked(referral)
    found = Task.objects.filter(referral=row, shared=task).select_related("text").first()
    if found is None or row.case_id is None or not _may_read(row.case_id, found, by):
        raise NotFound(_("There is no such task for you."))
    require(may_end(seen(found), how, by=Side(row.side), state=State(row.state)))
    found.ended, found.ended_at = how.value, at
    found.save(update_fields=["ended", "ended_at"])
    _tell(row, found, by, at)
    _record(f"task:{how}", row, found, by=by, at=at)


def seen(task: Task) -> rules.Task:
    """The task as the rule sees it."""
    ended = Ended(task.ended) if task.ended else None
    return rules.Task(Side(task.owner), Side(task.maker), task.due, ended)


def members(task: Task) -> dict[str, object]:
    """The task as it travels: codes and a day, never its words."""
    return {
        "id": str(task.shared),
        "owner": task.owner,
        "due": task.due.isoformat() if task.due else None,
        "ended": task.ended or None,
    }


def _may_read(case: UUID, task: Task, by: Member) -> bool:
    return bool(decide(by, held(case), Section(task.text.section), Action.OPEN).decision)


def _tell(row: Referral, task: Task, by: Member, at: datetime, *, words: Words | None = None) -> None:
    body: Mapping[str, Any] = {
        "referral": str(row.shared),
        "role": by.profession,
        "task": members(task),
        "texts": [words.members()] if words else [],
    }
    parcel = Parcel(
        type=TASK,
        body=body,
        case=row.case_id,
        referral=row.shared,
        sections=[words.section] if words else [],
    )
    post(effects.road(row), parcel, at=at)


def _record(what: str, row: Referral, task: Task, *, by: Member, at: datetime) -> None:
    record(
        what,
        by=as_actor(by),
        at=at,
        case=row.case_id,
        referral=row.shared,
        purpose=row.purpose,
        detail={"task": str(task.shared), "owner": task.owner},
    )
