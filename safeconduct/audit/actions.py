"""Writing the audit: one function, called in the transaction of what it records."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from safeconduct.audit.models import Record
from safeconduct.vocabulary.identifiers import uuid7
from safeconduct.vocabulary.ready import fresh, insert

type Detail = dict[str, str | int | bool | list[str]]

_TOKEN: ContextVar[str] = ContextVar("token", default="")


@contextmanager
def by_token(token: UUID) -> Iterator[None]:
    """Inside, every record names the token of the member's own software that acts, beside the member."""
    before = _TOKEN.set(str(token))
    try:
        yield
    finally:
        _TOKEN.reset(before)


def _with_means(detail: Detail) -> Detail:
    return {**detail, "token": token} if (token := _TOKEN.get()) else detail


@dataclass(frozen=True)
class Actor:
    """Who acted: a member, a peer node, or the clock; with the role that others are shown."""

    kind: str
    id: str
    role: str
    agency: UUID | None = None


def anonymous() -> Actor:
    """Somebody who is not signed in."""
    return Actor(kind="anonymous", id="", role="")


def record(
    action: str,
    *,
    by: Actor,
    at: datetime,
    case: UUID | None = None,
    section: str = "",
    referral: UUID | None = None,
    purpose: str = "",
    refused: str = "",
    policy: tuple[str, int] | None = None,
    detail: Detail | None = None,
) -> None:
    """Add one record.

    `action` is `subject:verb` ("referral:accepted"); `refused` the code of a reason when the answer was no;
    `policy` the hash of the policy table and the number of the row that decided. A failure to write raises,
    and with it fails what was to be recorded: at the latest at the commit, to which the record may wait.
    """
    insert(
        _row(
            by,
            at,
            action=action,
            outcome="refused" if refused else "done",
            reason=refused,
            case_id=case,
            section=section,
            referral_id=referral,
            purpose=purpose,
            detail=detail or {},
            **_decided(policy),
        ),
        may_wait=True,
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """One of many records that are written together, by one actor at one time; see `record`."""

    action: str
    case: UUID | None
    section: str = ""
    purpose: str = ""
    policy: tuple[str, int] | None = None
    detail: Detail = field(default_factory=dict)
    referral: UUID | None = None
    refused: str = ""


def record_all(entries: Iterable[Entry], *, by: Actor, at: datetime) -> None:
    """A record for each, in few statements: for work that changes hundreds of cases in one transaction."""
    rows = [
        _row(
            by,
            at,
            action=entry.action,
            outcome="refused" if entry.refused else "done",
            reason=entry.refused,
            case_id=entry.case,
            section=entry.section,
            referral_id=entry.referral,
            purpose=entry.purpose,
            detail=entry.detail,
            **_decided(entry.policy),
        )
        for entry in entries
    ]
    insert(*rows, may_wait=True)


@dataclass(frozen=True, slots=True)
class Reading:
    """One section that was read: which version, for which purpose, by which row of the policy."""

    section: str
    version: int
    purpose: str
    policy: tuple[str, int] | None


def record_readings(readings: list[Reading], *, by: Actor, at: datetime, case: UUID) -> None:
    """A record for each section of a case that one page opened, in one statement."""
    insert(
        *(
            _row(
                by,
                at,
                action="section:read",
                case_id=case,
                section=reading.section,
                purpose=reading.purpose,
                detail={"version": reading.version},
                **_decided(reading.policy),
            )
            for reading in readings
        ),
        may_wait=True,
    )


def _row(by: Actor, at: datetime, *, detail: Detail, **said: Any) -> Record:
    """A row with who, by which token, and when. The key is made here: who may only insert cannot ask for RETURNING."""
    return fresh(
        Record,
        id=uuid7(),
        at=at,
        actor_kind=by.kind,
        actor_id=by.id,
        actor_role=by.role,
        agency_id=by.agency,
        detail=_with_means(detail),
        **said,
    )


def _decided(policy: tuple[str, int] | None) -> dict[str, Any]:
    """By which table and which of its rows."""
    policy_hash, policy_row = policy or ("", None)
    return {"policy_hash": policy_hash, "policy_row": policy_row}
