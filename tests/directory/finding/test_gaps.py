"""What was not found is counted without anybody: an agency sees its own counts, who keeps the node sees all."""

from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest

from safeconduct.directory.finding.asked import Wanted
from safeconduct.directory.finding.gaps import count, missing
from tests.access.live import member_acts
from tests.access.names import ID
from tests.access.world import staff
from tests.conftest import ConnectAs

__all__ = ["staff"]
NOW = datetime.now(UTC)
LOOKED_FOR = Wanted(needs=frozenset({"housing", "safety"}), country="SE")


@pytest.fixture
def owner(staff: None, connect_as: ConnectAs) -> psycopg.Connection:
    return connect_as("owner")


def looked(who: str, session: dict[str, Any], at: datetime = NOW) -> None:
    with member_acts(who):
        count(LOOKED_FOR, session, at)


def seen(who: str) -> dict[tuple[str, str], int]:
    with member_acts(who):
        return {(one.need, one.country): one.times for one in missing(NOW)}


def test_each_need_is_counted_once_for_a_sign_in_and_a_day(owner: psycopg.Connection) -> None:
    session: dict[str, Any] = {}
    for _again in range(3):
        looked("dan", session)
    assert seen("dan") == {("housing", "SE"): 1, ("safety", "SE"): 1}
    looked("dan", session, NOW + timedelta(days=1))
    looked("nora", {})
    assert set(seen("dan").values()) == {3}


def test_an_agency_sees_its_own_counts_and_who_keeps_the_node_sees_all(owner: psycopg.Connection) -> None:
    looked("dan", {})
    assert seen("bea") == {}
    looked("bea", {})
    assert set(seen("bea").values()) == {1}
    owner.execute("UPDATE agencies.member SET keeps_node = true WHERE id = %s", [ID("adam")])
    assert set(seen("adam").values()) == {2}


def test_nothing_of_a_person_or_a_member_stands_in_the_table(owner: psycopg.Connection) -> None:
    columns = owner.execute(
        "SELECT column_name FROM information_schema.columns "
        "WHERE table_schema = 'directory' AND table_name = 'gap' ORDER BY ordinal_position"
    ).fetchall()
    assert [row[0] for row in columns] == ["day", "need", "country", "agency_id", "times"]


def test_nobody_writes_a_count_past_the_function(owner: psycopg.Connection, connect_as: ConnectAs) -> None:
    app = connect_as("app")
    for statement in ("DELETE FROM directory.gap", "UPDATE directory.gap SET times = 9"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute(statement)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute("SELECT directory.count_gap('housing', 'SE')")
    assert app.execute("SELECT count(*) FROM directory.gap").fetchone() == (0,)
