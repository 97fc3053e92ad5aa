"""Proposing a content, signing exactly what was read, comparing what stands, saying what is wrong: each recorded.

The rules are asked here first, and the functions of the database ask the same again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import ProgrammingError, connection, transaction

from safeconduct.agencies.four_eyes import rules
from safeconduct.agencies.four_eyes.models import ContentProposal, ContentRemark
from safeconduct.agencies.four_eyes.queries import held
from safeconduct.agencies.four_eyes.rules import Outcome, Stands
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.vocabulary.decisions import NotPossible, require

SAID = {
    one.code: one
    for one in (
        rules.NOT_AN_EDITOR, rules.NOT_A_REVIEWER, rules.OWN_PROPOSAL, rules.ANSWERED, rules.READ_AGAIN,
        rules.WAITS_ALREADY, rules.NOT_YOUR_PROPOSAL, rules.COMPARED_AHEAD,
    )
}  # fmt: skip
"""What the database refuses when somebody was quicker than the page."""


@dataclass(frozen=True, slots=True)
class Content:
    """What is proposed: canonical JSON, and the digest of what it would change."""

    subject: str
    key: str
    scope: str
    text: str
    base: str
    why: str


@transaction.atomic
def propose(of: UUID, content: Content, *, by: Member, at: datetime) -> str:
    """Propose a content, or write one's own that waits anew; its digest. Raises NotPossible with the reason."""
    edits = content.scope in held(by, content.subject).edits
    rows = ContentProposal.objects.filter(subject=content.subject, key=content.key, outcome=Outcome.WAITS)
    stands = next((row for row in rows if row.id == of), None)
    if stands is not None:
        require(rules.may_change(standing(stands), by=by.id, edits=edits))
    else:
        require(rules.may_propose(edits=edits, waits=bool(rows)))
    given = [of, content.subject, content.key, content.scope, content.text, content.base, content.why]
    digest = str(_called("SELECT agencies.propose_content(%s, %s, %s, %s, %s, %s, %s)", given))
    _record("proposed", content.subject, content.key, digest, by=by, at=at)
    return digest


@transaction.atomic
def withdraw(row: ContentProposal, *, by: Member, at: datetime) -> None:
    """Take one's own proposal back. Raises NotPossible."""
    edits = row.scope in held(by, row.subject).edits
    require(rules.may_change(standing(row), by=by.id, edits=edits))
    _called("SELECT agencies.withdraw_content(%s)", [row.id])
    _record("withdrawn", row.subject, row.key, row.digest, by=by, at=at)


@transaction.atomic
def sign(
    row: ContentProposal, *, read: str, is_base: bool, on: date, today: date, by: Member, at: datetime
) -> None:
    """Sign exactly what was read: it holds from now on. Raises NotPossible with the reason."""
    checks = row.scope in held(by, row.subject).checks
    stands = standing(row, is_base=is_base)
    require(rules.may_sign(stands, by=by.id, checks=checks, read=read, on=on, today=today))
    _called("SELECT agencies.answer_content(%s, %s, true, '', %s)", [row.id, read, on])
    _record("signed", row.subject, row.key, read, by=by, at=at)


@transaction.atomic
def decline(row: ContentProposal, *, read: str, why: str, by: Member, at: datetime) -> None:
    """Decline exactly what was read, and say why. Raises NotPossible."""
    checks = row.scope in held(by, row.subject).checks
    require(rules.may_decline(standing(row), by=by.id, checks=checks, read=read, why=why))
    _called("SELECT agencies.answer_content(%s, %s, false, %s, NULL)", [row.id, read, why])
    _record("declined", row.subject, row.key, read, by=by, at=at)


@dataclass(frozen=True, slots=True)
class Compared:
    """That what stands was compared: the digest that was read, and that of what stands."""

    subject: str
    key: str
    scope: str
    read: str
    stands: str
    on: date
    author: UUID | None = None
    """Who proposed what stands; None where it came with the release."""


@transaction.atomic
def compare(one: Compared, *, today: date, by: Member, at: datetime) -> None:
    """Say that what stands was compared with its source and is still right. Raises NotPossible."""
    checks = one.scope in held(by, one.subject).checks
    require(rules.may_compare(
        proposed_by=one.author, by=by.id, checks=checks, read=one.read, stands=one.stands, on=one.on,
        today=today,
    ))  # fmt: skip
    given = [one.subject, one.key, one.scope, one.stands, one.on]
    _called("SELECT agencies.compare_content(%s, %s, %s, %s, %s)", given)
    _record("compared", one.subject, one.key, one.stands, by=by, at=at)


@transaction.atomic
def remark(row: ContentRemark, *, by: Member, at: datetime) -> None:
    """Say what is wrong with a content. The room has looked at the words before."""
    given = [row.id, row.subject, row.key, row.scope, row.code, row.words]
    _called("SELECT agencies.remark_content(%s, %s, %s, %s, %s, %s)", given)
    _record("remarked", row.subject, row.key, "", by=by, at=at)


def note_beside(subject: str, key: str, scope: str, digest: str) -> None:
    """In the transaction that signs or compares: what the release says in its place was beside it."""
    _called("SELECT agencies.note_beside(%s, %s, %s, %s, %s)", [uuid4(), subject, key, scope, digest])


@transaction.atomic
def answer_remark(row: ContentRemark, words: str, *, by: Member, at: datetime) -> None:
    """Answer what somebody said. Raises NotPossible."""
    if row.scope not in held(by, row.subject).edits:
        raise NotPossible(rules.NOT_AN_EDITOR)
    if not _called("SELECT agencies.answer_remark(%s, %s)", [row.id, words]):
        raise NotPossible(rules.ANSWERED)
    _record("remark_answered", row.subject, row.key, "", by=by, at=at)


def standing(row: ContentProposal, *, is_base: bool = True) -> Stands:
    """A row as the rules look at it."""
    return Stands(Outcome(row.outcome), row.proposed_by, row.digest, is_base)


def _record(what: str, subject: str, key: str, digest: str, *, by: Member, at: datetime) -> None:
    detail = {"subject": subject, "key": key, "digest": digest}
    record(f"content:{what}", by=as_actor(by), at=at, detail={**detail})


def _called(sql: str, values: list[Any]) -> Any:
    with _refused(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        row = cursor.fetchone()
    return row[0] if row else None


@contextmanager
def _refused() -> Iterator[None]:
    try:
        with transaction.atomic(savepoint=False):
            yield
    except ProgrammingError as error:
        code = str(error.__cause__).splitlines()[0].removeprefix("access: ")
        if code not in SAID:
            raise
        raise NotPossible(SAID[code]) from None
