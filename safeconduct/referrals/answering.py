"""How a service answers: of the agency's own referrals of a year, and of its enquiries that are still kept, how many
were answered within a day.

Only what the acting agency sent itself is counted: what others send is not its business. An enquiry that was taken
back, or for which somebody else was taken, before it was answered is never counted: nobody waits for that answer.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from safeconduct.agencies.models import Member
from safeconduct.directory.finding.asked import Answered
from safeconduct.directory.models import Entry
from safeconduct.referrals.moves import Event

LOOKS_BACK = timedelta(days=365)
SOON = timedelta(days=1)
MOST = 1000
"""So many of the agency's last referrals are looked at."""
ANSWERS = [
    event.value for event in (Event.ACCEPT, Event.DECLINE, Event.ASK, Event.HOLD, Event.PROPOSE_REROUTE)
]

STATEMENT = """
SELECT a.team_id, a.service, count(*), count(*) FILTER (WHERE a.answered - a.sent <= %(soon)s) FROM (
SELECT r.team_id, r.service, m.sent, m.answered
  FROM (SELECT * FROM referrals.referral k
         WHERE k.agency_id = %(agency)s AND k.side = 'sender' AND k.created_at >= %(since)s
         ORDER BY k.created_at DESC LIMIT %(most)s) r
  JOIN LATERAL (SELECT min(s.at) FILTER (WHERE s.event = 'send') AS sent,
                       min(s.at) FILTER (WHERE s.event = ANY (%(answers)s)) AS answered
                  FROM referrals.move s WHERE s.referral_id = r.id) m
    ON m.sent IS NOT NULL AND (m.answered IS NOT NULL OR m.sent < %(at)s - %(soon)s)
 WHERE r.team_id = ANY (%(teams)s) AND r.state <> 'draft'
UNION ALL
SELECT y.team_id, y.service, y.asked_at, y.answered_at FROM referrals.enquiry y
 WHERE y.agency_id = %(agency)s AND y.side = 'sender' AND y.team_id = ANY (%(teams)s)
   AND (y.answered_at IS NOT NULL
        OR (y.withdrawn_at IS NULL AND y.taken_at IS NULL AND y.asked_at < %(at)s - %(soon)s))
) a GROUP BY a.team_id, a.service
"""


def answers(entries: Collection[Entry], by: Member, at: datetime) -> dict[UUID, Answered]:
    """The same for these services, in one grouped question. What was sent within a day and waits is not counted yet."""
    values: Any = {
        "agency": by.agency_id, "since": at - LOOKS_BACK, "most": MOST, "answers": ANSWERS, "soon": SOON, "at": at,
        "teams": list({entry.team_id for entry in entries}),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, values)
        rows = {(team, service): Answered(asked, soon) for team, service, asked, soon in cursor.fetchall()}
    return {
        entry.id: rows[entry.team_id, entry.service]
        for entry in entries
        if (entry.team_id, entry.service) in rows
    }
