"""What waits when this release comes was open to everybody: it counts as said, and is made again by a press."""

from pathlib import Path

import psycopg
import pytest

import safeconduct.statistics.migrations as migrations
from tests.statistics.editions.year import YEAR, prepare

pytestmark = pytest.mark.django_db(transaction=True)
SQL = Path(migrations.__file__).with_name("sql")
MOVED = (
    "SELECT p.ledger <> statistics.length_of_ledger(p.country, p.year, p.years) FROM statistics.preparation p"
)


def test_a_draft_that_waits_counts_as_said_after_an_upgrade_and_is_out_of_date(
    counted: psycopg.Connection,
) -> None:
    """Back to the release before, and up again, in one transaction that is undone."""
    prepare("cora")
    with counted.transaction(force_rollback=True):
        counted.execute((SQL / "0017_back.sql").read_text())
        assert counted.execute("SELECT count(*) FROM statistics.said").fetchone() == (0,)
        counted.execute((SQL / "0017_shown_is_said.sql").read_text())
        (state, year, statements) = counted.execute(
            "SELECT state, year, statements FROM statistics.said"
        ).fetchone() or ("", 0, [])
        assert state.startswith("draft-")
        assert (year, bool(statements)) == (YEAR, True)
        assert counted.execute(MOVED).fetchall() == [(True,)]
