"""Whether something sealed to the former exchange keys of a node may still come: then they are kept yet.

Seen from here: a referral that came before the new keys were used, of which the held-back part has not come and may
still, for it waits for an acceptance. That ends at the latest with the person's consent.
"""

from datetime import datetime

import psycopg

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes.node import Node
from safeconduct.vocabulary.roles import OWNER

_WAITS = """
    SELECT EXISTS (
      SELECT FROM referrals.referral r JOIN exchange.incoming i ON i.message_id = r.offer_message
       WHERE r.side = 'receiver' AND r.state NOT IN ('declined', 'withdrawn', 'closed')
         AND cardinality(r.held_back) > 0 AND i.received_at < %s
         AND NOT EXISTS (SELECT FROM exchange.incoming p WHERE p.referral_id = r.shared AND p.agency_id = r.agency_id
           AND p.type = 'safeconduct.referral.released.v1' AND p.status = 'stored'))
"""


def is_outstanding(node: Node, since: datetime) -> bool:
    """Whether something sealed before this moment may still come; true as well where nobody can say."""
    try:
        with node.connect(OWNER) as connection:
            row = connection.execute(_WAITS, [since]).fetchone()
    except (psycopg.OperationalError, CannotRun):
        return True
    return row is None or bool(row[0])
