"""What Today says that is no referral: files that end, what waits for a second person, emergencies, held peers."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from safeconduct.access.terms import Ending
from safeconduct.vocabulary.codes import EmergencyReason, Profession


@dataclass(frozen=True, slots=True)
class Emergency:
    """An emergency reading that concerns the member: `what` is review, note or mine (`access.emergency.Use`)."""

    what: str
    id: UUID
    case: UUID
    reader: str
    profession: Profession
    reason: EmergencyReason
    at: datetime
    ends_at: datetime | None
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Asides:
    """For the acting member; `second` and `held` are numbers, and 0 for whom they do not concern."""

    endings: list[Ending]
    second: int
    held: int
    emergencies: list[Emergency]


# One question for all: Today has many already.
ASKED = """
SELECT s.n, h.n, g.found, e.case_id, e.ends_at, e.is_mine, e.latest
  FROM (SELECT (SELECT count(*) FROM agencies.waiting_for_me())
             + (SELECT count(*) FROM agencies.proposals() p WHERE p.for_me) AS n) s
 CROSS JOIN (SELECT count(*) AS n FROM exchange.peer p
              WHERE p.held_since IS NOT NULL AND p.suspended_at IS NULL AND access.keeps_node()) h
 CROSS JOIN (SELECT COALESCE(json_agg(json_build_array(u.what, u.id, u.case_id, u.reader, u.profession, u.reason, u.at,
                                                       u.ends_at, u.due_at)), '[]')::text AS found
               FROM access.glass_for_me() u) g
  LEFT JOIN access.endings() e ON true
"""


def asides() -> Asides:
    """All of it, in one question."""
    with connection.cursor() as cursor:
        cursor.execute(ASKED)
        rows = cursor.fetchall()
    second, held, emergencies = rows[0][:3]
    endings = [Ending(*row[3:]) for row in rows if row[3] is not None]
    return Asides(endings, second, held, [_emergency(*one) for one in json.loads(emergencies)])


def _emergency(*said: Any) -> Emergency:
    what, use, case, reader, profession, reason, at, ends_at, due_at = said
    moments = [datetime.fromisoformat(moment) if moment else None for moment in (at, ends_at, due_at)]
    begun, ends, due = moments
    assert begun is not None and due is not None  # noqa: S101, PT018  (columns that are never empty)
    return Emergency(
        what, UUID(use), UUID(case), reader, Profession(profession), EmergencyReason(reason), begun, ends, due
    )
