"""The definer functions through which grants come and go, as Python functions. Nothing else writes a grant.

Each raises AccessRefused with the database's own code when the caller's context or the policy does not allow it.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import ProgrammingError, connection, transaction
from django.db.models import BooleanField, Func, QuerySet
from django.utils.translation import gettext_lazy as _

from safeconduct.access.rules import Basis
from safeconduct.vocabulary.codes import HoldGround, Purpose, TakeOverReason
from safeconduct.vocabulary.decisions import Reason
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.sections import Section
from safeconduct.vocabulary.together import asked

INSUFFICIENT_PRIVILEGE = "42501"
_WHOLE: ContextVar[bool] = ContextVar("whole", default=False)


class AccessRefused(NotPossible):
    """The database's lock said no; `code` is its own word for why."""

    def __init__(self, code: str) -> None:
        super().__init__(
            Reason(code, _("This is not open to you, and the database refuses it."), _("Ask the case lead."))
        )
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """On what a disclosure rests: a version of a consent, or a listed ground."""

    purpose: Purpose
    until: datetime
    basis: Basis = Basis.CONSENT
    ground: str | None = None
    consent: UUID | None = None
    consent_version: int | None = None

    def arguments(self, team: UUID, sections: Sequence[Section]) -> list[Any]:
        """For this team and these sections, in the order in which the doors take them."""
        return [
            team,
            [section.value for section in sections],
            self.purpose,
            self.until,
            self.basis,
            self.ground,
            self.consent,
            self.consent_version,
        ]


def open_case(case: UUID, purpose: Purpose = Purpose.ASSESSMENT) -> None:
    """The acting member opens a case of the own agency and leads it."""
    _call("SELECT access.open_case(%s, %s)", [case, purpose])


def open_cases(cases: Sequence[UUID], bringing: UUID, purpose: Purpose = Purpose.ASSESSMENT) -> None:
    """The same for up to a thousand cases that one import brings in."""
    _call("SELECT access.open_cases(%s, %s, %s)", [list(cases), purpose, bringing])


def take_back(bringing: UUID, most: int) -> list[tuple[UUID, bool]]:
    """The next cases of an import, at most a hundred, and whether each is gone: what was worked on stays.

    Empty when all were looked at, and for whoever neither brought them in nor supervises as one who could lead them.
    """
    with _said(), connection.cursor() as cursor:
        cursor.execute("SELECT a_case, is_gone FROM access.take_back(%s, %s)", [bringing, most])
        return list(cursor.fetchall())


def place(
    case: UUID, member: UUID, purpose: Purpose = Purpose.ASSESSMENT, *, until: datetime | None = None
) -> None:
    """A colleague gets a place, on an own case until then; on a received one the worker is named, and the team's rows
    end."""
    _call("SELECT access.place(%s, %s, %s, %s)", [case, member, purpose, until])


def consent_to(case: UUID, team: UUID, sections: Sequence[Section], terms: Terms) -> None:
    """Sections may leave this case to that team, on these terms."""
    _call(
        "SELECT access.consent_to(%s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [case, *terms.arguments(team, sections)],
    )


def receive(
    case: UUID, handle: str, referral: UUID, team: UUID, sections: Sequence[Section], terms: Terms
) -> UUID:
    """The message being taken in brings sections; returns the received case, made now if it is the first."""
    received: UUID = _call(
        "SELECT access.receive(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [case, handle, referral, *terms.arguments(team, sections)],
    )
    return received


def take_over(case: UUID, reason: TakeOverReason, purpose: Purpose = Purpose.ASSESSMENT) -> None:
    """A supervisor becomes the lead of a case that nobody can hand over."""
    _call("SELECT access.take_over(%s, %s, %s)", [case, purpose, reason])


def end(case: UUID, why: str, sections: Sequence[Section] | None = None, team: UUID | None = None) -> int:
    """End grants on a received case, or what lets sections leave an own one; how many ended."""
    ended: int = _call("SELECT access.end_grants(%s, %s, %s, %s)", [case, _names(sections), team, why])
    return ended


def give_back(case: UUID, team: UUID, consent: UUID, why: str) -> int:
    """For the message being taken in: what this consent lets leave to its peer's team ends; how many ended."""
    ended: int = _call("SELECT access.give_back(%s, %s, %s, %s)", [case, team, consent, why])
    return ended


def let_reopen(case: UUID) -> None:
    """For the peer's message being taken in: the sender proposes, or agrees, that a closed referral is opened again."""
    _call("SELECT access.let_reopen(%s)", [case])


def reopen(case: UUID) -> int:
    """What closing has ended on a received case stands again, as far as the consent still holds; how many grants.

    Raises AccessRefused while the sender has not said so.
    """
    restored: int = _call("SELECT access.reopen(%s)", [case])
    return restored


def destroy_keys(case: UUID, sections: Sequence[Section] | None = None) -> int:
    """Erase: the wrapped keys go, of all sections or of these; how many went."""
    destroyed: int = _call("SELECT access.destroy_keys(%s, %s)", [case, _names(sections)])
    return destroyed


def hold_still(case: UUID) -> None:
    """Lock the case row of the own agency: nothing is sent while something is taken back."""
    asked("SELECT access.hold_still(%s)", [case])  # it refuses nothing, so it needs no savepoint


def hold_cases_of(rows: QuerySet[Any]) -> None:
    """As `hold_still`, for the cases of these rows by their `case_id`, in one statement."""
    held = Func("case_id", function="access.hold_still", output_field=BooleanField())
    list(rows.order_by().values_list(held))


def held_by_law(case: UUID) -> str | None:
    """The ground of the legal hold that stands on a received case, or None."""
    ground: str | None = _call("SELECT access.held_by_law(%s)", [case])
    return ground


def place_hold(case: UUID, ground: HoldGround, until: datetime) -> None:
    """A supervisor of the holding agency keeps what was received until a claim is settled; nobody reads by it."""
    _call("SELECT access.place_hold(%s, %s, %s)", [case, ground, until])


def lift_hold(case: UUID) -> None:
    """The hold ends now; what was to be erased is erased."""
    _call("SELECT access.lift_hold(%s)", [case])


def may_leave(case: UUID, consent: UUID) -> bool:
    """Whether the person has not ended this consent of theirs with a paper code."""
    return bool(_call("SELECT access.may_leave(%s, %s)", [case, consent]))


def received_case(referral: UUID, agency: UUID) -> UUID | None:
    """The received case of a referral, for its peer's message and for members of the holding agency."""
    found: UUID | None = _call("SELECT access.received_case(%s, %s)", [referral, agency])
    return found


def _names(sections: Sequence[Section] | None) -> list[str] | None:
    return None if sections is None else [str(section) for section in sections]


@contextmanager
def whole() -> Iterator[None]:
    """Inside, a refusal ends the whole transaction: whoever opened it begins again, so no door needs a savepoint."""
    before = _WHOLE.set(True)
    try:
        yield
    finally:
        _WHOLE.reset(before)


@contextmanager
def _said() -> Iterator[None]:
    try:
        # A savepoint, so that the caller can record the refusal or go on with another case; inside one of the caller's
        # own the refusal goes back to that.
        with transaction.atomic(savepoint=not (_WHOLE.get() or any(connection.savepoint_ids))):
            yield
    except ProgrammingError as error:
        cause = error.__cause__
        if getattr(cause, "sqlstate", None) != INSUFFICIENT_PRIVILEGE:
            raise
        words = str(cause).splitlines()[0]
        raise AccessRefused(
            words.removeprefix("access: ") if words.startswith("access: ") else "no_privilege"
        ) from None


def _call(sql: str, values: list[Any]) -> Any:
    with _said():
        rows = asked(sql, values)
    return rows[0][0] if rows else None


def called(sql: str, values: list[Any]) -> Any:
    """A definer function that stands elsewhere and refuses as these do; its value. Raises AccessRefused."""
    return _call(sql, values)
