"""What each page asks of its sign-in, in one statement: the sign-in, its account, the account's places, its factors.

What a sign-in holds is sealed text, so the statement finds the account by django-allauth's list of sign-ins. Promised:
each fact is the one that its own statement would give; what the sealed text says of account and place is compared with
it by whoever takes a fact, and where it is another one, or none, the own statement is asked. Each is taken once: who
asks again later in the request is told what is true then.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

from safeconduct.agencies.models import Agency, Member, Seat
from safeconduct.vocabulary.first import asked_first
from safeconduct.vocabulary.joined import Part

FACTORS = (Authenticator.Type.WEBAUTHN, Authenticator.Type.TOTP)
"""What counts as a second factor; recovery codes only stand in for one."""


@dataclass(slots=True)
class Look:
    """What was found of one sign-in; `account` is None where nobody's list names it."""

    session: Session
    account: Any = None
    places: dict[UUID, Member] | None = None
    standing: tuple[int, bool] | None = None
    """How many factors the account has, and whether the owner calls this node a demonstration."""
    of: int | None = None

    def take_account(self, key: int) -> Any:
        """The account with this key, once."""
        account, self.account = self.account, None
        return account if account is not None and account.pk == key else None

    def take_place(self, key: UUID) -> Member | None:
        """The open place of the account with this key, once."""
        places, self.places = self.places or {}, None
        return places.get(key)

    def take_standing(self, account: int | None) -> tuple[int, bool] | None:
        """Number of factors, and whether this is a demonstration, once; None for another account."""
        standing, self.standing = self.standing, None
        return standing if account == self.of else None


def look_of(request: HttpRequest | None) -> Look | None:
    """What was found when the sign-in of this request was read; None before, and for other kinds of sessions."""
    found: Look | None = getattr(getattr(request, "session", None), "look", None)
    return found


def look_at(key: str) -> Look | None:
    """The sign-in of this name, which has not run out; None for none."""
    sql, session, account, place, agency = _written(settings.DEMO)
    rows = asked_first(sql, [key, timezone.now()])
    if not rows:
        return None
    first = rows[0]
    found = session.read(first)
    assert found is not None  # noqa: S101 - the statement begins with it
    look = Look(found, account=account.read(first), places={})
    if look.account is None:
        return look
    *_rest, factors, is_demo = first
    look.of, look.standing = look.account.pk, (factors, is_demo)
    look.places = dict(_places(rows, place, agency))
    return look


def _places(rows: list[tuple[Any, ...]], place: Part[Member], agency: Part[Agency]) -> Any:
    for row in rows:
        if (member := place.read(row)) is not None:
            found = agency.read(row)
            assert found is not None  # noqa: S101 - a place is one of an agency
            member.agency = found
            member.teams = tuple(row[agency.end])
            yield member.id, member


@cache
def _written(asks: bool) -> tuple[str, Part[Session], Part[Any], Part[Member], Part[Agency]]:
    """The statement; `asks` whether this is a demonstration only where the settings call it one."""
    session = Part(Session, "s")
    account = Part(get_user_model(), "u", start=session.end)
    place = Part(Member, "m", start=account.end)
    agency = Part(Agency, "a", start=place.end)
    kinds = ", ".join(f"'{kind.value}'" for kind in FACTORS)
    columns = ", ".join(part.columns for part in (session, account, place, agency))
    demo = "access.is_demo()" if asks else "false"
    sql = f"""
        SELECT {columns}, ARRAY(SELECT t.team_id FROM {_table(Seat)} t WHERE t.member_id = m.id),
               (SELECT count(*) FROM {_table(Authenticator)} f WHERE f.user_id = u.id AND f.type IN ({kinds})), {demo}
          FROM {session.table} s
          LEFT JOIN {_table(UserSession)} l ON l.session_key = s.session_key
          LEFT JOIN {account.table} u ON u.id = l.user_id
          LEFT JOIN {place.table} m ON m.user_id = u.id AND m.suspended_at IS NULL
          LEFT JOIN {agency.table} a ON a.id = m.agency_id
         WHERE s.session_key = %s AND s.expire_date > %s"""  # noqa: S608 - names of our models
    return sql, session, account, place, agency


def _table(model: Any) -> str:
    return f'"{model._meta.db_table}"'
