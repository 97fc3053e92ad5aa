"""What changed of our services, for the peer that asks: a page bounded in rows and, by whoever writes it, in bytes.

Runs in the inbox, as that peer: the database says what it is offered, and that something is gone only to who knew it.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

LOOKED_AT = 1000
"""So many numbers are looked at for one page: what is not offered to this peer takes none of its room."""


@dataclass(frozen=True, slots=True)
class Stand:
    """Where our log stands: below `floor` something may be forgotten."""

    epoch: int
    last: int
    floor: int

    def knows(self, epoch: int, after: int) -> bool:
        """Whether a peer that is so far can go on from there; else it begins anew."""
        return epoch == self.epoch and self.floor <= after <= self.last


@dataclass(frozen=True, slots=True)
class Changed:
    """The last change of one service; `said` is None when it is gone; not `is_told`, the peer hears nothing of it."""

    sequence: int
    id: UUID | None
    """None of what was never offered to this peer."""
    said: dict[str, Any] | None
    is_told: bool


def stand() -> Stand:
    """For the peer of this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT epoch, last, floor FROM directory.change_log_for_peer()")
        row = cursor.fetchone()
    assert row is not None  # noqa: S101  (the log has one row)
    return Stand(*row)


def changes(after: int) -> Iterator[Changed]:
    """In the order of their numbers, those after this one; `LOOKED_AT` of them at most."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sequence, id, said, was_told FROM directory.changes_for_peer(%s, %s)", [after, LOOKED_AT]
        )
        rows = cursor.fetchall()
    for sequence, own, said, was_told in rows:
        facts = json.loads(said) if isinstance(said, str) else said
        yield Changed(sequence, own, facts, facts is not None or was_told)
