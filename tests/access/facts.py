"""Facts and tallies of an agency, and editions, as the room statistics keeps them."""

import uuid
from datetime import date, timedelta

import psycopg

from tests.access.names import ID
from tests.access.rows import NOW, insert

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
    _once(owner, agency)


def _once(owner: psycopg.Connection, agency: str) -> None:
    """Two facts that may be of one person, and the key of their year."""
    one, other = sorted([uuid.uuid4(), uuid.uuid4()])
    year = {"alfa": 2020, "beta": 2021}[agency]
    insert(owner, "keys.year_key", year=year, wrapped=b"k")
    insert(owner, "statistics.once", mark=one, agency_id=ID(agency))
    insert(owner, "statistics.once", mark=other, agency_id=ID("gent"))
    insert(owner, "statistics.compound", year=year, mark=one, hash=b"hash")
    code = f"2222222{year - 2018}"
    of = {"one": one, "other": other, "one_agency": ID(agency), "other_agency": ID("gent")}
    insert(owner, "statistics.pair", code=code, year=year, **of)


EMBARGO = "19a-RO-2024-2"
"""An edition that may not be shown yet."""


def edition(name: str = "19a-RO-2024-9", number: int = 9) -> dict[str, object]:
    """The row of an edition."""
    return {
        "id": name, "kind": "article_19a", "country": "RO", "year": 2024, "edition": number,
        "agencies": [ID("beta")], "embargo": NOW + timedelta(days=90),
    }  # fmt: skip


def answer() -> dict[str, object]:
    """The row of a question that was not answered."""
    said = {"asked": "{}", "outcome": "few_persons", "number": None}
    return {"country": "RO", "year": 2024, "agencies": [ID("beta")], **said}


def editions(owner: psycopg.Connection) -> None:
    """One in preparation, one that was released under an embargo, with what it said, and a question."""
    insert(
        owner, "statistics.preparation", kind="article_19a", country="RO", year=2024, agencies=[ID("beta")],
        state="counting", reason="",
    )  # fmt: skip
    insert(owner, "statistics.edition", **edition(EMBARGO, 2))
    insert(owner, "statistics.said", state=EMBARGO, country="RO", year=2024)
    insert(owner, "statistics.answer", **answer())
