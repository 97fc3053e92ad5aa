"""The days of a lawyer's matters and links: for their calendar, and as numbers for the mail of the day."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from safeconduct.rights.deadlines.feed import MOST, Bare
from safeconduct.rights.deadlines.rules import FIRST

_MATTERS = """
SELECT m.id, d.due, m.case_id,
       COALESCE((SELECT max(s.saved_at) FROM counsel.sheet s WHERE s.matter_id = m.id), m.opened_at)
  FROM counsel.matter m, unnest(m.days) AS d(due)
 WHERE m.state = 'open'
   AND (m.lawyer_id = (SELECT access.current_member()) OR m.deputy_id = (SELECT access.current_member()))
 ORDER BY d.due, m.id LIMIT %s
"""
_LINKS = """
SELECT i.item_id, i.due, i.case_id, i.at FROM counsel.items_for_me('infinity') i WHERE i.due IS NOT NULL
 ORDER BY i.due, i.item_id LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Numbers:
    """What the mail of the day says to a lawyer, and no more."""

    days: int
    """Days within a fortnight, or over."""
    late: int
    messages: int
    """Of other lawyers: wishes to link, and what came and nobody has opened."""


def in_the_calendar() -> list[Bare]:
    """Every day that waits in the acting member's matters and links."""
    found: list[Bare] = []
    with connection.cursor() as cursor:
        for statement in (_MATTERS, _LINKS):
            cursor.execute(statement, [MOST])
            found += [Bare(*row) for row in cursor.fetchall()]
    return found


def waiting_for(member: UUID, today: date) -> Numbers:
    """The numbers of one member. As the worker."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT waiting, late, messages FROM counsel.days_waiting(%s, %s, %s)",
            [member, today, today + FIRST],
        )
        return Numbers(*cursor.fetchone())
