"""Tokens by which a member's own software acts: made, listed, revoked, and looked at for every request.

A token is 256 random bits. The database keeps its SHA-256, which is enough for what cannot be guessed, and shows it to
no serving role; whoever asks must bring the token itself.
"""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from safeconduct.access.doors import AccessRefused, called
from safeconduct.access.scopes import Scope
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.vocabulary.decisions import Reason
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.identifiers import MemberId

BEGINS = "sc_"
SHOWN = 8
"""So many signs of a token stand in the list, so that one is told from another: 48 of its 256 bits."""
LONGEST_DAYS, DEFAULT_DAYS = 365, 90

TOO_MANY = Reason(
    "too_many_tokens",
    _("You have twenty tokens that open something, and that is the most."),
    _("Revoke one that nothing uses any more."),
)


@dataclass(frozen=True, slots=True)
class Entered:
    """A token that was brought. `state` is open, ended, revoked, revoked_by_administrator, suspended or limited."""

    token: UUID
    member: MemberId
    scopes: frozenset[Scope]
    until: datetime
    state: str
    wait: int
    """Seconds until the next request is answered, when it is limited."""


@dataclass(frozen=True, slots=True)
class Own:
    """One of the acting member's tokens, as their page lists it. `ended` is why it opens nothing, or ""."""

    id: UUID
    prefix: str
    name: str
    scopes: tuple[Scope, ...]
    made_at: datetime
    until: datetime
    used_on: date | None
    ended: str


@dataclass(frozen=True, slots=True)
class Known:
    """A colleague's token as an administrator sees it: neither name nor scopes, nor any part of it."""

    id: UUID
    until: datetime
    used_on: date | None


def digest(token: str) -> bytes:
    """As the database keeps it."""
    return hashlib.sha256(token.encode()).digest()


def enter(token: str) -> Entered | None:
    """Whose this is and whether it opens anything now; counted. None for what is no token of this node."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM access.enter_by_token(%s)", [digest(token)])
        row = cursor.fetchone()
    if row is None:
        return None
    token_id, member, scopes, until, state, wait = row
    return Entered(token_id, MemberId(member), frozenset(map(Scope, scopes)), until, state, wait)


@transaction.atomic
def make(*, name: str, scopes: Sequence[Scope], until: datetime, by: Member, at: datetime) -> str:
    """A new token of the acting member: returned this once. Who calls this has asked who the member is.

    `until` is real time, at most a year ahead. Raises NotPossible.
    """
    token = BEGINS + secrets.token_urlsafe(32)
    shown = token[len(BEGINS) : len(BEGINS) + SHOWN]
    given = [digest(token), shown, name, [str(scope) for scope in scopes], until]
    try:
        made = called("SELECT access.make_token(%s, %s, %s, %s, %s)", given)
    except AccessRefused as refused:
        raise NotPossible(TOO_MANY if refused.code == TOO_MANY.code else refused.reason) from None
    record(
        "token:made",
        by=as_actor(by),
        at=at,
        detail={
            "made": str(made),
            "scopes": sorted(str(s) for s in scopes),
            "until": until.date().isoformat(),
        },
    )
    return token


def mine() -> list[Own]:
    """The acting member's tokens, the newest first."""
    rows = _rows("SELECT * FROM access.my_tokens()", [])
    return [Own(row[0], row[1], row[2], tuple(map(Scope, row[3])), *row[4:]) for row in rows]


def of_colleague(member: UUID) -> list[Known]:
    """For an administrator: that a member of the own agency has tokens which open something."""
    return [Known(*row) for row in _rows("SELECT * FROM access.tokens_of(%s)", [member])]


@transaction.atomic
def revoke(*, token: UUID, by: Member, at: datetime) -> None:
    """It opens nothing from the next request on. By its member or an administrator; raises NotFound for others."""
    try:
        whose = called("SELECT access.revoke_token(%s)", [token])
    except AccessRefused:
        raise NotFound(_("There is no such token for you.")) from None
    record("token:revoked", by=as_actor(by), at=at, detail={"revoked": str(token), "is_own": whose == by.id})


def _rows(sql: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
