"""The doors as the tests of this folder knock at them, and what stands open afterwards."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg

from safeconduct.access.policy import allowed
from tests.access.names import ID, UNTIL
from tests.access.rows import NOW
from tests.access.world import World

YES = ""
NO_PRIVILEGE = "no privilege"
NOBODY = "nobody_is_acting"
NEVER = NOW - timedelta(minutes=1)

PLACE = "place(%s, %s, %s)"
CONSENT = "consent_to(%s, %s, %s, %s, %s, %s, %s, %s, %s)"
BREAK = "break_glass(%s, %s, %s, %s, %s, %s, %s, %s)"
REVIEW = "review_break_glass(%s, %s, %s)"
END = "end_grants(%s, %s, %s, %s)"
GIVE_BACK = "give_back(%s, %s, %s, %s)"
DESTROY = "destroy_keys(%s, %s)"


def opened_to(profession: str, basis: str, purpose: str = "assessment") -> set[str]:
    """The sections that the policy opens to this profession of an organisation like alfa."""
    cells = [cell for cell, _row in allowed() if cell.sector == "ngo"]
    return {
        str(cell.section)
        for cell in cells
        if (cell.profession, cell.basis, cell.purpose, cell.action) == (profession, basis, purpose, "open")
    }


LEADS = opened_to("social_worker", "lead")


def said(connection: psycopg.Connection, call: str, *values: Any) -> str:
    """Empty when the door opened, otherwise the refusal's code; what it did stays only if it opened."""
    try:
        with connection.transaction():
            connection.execute(f"SELECT access.{call}", values)
    except psycopg.errors.InsufficientPrivilege as refusal:
        words = str(refusal).splitlines()[0]
        return words.removeprefix("access: ") if words.startswith("access: ") else NO_PRIVILEGE
    return YES


def asks(world: World, who: str, call: str, *values: Any) -> str:
    """What the door says to this person in the world as it stands."""
    with world.acting(who) as connection:
        return said(connection, call, *values)


def open_sections(connection: psycopg.Connection, case: UUID) -> set[tuple[str, str, bool]]:
    """Section, basis and whether it may be edited, of whoever acts."""
    rows = connection.execute(
        "SELECT section, basis, can_edit FROM access.my_grants() WHERE case_id = %s", [case]
    ).fetchall()
    return set(rows)


def sections(connection: psycopg.Connection, case: UUID) -> set[str]:
    """The sections of a case that are open to whoever acts."""
    return {section for section, _, _ in open_sections(connection, case)}


def disclosed(connection: psycopg.Connection, case: str) -> set[tuple[str, UUID]]:
    """Section and team of what may leave the case now."""
    rows = connection.execute("SELECT section, team_id FROM access.disclosures(%s)", [ID(case)]).fetchall()
    return set(rows)


def emergency(
    case: str = "own_alfa",
    share: list[str] | None = None,
    purpose: str | None = "protection",
    reason: str | None = "person_here",
    words: bytes | None = b"sealed",
    rest: timedelta | None = timedelta(hours=9),
) -> list[Any]:
    """The arguments of break_glass."""
    shared = ["profile", "safe_contact", "safety"] if share is None else share
    return [uuid4(), ID(case), shared, purpose, reason, words, b"wrapped", rest]


def agreed(
    case: str = "own_alfa",
    team: str = "team_gent",
    share: list[str] | None = None,
    purpose: str | None = "referral_service",
    until: datetime | None = UNTIL,
    basis: str | None = "consent",
    ground: str | None = None,
) -> list[Any]:
    """The arguments of consent_to."""
    consent = (ID("consent"), 1) if basis == "consent" else (None, None)
    return [
        ID(case), ID(team), ["profile", "needs"] if share is None else share, purpose, until, basis, ground, *consent
    ]  # fmt: skip
