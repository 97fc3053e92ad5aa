"""Facts and tallies of an agency, as the room statistics keeps them."""

import uuid
from datetime import date

import psycopg

from tests.access.names import ID
from tests.access.rows import insert

QUARTER = date(2026, 1, 1)


def facts(owner: psycopg.Connection, agency: str) -> None:
    """A fact of a referral, and what it added to the tallies."""
    same = {"agency_id": ID(agency), "side": "sender", "quarter": QUARTER}
    insert(owner, "statistics.loop", **same, mark=uuid.uuid4(), other_agency_id=ID("gent"), parts=["sent"])
    insert(
        owner, "statistics.person", agency_id=ID(agency), mark=uuid.uuid4(), quarter=QUARTER, touched=QUARTER
    )
    insert(owner, "statistics.uncounted", agency_id=ID(agency), kind="loop", number=0)
    insert(owner, "statistics.tally", **same, dim="all", value="", part="sent", number=1)
