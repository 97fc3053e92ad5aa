"""Erasure when its time has come: the worker deletes the keys that are due, and can read none of them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection


@dataclass(frozen=True, slots=True, order=True)
class Destroyed:
    """A section of a case whose content nobody can open any more, as far as it lay under this key."""

    due: datetime
    case: UUID
    section: str


def destroy_due(now: datetime) -> list[Destroyed]:
    """Delete the keys whose time has come and say of what, earliest first. In the caller's transaction.

    `now` is domain time; the row policy compares with the database's own and lets nothing go early.
    """
    with connection.cursor() as cursor:
        # One statement: a key that gets its term, or loses it, at this moment is either gone and told, or neither.
        cursor.execute(
            'DELETE FROM "keys"."section_key" WHERE due <= %s RETURNING due, case_id, section', [now]
        )
        return sorted(Destroyed(*row) for row in cursor.fetchall())
