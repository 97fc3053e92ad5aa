"""What Today says that is no referral: files that end, what waits for a second person, peers that are held."""

from dataclasses import dataclass

from django.db import connection

from safeconduct.access.terms import Ending


@dataclass(frozen=True, slots=True)
class Asides:
    """For the acting member; `second` and `held` are numbers, and 0 for whom they do not concern."""

    endings: list[Ending]
    second: int
    held: int


# One question for all: Today has many already.
ASKED = """
SELECT s.n, h.n, e.case_id, e.ends_at, e.is_mine, e.latest
  FROM (SELECT (SELECT count(*) FROM agencies.waiting_for_me())
             + (SELECT count(*) FROM agencies.proposals() p WHERE p.for_me) AS n) s
 CROSS JOIN (SELECT count(*) AS n FROM exchange.peer p
              WHERE p.held_since IS NOT NULL AND p.suspended_at IS NULL AND access.keeps_node()) h
  LEFT JOIN access.endings() e ON true
"""


def asides() -> Asides:
    """All of it, in one question."""
    with connection.cursor() as cursor:
        cursor.execute(ASKED)
        rows = cursor.fetchall()
    return Asides([Ending(*row[2:]) for row in rows if row[2] is not None], rows[0][0], rows[0][1])
