"""A task in common, as the other side tells it: a new one with its words, or the end of one that is known."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from safeconduct.audit.actions import record
from safeconduct.exchange.handlers import Handled, RefuseMessage
from safeconduct.exchange.wire import Opened
from safeconduct.referrals.actions import NO_NEWS
from safeconduct.referrals.codes import day
from safeconduct.referrals.inbound.content import keep_texts
from safeconduct.referrals.inbound.parts import peer_actor, required, role_of
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side, State
from safeconduct.referrals.tasks.actions import seen
from safeconduct.referrals.tasks.models import Task
from safeconduct.referrals.tasks.rules import MOST_OPEN, Ended, is_said_by, standing
from safeconduct.referrals.texts import Kind
from safeconduct.vocabulary.decisions import Refused
from safeconduct.vocabulary.identifiers import NodeId


@dataclass(frozen=True, slots=True)
class Told:
    """A task in a message's body, every code known."""

    id: UUID
    owner: Side
    due: date | None
    ended: Ended | None


def tasked(message: Opened, peer: NodeId, at: datetime) -> Handled:
    """Keep a new task, or end a known one; of two ends the same stands on both sides.

    The end of a task that is not known is stored and does nothing: its words were taken back before they left.
    """
    row, told = required(message), read(message.body.get("task"))
    role, words = role_of(message.body), message.body.get("texts", [])
    if State(row.state) in NO_NEWS:
        raise RefuseMessage("consent_ended")
    known = Task.objects.filter(referral=row, agency_id=row.agency_id, shared=told.id).first()
    if known is not None:
        _end(row, known, told, at)
    elif words:
        _keep(row, told, words, role, at)
    else:
        return Handled(referral=row.shared)
    record(
        f"task:{told.ended or 'added'}",
        by=peer_actor(peer, role, message),
        at=at,
        case=row.case_id,
        referral=row.shared,
        detail={"task": str(told.id), "owner": told.owner.value},
    )
    return Handled(referral=row.shared)


def read(data: object) -> Told:
    """The task of a body. Raises RefuseMessage("malformed_body")."""
    try:
        assert isinstance(data, dict)  # noqa: S101  (an AssertionError is caught with the others)
        return Told(
            UUID(data["id"]),
            Side(data["owner"]),
            _day(data["due"]),
            None if data["ended"] is None else Ended(data["ended"]),
        )
    except (AssertionError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise RefuseMessage("malformed_body") from error


def _day(value: object) -> date | None:
    found = day(value)
    if value is not None and found is None:
        raise ValueError("no day")
    return found


def _keep(row: Referral, told: Told, words: object, role: str, at: datetime) -> None:
    if row.tasks.filter(ended="").count() >= 2 * MOST_OPEN:  # twice: both sides may have added at once
        raise RefuseMessage("too_many_tasks")
    texts = keep_texts(row, words, role, at, only=Kind.TASK)
    if len(texts) != 1 or told.ended is not None:
        raise RefuseMessage("malformed_body")
    Task(
        text_id=texts[0],
        referral=row,
        agency_id=row.agency_id,
        shared=told.id,
        owner=told.owner,
        maker=Side(row.side).other,
        due=told.due,
    ).save(force_insert=True)


def _end(row: Referral, known: Task, told: Told, at: datetime) -> None:
    if told.ended is None:
        raise RefuseMessage("already_here")
    decision = is_said_by(seen(known), told.ended, Side(row.side).other)
    if isinstance(decision, Refused):
        raise RefuseMessage(decision.reason.code)
    stands = standing(seen(known).ended, told.ended)
    assert stands is not None  # noqa: S101  (one of the two is an end)
    if stands.value != known.ended:
        known.ended, known.ended_at = stands.value, at
        known.save(update_fields=["ended", "ended_at"])
